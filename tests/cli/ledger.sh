# The ledger from the command line: idempotent, safe to kill, foreign files untouched.
. tests/cli/lib.sh
d=$DATELINE l=$dir/some.ledger
dump() { sqlite3 "$1" "SELECT doc, records.json FROM records JOIN reports USING (report) ORDER BY 1, 2; SELECT count(*) FROM tellings; SELECT act, actors, recipients, date, nreports FROM events ORDER BY 1, 2, 3, 4, 5"; }

expect 'the samples are ingested' 0 "$d" ingest --ledger "$l" samples
dump "$l" > "$dir/first"
expect 'ingesting again changes nothing' 0 "$d" ingest --ledger "$l" samples
dump "$l" | cmp -s - "$dir/first" || wrong 'the ledger differs'
expect 'events are listed' 0 "$d" events --ledger "$l" --format csv
says '^event,date,enddate,act'
expect 'the table of a question is aligned' 0 "$d" dyads --ledger "$l" --format table
expect 'a series is counted' 0 "$d" series --ledger "$l" --by year --format jsonl
expect 'hostile values stay values' 0 "$d" events --ledger "$l" --between "x'; DROP TABLE events; --" --format jsonl
lines 0
expect 'the ledger is still whole' 0 sqlite3 "$l" 'PRAGMA integrity_check'
says '^ok$'
expect 'and refers to nothing that is not there' 0 sqlite3 "$l" 'PRAGMA foreign_key_check'
lines 0

sqlite3 "$l" "UPDATE reports SET publisher = 'Elsewhere'" # what is held is not coded again
expect 'a third time it says what it holds' 1 "$d" ingest --ledger "$l" samples "$dir/none.txt"
says_error '15 reports \(15 in the ledger already\)'

cp "$l" "$dir/again.ledger"
sqlite3 "$dir/again.ledger" "UPDATE reports SET coder = 'dateline 0.0.1'"
expect 'all reports are coded again by another coder' 0 "$d" ingest --ledger "$dir/again.ledger" samples
"$d" ingest --ledger "$dir/fresh.ledger" samples > /dev/null 2>&1
for one in again fresh; do bash tests/ledger/dump.sh "$dir/$one.ledger" > "$dir/$one"; done
expect 'and it is as a fresh ledger' 0 cmp "$dir/again" "$dir/fresh"
expect 'with all in its place' 0 sqlite3 "$dir/again.ledger" "PRAGMA foreign_key_check; INSERT INTO telling_words (telling_words) VALUES ('integrity-check')"
lines 0

sqlite3 "$dir/begun.ledger" 'PRAGMA journal_mode = WAL' > /dev/null
expect 'a ledger whose writer died before it had a table is begun anew' 0 "$d" ingest --ledger "$dir/begun.ledger" samples
bash tests/ledger/dump.sh "$dir/begun.ledger" > "$dir/begun"
expect 'and holds all' 0 cmp "$dir/begun" "$dir/fresh"
expect 'killed at random moments and started anew it is the same ledger' 0 bash tests/ledger/kills.sh "$d" 8 samples
says 'the same after 8 kills'
expect 'two readers and a writer do not hinder each other' 0 bash tests/ledger/together.sh "$d" 4 samples
says 'no error'

filter() { expect "$1" 2 "$d" "${@:3}" --ledger "$l"; says_error "$2"; }
filter 'an act that is none is named' "'FOO' is no value of --act" events --act FOO
filter 'a status that is none is named' 'actual ongoing future' events --status maybe
filter 'a date that is none is named' "'yesterday' is no date for --since" timeline --since yesterday
filter 'a step that is none is named' 'day week month year' series --by fortnight
filter 'an event that is not there is named' "the ledger has no event '999999'" show 999999
filter 'no origins of one either' "no event 'x'" origins x
expect 'SQL that is none is explained' 3 "$d" events --where 'nonsense = 1' --ledger "$l"
says_error 'no such column: nonsense'
says_error 'condition in SQL'
expect 'an answer without rows says so' 0 "$d" events --where '0' --ledger "$l" --format table
says_error 'holds nothing of that kind'
sqlite3 "$l" "INSERT INTO actors VALUES (99999, 'ZAF', 'GOV', 'Omar Isra', ''); INSERT INTO event_actor SELECT min(event), 'actor', 99999 FROM events"
expect 'a code is no part of a name' 0 "$d" timeline --between MAR --ledger "$l" --format jsonl
says_not 'Omar Isra'
expect 'words of a name are one' 0 "$d" timeline --between isra --ledger "$l" --format jsonl
lines 1
expect 'a country is named by its name, too' 0 sh -c "'$d' events --between Morocco --ledger '$l' > '$dir/a'; '$d' events --between MAR --ledger '$l' > '$dir/b'; cmp '$dir/a' '$dir/b' && test -s '$dir/a'"
expect 'also as the actor that is asked for' 0 sh -c "'$d' actor Morocco --ledger '$l' > '$dir/a'; '$d' actor MAR --ledger '$l' > '$dir/b'; cmp '$dir/a' '$dir/b' && test -s '$dir/a'"
expect 'and where something happened' 0 sh -c "'$d' events --in Morocco --ledger '$l' > '$dir/a'; '$d' events --in MAR --ledger '$l' > '$dir/b'; cmp '$dir/a' '$dir/b' && test -s '$dir/a'"
expect 'a year is a span' 0 sh -c "'$d' events --until 2021 --since 2021 --ledger '$l' | grep -q '2021-'"
expect 'what has no date comes last' 0 sh -c "'$d' events --ledger '$l' --format tsv | tail -n +2 | cut -f 2 | awk '\$1 == \"\" {u = 1} \$1 != \"\" && u {bad = 1} END {exit bad}'"

printf 'This is a letter, not a ledger. It must stay as it is.' > "$dir/letter"
cp "$dir/letter" "$dir/copy"
expect 'a foreign file is refused' 3 "$d" ingest --ledger "$dir/letter" samples
cmp -s "$dir/letter" "$dir/copy" || wrong 'the file was changed'
says_error 'not changed'
sqlite3 "$dir/other.db" 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
expect 'another database is refused' 3 "$d" ingest --ledger "$dir/other.db" samples
says_error 'is no ledger'
sqlite3 "$dir/meta.db" "CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema', '3')"
sqlite3 "$dir/wal.db" 'PRAGMA journal_mode = WAL; CREATE TABLE t (x)' > /dev/null
sqlite3 "$l" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
size=$(wc -c < "$l")
head -c $((size / 2)) "$l" > "$dir/half.db"
{ head -c $((size / 3)) "$l"; head -c 20000 /dev/urandom; tail -c +$((size / 3 + 20001)) "$l"; } > "$dir/damaged.db"
sqlite3 "$dir/later.db" '.restore '"$l" "UPDATE meta SET value = '99' WHERE key = 'schema'"
for bad in meta wal half damaged later; do
    cp "$dir/$bad.db" "$dir/copy"
    expect "$bad: refused" 3 "$d" ingest --ledger "$dir/$bad.db" samples
    says_error 'is no ledger|malformed|damaged|version 99'
    cmp -s "$dir/$bad.db" "$dir/copy" || wrong 'the file was changed'
    [ ! -e "$dir/$bad.db-wal" ] || wrong 'a file was made beside it'
done
expect 'a missing ledger is not made by a question' 3 "$d" events --ledger "$dir/none.ledger"
[ ! -e "$dir/none.ledger" ] || wrong 'the file was made'
finish
