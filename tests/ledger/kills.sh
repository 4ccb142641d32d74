#!/usr/bin/env bash
# kills.sh DATELINE TIMES INPUT...: stores the input in one go, then again in another ledger while the
# program is killed (-9) at that many random moments and started anew; says whether both are the same.
set -u
dateline=$1 times=$2
shift 2
here=$(dirname "$0") folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
begun=$(date +%s%N)
"$dateline" ingest --ledger "$folder/whole" "$@" > /dev/null 2>&1
took=$((($(date +%s%N) - begun) / 1000000))
RANDOM=${SEED:-7}
killed=0
while [ "$killed" -lt "$times" ]; do
    [ "$((killed % 10))" -ne 9 ] || rm -f "$folder"/parts* # begins again, so that early moments are met, too
    "$dateline" ingest --ledger "$folder/parts" "$@" > /dev/null 2>&1 &
    sleep "$(printf '0.%03d' "$((RANDOM % (took < 1000 ? took : 999)))")"
    kill -9 $! 2> /dev/null && killed=$((killed + 1)) || killed=$((killed + 1))
    wait $! 2> /dev/null
    [ ! -s "$folder/parts" ] || sqlite3 "$folder/parts" 'PRAGMA quick_check' | grep -qx ok ||
        { echo "damaged after $killed kills"; exit 1; }
done
"$dateline" ingest --ledger "$folder/parts" "$@" > /dev/null 2>&1
bash "$here/dump.sh" "$folder/whole" > "$folder/a"
bash "$here/dump.sh" "$folder/parts" > "$folder/b"
cmp -s "$folder/a" "$folder/b" && [ -s "$folder/a" ] && echo "the same after $killed kills" && exit 0
diff "$folder/a" "$folder/b" | head -n 5
exit 1
