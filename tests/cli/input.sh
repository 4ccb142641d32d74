# What dateline does with good and bad input: exit codes, messages, that nothing else is lost.
. tests/cli/lib.sh
d=$DATELINE
printf 'CAIRO, July 18, 2022 (Nile Wire) - The minister visited Rabat on Monday.\n' > "$dir/good.txt"

expect 'a text file is read' 0 "$d" code --format jsonl "$dir/good.txt"
expect 'standard input is read' 0 "$d" read - < "$dir/good.txt"
says '"published": "2022-07-18", "published_basis": "dateline"'
says '"publisher": "Nile Wire"'

mkdir "$dir/bad"
printf 'A caf\351 in Paris.\n' > "$dir/bad/latin1.txt"
expect 'Latin-1 is refused by name' 1 "$d" code "$dir/bad/latin1.txt"
says_error 'latin1.txt.*byte 5.*not UTF-8'
says_error 'ISO-8859-1'
printf '\377\376A\000b\000c\000' > "$dir/bad/utf16.txt"
expect 'UTF-16 is refused by name' 1 "$d" code "$dir/bad/utf16.txt"
says_error 'UTF-16'
head -c 4096 /dev/zero > "$dir/bad/zero.bin"
expect 'NUL bytes are refused' 1 "$d" code "$dir/bad/zero.bin"
says_error 'NUL byte'
printf '\177ELF\001\002\003\000\001\002\003\004\005\006' > "$dir/bad/program"
expect 'a binary file is refused' 1 "$d" code "$dir/bad/program"
says_error 'binary'
: > "$dir/bad/empty.txt"
expect 'an empty file is refused' 1 "$d" code "$dir/bad/empty.txt"
says_error 'empty.txt.*no text'
head -c 50000000 /dev/zero | tr '\0' 'a' > "$dir/bad/long.txt"
expect 'one line of 50 MB is refused' 1 "$d" code "$dir/bad/long.txt"
says_error 'longer than 16777216 bytes'
cp "$dir/good.txt" "$dir/bad/zz.txt"
expect 'bad files do not stop a folder' 1 "$d" read "$dir/bad"
says '"id": "zz"'
says_error '1 report, 0 events, 6 rejects'

{ printf '{"id": "a", "text": "One report."}\n{"id": "b", "text": \n'
  printf '{"id": "c"}\n[1, 2]\n{"id": "d", "text": "Last report.", "published": "yesterday"}\n'
  printf '{"id": "e", "text": "A whole one.", "published": "2022-07-18T10:00:00Z"}\n'; } > "$dir/some.jsonl"
expect 'broken lines of JSONL are rejects, the rest is read' 1 "$d" read "$dir/some.jsonl"
lines 2
says '"id": "e"'
says_error 'some.jsonl:2: not a JSON object'
says_error 'some.jsonl:3: the object has no text'
says_error 'yesterday.* is no date'
says_error '2 reports, 0 events, 4 rejects'
printf '{"id": "a", "text": "A caf\351."}\n{"id": "b", "text": "Police left."}\n' > "$dir/latin.jsonl"
expect 'a line in another encoding is a reject' 1 "$d" read "$dir/latin.jsonl"
lines 1
says_error 'latin.jsonl:1: a malformed sequence at byte [0-9]+: the text is not UTF-8'
says_error 'ISO-8859-1'
printf '[{"id": "a", "text": "One."},\n {"id": "b", "text": "Two."}]' > "$dir/array.json"
expect 'a JSON array is read' 0 "$d" read "$dir/array.json"
lines 2
printf '{"body": "Words.", "date": "2021-01-02"}\n' > "$dir/other.jsonl"
expect 'fields are mapped' 0 "$d" read --map text=body,published=date "$dir/other.jsonl"
says '"published": "2021-01-02", "published_basis": "given"'

expect 'a missing file' 1 "$d" code "$dir/nosuch" "$dir/good.txt"
says_error "cannot read .*nosuch.*No such file"
expect 'output that cannot be written' 3 "$d" code --output "$dir/no/such/folder" "$dir/good.txt"
says_error 'cannot write'
if [ -w /dev/full ]; then
    expect 'a full disk' 3 "$d" read --output /dev/full "$dir/good.txt"
    says_error 'No space left'
    for command in '--help' 'version' "code --format table $dir/good.txt" 'help --manual'; do
        expect "a full disk: dateline ${command%% /*}" 3 bash -c "'$d' $command > /dev/full"
        says_error "cannot write 'standard output': No space left"
    done
fi
expect 'a file that may not grow' 3 bash -c "ulimit -f 1; '$d' tokens --format jsonl --output '$dir/small' samples"
says_error "cannot write '.*small': File too large"
expect 'a ledger that may not grow' 3 bash -c "ulimit -f 64; '$d' ingest --ledger '$dir/small.ledger' samples"
says_error 'small.ledger'
expect 'it is filled when there is room again' 0 "$d" ingest --ledger "$dir/small.ledger" samples
[ "$("$d" events --ledger "$dir/small.ledger" --format csv | wc -l)" -gt 20 ] || wrong 'no events'
expect 'an unknown option' 2 "$d" code --nonsense
says_error "'--nonsense' is no option"
expect 'an unknown command' 2 "$d" frobnicate
expect 'an unknown format' 2 "$d" code --format xml "$dir/good.txt"
says_error 'jsonl table tsv csv'
expect 'a missing value' 2 "$d" code --published
expect 'no model' 3 env DATELINE_DATA="$dir" "$d" code "$dir/good.txt"
says_error 'know.pack'
expect 'every command has help' 0 bash -c "for c in \$('$d' --help | awk '/^  [a-z]+ / {print \$1}'); do '$d' \$c --help | grep -q Usage || exit 1; done"
expect 'the manual page is roff' 0 "$d" help --manual
says '^\.TH DATELINE 1'

for i in $(seq 300); do printf '{"id": "r%d", "text": "Police arrested %d protesters in Lima on Friday."}\n' "$i" "$i"; done > "$dir/many.jsonl"
"$d" code --format jsonl --jobs 1 --published 2022-07-18 "$dir/many.jsonl" > "$dir/one" 2>/dev/null
expect 'the same bytes for any number of workers' 0 "$d" code --format jsonl --jobs 7 --published 2022-07-18 "$dir/many.jsonl"
cmp -s "$out" "$dir/one" || wrong 'output differs'
expect 'a reader that goes away' 0 bash -c "set -o pipefail; '$d' read '$dir/many.jsonl' | head -n 1"
lines 1

for i in $(seq 400); do cat "$dir/many.jsonl"; done | sed 's/Friday/Friday and Saturday/' > "$dir/long.jsonl"
expect 'Ctrl-C in the middle: whole lines, and 130' 130 timeout --preserve-status -s INT 1 "$d" code --format jsonl --jobs 1 --output "$dir/cut.jsonl" "$dir/long.jsonl"
[ -s "$dir/cut.jsonl" ] || wrong 'nothing was written'
[ "$(tail -c 1 "$dir/cut.jsonl" | od -An -tx1 | tr -d ' ')" = 0a ] || wrong 'the last line is not whole'
for format in jsonl table tsv csv; do
    expect "a reader that goes away: $format" 0 bash -c "set -o pipefail; '$d' code --format $format '$dir/many.jsonl' | head -n 1"
    lines 1
    [ ! -s "$err" ] || wrong 'it complains'
done

expect 'an interrupted run stops cleanly' 130 timeout --preserve-status -s INT 1 "$d" read < <(sleep 5)
finish
