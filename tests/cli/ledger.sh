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

for i in 1 2 3 4 5 6 7 8; do
    timeout -s KILL "0.$i" "$d" ingest --jobs 1 --ledger "$dir/killed.ledger" samples > /dev/null 2>&1
done
expect 'a rerun after kills ends the work' 0 "$d" ingest --ledger "$dir/killed.ledger" samples
dump "$dir/killed.ledger" | cmp -s - "$dir/first" || wrong 'the ledger differs from one made in one go'

printf 'This is a letter, not a ledger. It must stay as it is.' > "$dir/letter"
cp "$dir/letter" "$dir/copy"
expect 'a foreign file is refused' 3 "$d" ingest --ledger "$dir/letter" samples
cmp -s "$dir/letter" "$dir/copy" || wrong 'the file was changed'
says_error 'not changed'
sqlite3 "$dir/other.db" 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
expect 'another database is refused' 3 "$d" ingest --ledger "$dir/other.db" samples
says_error 'is no ledger'
expect 'a missing ledger is not made by a question' 3 "$d" events --ledger "$dir/none.ledger"
[ ! -e "$dir/none.ledger" ] || wrong 'the file was made'
finish
