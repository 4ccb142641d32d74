# Every export opened by a reader of its format; the columns counted against the format's documents.
. tests/cli/lib.sh
d=$DATELINE l=$dir/some.ledger
expect 'the samples are ingested' 0 "$d" ingest --ledger "$l" samples
events=$(sqlite3 "$l" 'SELECT count(*) FROM events')

table() { # FORMAT COLUMNS
    expect "$1 is written" 0 "$d" export --ledger "$l" --format "$1" --output "$dir/x.$1"
    expect "$1 has $2 columns everywhere" 0 python3 tests/cli/columns.py "$dir/x.$1" tab
    says " $2\$"
}
table polecat 40
table phoenix 26
table petrarch 8
table cameo 5
table icews 20
table gdelt 61
table gdelt1 58
table mentions 16
papers=${DATELINE_SHARED:-../shared}/FORMATS.md
for format in polecat phoenix icews gdelt gdelt1 mentions; do
    if [ -f "$papers" ]; then
        "$d" export --ledger "$l" --format $format --header --limit 1 --output "$dir/x.header"
        expect "the columns of $format are those of its documents" 0 python3 tests/cli/documented.py "$papers" $format "$dir/x.header"
    else
        echo "skip columns of $format: no $papers"
    fi
done
expect 'POLECAT writes None for what is missing' 0 head -n 1 "$dir/x.polecat"
says '^Event ID'
grep -q '	None	' "$dir/x.polecat" || wrong 'nothing is None'
expect 'dates of dyads are days' 0 sh -c "cut -f 1 '$dir/x.cameo' | grep -vcE '^[0-9]{8}\$' | grep -qx 0"

expect 'an event without any date is in no format of days' 0 sh -c "cut -f 2 '$dir/x.gdelt' '$dir/x.phoenix' | grep -vcE '^[0-9]{8}\$' | grep -qx 0"
expect 'CSV is written' 0 "$d" export --ledger "$l" --format csv --output "$dir/x.csv"
expect 'CSV has a row an event' 0 python3 tests/cli/columns.py "$dir/x.csv" comma
says "^$((events + 1)) 27\$"
expect 'PLOVER is JSON lines' 0 sh -c "'$d' export --ledger '$l' --format plover | python3 -c 'import json, sys; print(sum(1 for l in sys.stdin if json.loads(l)[\"act\"]))'"

expect 'one row a day' 0 sh -c "'$d' export --ledger '$l' --format cameo --one-a-day | sort | uniq -d | wc -l | grep -qx 0"
expect 'a filter narrows an export' 0 "$d" export --ledger "$l" --format csv --act CONSULT
says 'CONSULT'
says_not ',ACCUSE,'
expect 'what takes two is a dyad once' 0 sh -c "'$d' export --ledger '$l' --format phoenix --act CONSULT | cut -f 1,6,10 | sort | uniq -d | wc -l | grep -qx 0"

for format in geojson ical graphml gexf; do
    expect "$format is written" 0 "$d" export --ledger "$l" --format $format --output "$dir/x.$format"
    if [ -d tests/readers/node_modules ]; then
        expect "$format is read by a reader of it" 0 node tests/readers/read.js $format "$dir/x.$format"
    else
        echo "skip $format: no tests/readers/node_modules; run make deps"
    fi
done
for format in graphml gexf; do
    expect "$format is as its schema has it" 0 python3 tests/cli/graphs.py $format "$dir/x.$format"
    says '^[1-9][0-9]* nodes, [1-9][0-9]* edges$'
done
expect 'lines of a calendar fit 75 octets' 0 sh -c "LC_ALL=C awk 'length(\$0) > 76 {n++} END {exit n > 0}' '$dir/x.ical'"
expect 'an unknown format is named' 2 "$d" export --ledger "$l" --format xls
says_error 'xls'
finish
