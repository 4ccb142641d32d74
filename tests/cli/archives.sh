# Packed files and archives: whole ones are read, broken ones are refused by name, bombs are bounded.
. tests/cli/lib.sh
d=$DATELINE
python3 tests/cli/archives.py "$dir"
stories() { [ "$(grep -c 'minister visited Rabat' "$out")" -eq "$1" ] || wrong "$(grep -c 'minister visited' "$out") stories, expected $1"; }

expect 'a gzip file is read' 0 "$d" read "$dir/story.txt.gz"
says '"id": "story"'
expect 'a gzip file of two members is one text' 0 "$d" read "$dir/two.txt.gz"
stories 1
expect 'gzip from standard input' 0 "$d" read - < "$dir/story.txt.gz"
stories 1
expect 'a gzip file that is cut short' 1 "$d" read "$dir/cut.txt.gz"
says_error 'cut.txt.gz: the packed data ends early, at byte [0-9]+'
says_error 'fetch it again'
expect 'a damaged gzip file' 1 "$d" read "$dir/damaged.txt.gz"
says_error 'damaged.txt.gz: damaged gzip data near byte'
expect 'the whole lines of a cut file are read' 1 "$d" read "$dir/lines.jsonl.gz"
says '"id": "n3000"'
says_error '[0-9]+ reports, 0 events, 1 reject'
if command -v zstd > /dev/null; then
    zstd -q "$dir/crawl.warc" -o "$dir/crawl.warc.zst"
    expect 'a zstd file is read' 0 "$d" read "$dir/crawl.warc.zst"
    stories 4
    head -c 300 "$dir/crawl.warc.zst" > "$dir/cut.zst"
    expect 'a zstd file that is cut short' 1 "$d" read "$dir/cut.zst"
    says_error 'ends early'
fi

for archive in news.tar news.tar.gz news.zip stored.zip piped.zip; do
    expect "$archive is read" 0 "$d" read "$dir/$archive"
    stories 3
    lines 4
    says '"id": "inner", "origin": ".*!d/inner.txt.gz"'
    says '"id": "x", "origin": ".*!c/lines.jsonl:1"'
done
expect 'archives in an archive' 0 "$d" read "$dir/nested.zip"
stories 6
says 'nested.zip!inner.tar!a/one.txt'
expect 'a tar file that is cut short' 1 "$d" read "$dir/cut.tar"
says_error 'at byte 540 of the tar file it ends within a member'
expect 'a tar header that was changed' 1 "$d" read "$dir/bad.tar"
says_error 'checksum'
stories 1
expect 'a ZIP file without directory' 1 "$d" read "$dir/nodirectory.zip"
stories 3
says_error 'at byte [0-9]+ of the ZIP file its directory is broken or missing'
expect 'a ZIP file whose directory is broken' 1 "$d" read "$dir/broken.zip"
says_error 'its directory is broken or missing'
expect 'a ZIP file whose directory lists less' 1 "$d" read "$dir/fewer.zip"
says_error 'lists 4 members, 5 were read'
expect 'a ZIP member that was changed' 1 "$d" read "$dir/flipped.zip"
says_error "member 'one.txt' is damaged"
expect 'an encrypted ZIP member' 1 "$d" read "$dir/locked.zip"
says_error "member 'one.txt' is encrypted"
stories 1
expect 'an office document' 1 "$d" read "$dir/report.docx"
says_error 'office document'
expect 'an archive of another program' 1 "$d" read "$dir/archive.7z"
says_error '7-Zip.*not read'

for crawl in crawl.warc crawl.warc.gz; do
    expect "$crawl is read record by record" 0 "$d" read "$dir/$crawl"
    lines 5
    stories 4
    says '"id": "0000-2", "origin": ".*@[0-9]+", "url": "https://a.example/1"'
    says '"published": "2022-07-19", "published_basis": "fetched"'
done
at=$(grep -o 'crawl.warc.gz@[0-9]*' "$out" | tail -n 1 | cut -d@ -f2)
expect 'the offset of a record is where its member begins' 0 bash -c "tail -c +$((at + 1)) '$dir/crawl.warc.gz' | gzip -dc"
says 'WARC-Type: conversion'
expect 'records whose length lies' 1 "$d" read "$dir/lying.warc"
stories 3
says_error 'the WARC record at byte 332 is not as long as it says'
says_error '3 reports, 0 events, 2 rejects'
expect 'a record that says it is a petabyte' 1 "$d" read "$dir/huge.warc"
stories 2
says_error 'longer than 16 MiB, or its length lies'
expect 'a record without a length' 1 "$d" read "$dir/nolength.warc"
stories 2
says_error 'does not say its length'
expect 'a WARC file that is cut short' 1 "$d" read "$dir/cut.warc"
stories 1

# One gigabyte of zeros: as a text, as lines, and where no limit of a format stops it.
head -c 1000000000 /dev/zero | gzip -1 > "$dir/bomb.gz"
bounded() { ([ -n "${SANITIZED:-}" ] || ulimit -v 3000000; exec "$@"); }
expect 'a gzip bomb is bounded' 1 bounded "$d" read "$dir/bomb.gz"
says_error 'bomb.gz: longer than|bomb.gz: [0-9]+ bytes unpack to [0-9]+'
head -c 1000000000 /dev/zero | tr '\0' '\n' | gzip -1 > "$dir/lines.gz"
expect 'a bomb of empty lines is refused' 1 bounded "$d" read --from jsonl "$dir/lines.gz"
says_error 'over 200 times their size'
{ cat "$dir/crawl.warc"; printf 'WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1000000000\r\n\r\n'
  head -c 1000000000 /dev/zero; } | gzip -1 > "$dir/bomb.warc.gz"
expect 'a bomb in a WARC file is refused behind its records' 1 bounded "$d" read "$dir/bomb.warc.gz"
stories 4
says_error 'bomb.warc.gz: .*over 200 times their size'
finish
