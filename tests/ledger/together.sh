#!/usr/bin/env bash
# together.sh DATELINE SECONDS INPUT...: a writer stores the input again and again under new ids while
# two readers ask; every command must end well.
set -u
dateline=$1 seconds=$2
shift 2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ledger=$folder/world.ledger
end=$((SECONDS + seconds))
"$dateline" ingest --ledger "$ledger" "$1" > /dev/null 2> "$folder/first" || { cat "$folder/first"; exit 1; }

writer() {
    local round=0
    while [ "$SECONDS" -lt "$end" ]; do
        round=$((round + 1))
        # Another publisher and day make other reports of the same texts.
        day=$(date -d "2015-01-01 +$round days" +%F)
        "$dateline" ingest --published "$day" --publisher "Round $round" --ledger "$ledger" "$@" \
            > /dev/null 2> "$folder/writer.err" || { echo "writer: $(head -n 3 "$folder/writer.err")"; return 1; }
    done
    echo "writer: $round rounds"
}
reader() { # NUMBER
    local asked=0 question
    while [ "$SECONDS" -lt "$end" ]; do
        for question in 'events --limit 50' 'series --by week' dyads 'search police' 'trends --window 7d' \
            'stories --limit 20' 'export --format csv --limit 200' 'export --format ical --limit 200'; do
            # shellcheck disable=SC2086
            "$dateline" $question --ledger "$ledger" > /dev/null 2> "$folder/reader$1.err" ||
                { echo "reader $1: $question: $(head -n 3 "$folder/reader$1.err")"; return 1; }
            asked=$((asked + 1))
        done
    done
    echo "reader $1: $asked questions"
}
writer "$@" & w=$!
reader 1 & a=$!
reader 2 & b=$!
code=0
wait $w || code=1
wait $a || code=1
wait $b || code=1
sqlite3 "$ledger" 'PRAGMA integrity_check' | grep -qx ok || { echo 'the ledger is damaged'; code=1; }
[ "$code" -ne 0 ] || echo "no error in $seconds s"
exit $code
