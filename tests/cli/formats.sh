# Tables, dumps, exports and posts: each kind is told from its content, and read as what it is.
. tests/cli/lib.sh
d=$DATELINE
f=tests/cli/formats
# Parts lie in order, without overlap, and hold the very bytes of the text.
spans() { python3 tests/cli/spans.py < "$out" || wrong 'spans do not fit'; }
both() { says "$1"; says "$2"; spans; }

expect 'CSV: quotes, dates, broken rows' 1 "$d" read $f/table.csv
lines 4
both '"id": "1".*"publisher": "AFP".*"published": "2022-07-18"' 'visited \\"Rabat\\", he said'
says_error "table.csv:6: '07/08/2022' is no date"
says_error 'table.csv:7: the row has 2 cells, the table 4 columns'
printf 'id,text\n1,"never closed\n2,Police arrested two men\n3,"Troops left, he said"\n4,"\n' > "$dir/open.csv"
expect 'CSV: a quote that is never closed' 1 "$d" read "$dir/open.csv"
says_error 'open.csv:5: a quote that is opened in this row is never closed'
says_error 'double the quotes'
printf 'a,b,c,d\n1,2,3,Police left.\n1,2,3,Police came.\n' > "$dir/other.csv"
expect 'CSV: no column for the text' 1 "$d" read "$dir/other.csv"
says_error 'the columns are a, b, c, d'
expect 'CSV: mapped columns' 0 "$d" read --map text=d,id=b "$dir/other.csv"
lines 2
expect 'a map that is none' 2 "$d" read --map txt=d "$dir/other.csv"
says_error "'txt=d' in the map is no FIELD=NAME"
expect 'TSV' 0 "$d" read $f/b.tsv
lines 2
printf '{"a": {"b": ["One.", "Two."]}, "when": 1658102400}\n' > "$dir/deep.jsonl"
expect 'JSONL: members of members, lists, seconds' 0 "$d" read --map text=a.b,published=when "$dir/deep.jsonl"
both '"published": "2022-07-18"' '"text": "One.\\n\\nTwo."'
printf '{"content": "One.", "pubDate": "x", "source": {"name": "AFP"}, "date": "Mon, 18 Jul 2022 10:00:00 GMT"}\n' > "$dir/names.jsonl"
expect 'JSONL: the usual names' 0 "$d" read "$dir/names.jsonl"
both '"publisher": "AFP"' '"published": "2022-07-18"'
expect "GDELT's lists give addresses" 0 "$d" read $f/gdelt-mentions.txt
both '"url": "https://a.example/x".*"publisher": "a.example".*"published": "2022-07-18"' '"parts": \[\]'
expect 'addresses alone are nothing to code' 0 "$d" code --format jsonl $f/gdelt-mentions.txt
lines 0
says_error '1 report is no more than the address of a page; `dateline watch'
expect "GDELT's graph gives titles" 0 "$d" read $f/gdelt-gkg.csv
both '"url": "https://a.example/x", "title": "Police arrest five & hold them' '"kind": "headline"'

expect 'NITF' 0 "$d" read $f/nitf.xml
both '"kind": "headline".*"text": "Minister in Rabat"' 'visited Rabat on Monday.\\n\\nThey signed'
expect 'NewsML-G2' 0 "$d" read $f/newsml.xml
lines 2
both '"id": "urn:x:1".*"language": "en", "published": "2022-07-18"' '"id": "urn:x:2"'
expect 'PETRARCH sentences' 0 "$d" read $f/petrarch.xml
lines 2
both '"id": "AFP001_1".*"publisher": "AFP".*"published": "2022-07-18"' 'Police & troops arrested'
expect 'TABARI records' 0 "$d" read $f/tabari.txt
both '"id": "REUT-0001-01".*"published": "1999-01-05"' 'visited\\nRabat on Monday'
expect 'CoNLL-U' 0 "$d" read $f/doc.conllu
both '"id": "d1".*"title": "Visit".*"published": "2022-07-18"' "\"text\": \"He don't.\""
expect "BRAT's annotations are no reports" 0 "$d" read $f/brat.ann
lines 0
for kind in lexis-old lexis-uni factiva-tagged factiva-plain; do
    expect "an export: $kind" 0 "$d" read $f/$kind.txt
    lines 2
    both '"title": "Minister in Rabat", "publisher": "(The )?Nile Wire".*"published": "2022-07-18"' '"kind": "body".*They signed an agreement'
    says '"title": "Two arrested".*"published": "2022-07-20"'
done
expect 'an XML bomb' 1 "$d" read $f/bomb.xml
says_error 'bomb.xml: the XML declares entities'
expect 'an external entity' 1 "$d" read $f/external.xml
says_error 'external.xml: the XML declares entities'
[ ! -s "$out" ] || wrong 'something was read'
{ printf '<nitf>'; head -c 150000 /dev/zero | sed 's/\x0/<a>/g'; } > "$dir/deep.xml"
expect 'XML of 150,000 elements in each other' 1 "$d" read "$dir/deep.xml"
says_error 'Excessive depth'
head -c 400 $f/nitf.xml > "$dir/cut.xml"
expect 'XML that is cut short' 1 "$d" read "$dir/cut.xml"
says_error 'cut.xml:[0-9]+: the XML is broken'
expect 'XML of no known kind' 1 "$d" read $f/unknown.xml
says_error 'root <foo>'

expect 'X, API 1.1' 1 "$d" read $f/x1.jsonl
lines 3
both '"id": "101".*"handle": "@Danale".*met him.\\n\\nThey signed' '"id": "104".*"publisher": "@Danale".*"author": "B", "handle": "@bbb", "published": "2022-07-15"'
says '"id": "105".*Look at this.*"handle": "@ccc", "published": "2022-07-15", "thread": 1'
says_error 'post 106 holds no words'
expect 'X: pages of a search, one post twice' 0 "$d" read $f/x1-search.json
lines 2
expect "X: a stream's notices are no posts" 0 "$d" read $f/x1-stream.jsonl
lines 1
expect 'X: the archive of a user' 0 "$d" read $f/x1-archive.js
both '"id": "101".*"published": "2022-07-16"' 'The minister visited Rabat'
expect 'X, API 2' 0 "$d" read $f/x2.json
lines 2
both '"id": "201".*visited Rabat.\\n\\nThey signed it' '"id": "204".*"publisher": "@Danale".*"handle": "@xx", "published": "2022-07-14"'
expect 'X: broken lines' 1 "$d" read $f/x1-broken.jsonl
lines 2
says_error 'x1-broken.jsonl:2: the JSON is not finished'
says_error 'x1-broken.jsonl:3: the object is no post'
expect 'Mastodon' 0 "$d" read $f/mastodon.json
both '"handle": "@dana@news.example".*He & she left.\\nNow' '"publisher": "@dana@news.example".*"author": "b", "handle": "@b"'
expect 'Mastodon: a conversation' 0 "$d" read $f/mastodon-context.json
lines 1
both 'Troops left the town.\\n\\nThey went north' '"id": "1"'
expect 'ActivityPub' 1 "$d" read $f/outbox.json
both '"handle": "@dana@h.example"' 'visited Rabat'
says_error 'passes on https://o.example/n/5, whose words are not in the file'
expect 'Bluesky' 0 "$d" read $f/bluesky.json
both '"handle": "@dana.bsky.social".*"handle": "@b.x"' '#repost".*"publisher": "@dana.bsky.social".*"author": "B"'
expect "Bluesky's event stream" 0 "$d" read $f/bluesky-stream.jsonl
spans
expect 'Telegram' 1 "$d" read $f/telegram.json
both '"author": "News Channel".*visited Rabat' '"id": "3".*"author": "Other Channel"'
says_error 'post 4 holds no words'
expect 'Telegram: all chats' 0 "$d" read $f/telegram-all.json
lines 2
both '"id": "9/2"' '"id": "8/2"'

# The same article in every shape gives the same events.
python3 tests/cli/shapes.py "$dir/shapes"
"$d" code --format jsonl "$dir/shapes/article.txt" 2> /dev/null | python3 tests/cli/facts.py > "$dir/facts"
expect 'the article gives events' 0 test -s "$dir/facts"
for shape in "$dir"/shapes/*; do
    expect "the same events from ${shape##*/}" 0 "$d" code --format jsonl "$shape"
    python3 tests/cli/facts.py < "$out" | cmp -s - "$dir/facts" || wrong 'other events'
done
finish
