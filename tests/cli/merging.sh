# Tellings of 31 acts in different words, with relays: do they fall together, and only they?
. tests/cli/lib.sh
expect 'the set is scored' 0 python3 tests/merging/score.py "$DATELINE"
says 'b-cubed .* f1 (8[5-9]|9[0-9]|100)\.'
says 'origins  right (9[0-9]|100)\.[0-9] of all'
finish
