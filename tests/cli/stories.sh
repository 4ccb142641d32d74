# What the ledger makes of many reports: copies, relays, stories, trends, search, changes, migration.
. tests/cli/lib.sh
d=$DATELINE l=$dir/some.ledger
report() { # ID PUBLISHER DATE TEXT
    printf '{"id": "%s", "publisher": "%s", "published": "%s", "text": "%s"}\n' "$1" "$2" "$3" "$4" >> "$dir/in.jsonl"
}
wire='Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday. Morocco and Spain signed an agreement on fishing there, and the ministers spoke of the border at Ceuta, which opened again in May after two years. They will meet again in Madrid in autumn, the ministry said in a statement.'
report own 'Maghreb Wire' 2022-07-18 "$wire"
report copy 'Harbour Times' 2022-07-19 "$wire"
report relay 'Nile Bulletin' 2022-07-18 'Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday, Reuters reported.'
report relay2 'Sahel Press' 2022-07-18 'According to Reuters, Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday.'
report other 'Andean Herald' 2022-07-18 'Peruvian teachers went on strike in Lima on Monday over pay.'
report before 'Maghreb Wire' 2021-01-11 'Spanish Foreign Minister Arancha Ruiz met her Moroccan counterpart in Madrid on Monday.'
expect 'reports are ingested' 0 "$d" ingest --ledger "$l" "$dir/in.jsonl"
sql() { expect "$1" 0 sqlite3 "$l" "$2"; }
sql 'a copy is known' "SELECT r.doc || ' ' || o.doc FROM copies JOIN reports r USING (report) JOIN reports o ON o.report = original"
says '^copy own$'
met=$(sqlite3 "$l" "SELECT event FROM events WHERE act = 'CONSULT' AND date = '2022-07-18' AND status = 'actual' ORDER BY nreports DESC LIMIT 1")
sql 'four reports tell one meeting' "SELECT nreports FROM events WHERE event = $met"
says '^4$'
sql 'on the word of two' "SELECT nsources FROM events WHERE event = $met"
says '^2$'
expect 'who told it first is said' 0 "$d" origins "$met" --ledger "$l" --format tsv
says 'first$'
says 'relay of reuters'
says 'copy of maghreb wire'
expect 'every telling is shown' 0 "$d" show "$met" --ledger "$l" --format jsonl
says '"kind": "relay"'
expect 'stories part the matters' 0 "$d" stories --ledger "$l" --format jsonl
says '"reports": [234]'
expect 'trends name what is new' 0 "$d" trends --window 7d --ledger "$l" --format jsonl
says '"news": "first CONSULT, ESP and MAR, since 2021-01-11"'
says '"act": "PROTEST"'
expect 'a span that is none is refused' 2 "$d" trends --window soon --ledger "$l"
expect 'words are found' 0 "$d" search 'fishing agreement' --ledger "$l" --format jsonl
says '\[agreement\]'
expect 'words are found in what an actor took part in' 0 "$d" search fishing --between MAR --ledger "$l" --format jsonl
says 'fishing'
expect 'and in nothing else' 0 "$d" search fishing --between PER --ledger "$l" --format jsonl
lines 0
expect 'operators are words in a search' 0 "$d" search 'NOT "fishing OR (' --ledger "$l" --format jsonl
lines 0
expect 'agreements are listed' 0 "$d" agreements --ledger "$l" --format jsonl
says 'fishing'
expect 'a series has its zeros' 0 "$d" series --by month --since 2022-01-01 --ledger "$l" --format csv
says '^2022-07,[1-9]'
expect 'a series is drawn' 0 "$d" series --by month --ledger "$l" --format chart
says '█'
expect 'a timeline is drawn as a calendar' 0 "$d" timeline --between MAR ESP --ledger "$l" --format chart
says '^2022-07 .*\+'

sqlite3 "$l" "UPDATE reports SET coder = 'dateline 0.0.1' WHERE doc IN ('other', 'own'); UPDATE records SET id = 'deadbeef' WHERE report = (SELECT report FROM reports WHERE doc = 'other')" > /dev/null 2>&1
bash tests/ledger/dump.sh "$l" | grep -vE 'deadbeef|PROTEST|strike|[|]PER[|]|searched' > "$dir/before"
expect 'a newer coder codes again' 0 "$d" ingest --ledger "$l" "$dir/in.jsonl"
expect 'what it changed is said' 0 "$d" diff --ledger "$l" --format tsv
says '^gone	other	deadbeef	dateline 0.0.1'
says '^new	other'
says_not '	own	'
sql 'the report is there once' "SELECT count(*) FROM reports WHERE doc = 'other'"
says '^1$'
bash tests/ledger/dump.sh "$l" | grep -vE 'PROTEST|strike|[|]PER[|]|searched' > "$dir/after"
expect 'all else is as it was: copies, stories, events and their counts' 0 cmp "$dir/before" "$dir/after"
expect 'and is found by its words once' 0 "$d" search strike --ledger "$l" --format jsonl
lines 1

# What later tellings add: the place, that it has happened, the day; what they say otherwise is kept.
rm -f "$dir/in.jsonl"
report plan 'Nile Bulletin' 2022-07-15 'Moroccan Foreign Minister Nasser Bourita will meet his Spanish counterpart on Monday.'
report done 'Harbour Times' 2022-07-19 'Moroccan Foreign Minister Nasser Bourita met his Spanish counterpart in Rabat on Monday.'
report five 'Gulf Gazette' 2022-05-02 'Gunmen killed five soldiers in Mali on Monday, the Malian army said.'
report nine 'Union Courier' 2022-05-03 'Gunmen killed nine soldiers in Mali on Monday, the Malian army said.'
expect 'a plan and its doing are ingested' 0 "$d" ingest --ledger "$dir/pool.ledger" "$dir/in.jsonl"
pool() { expect "$1" 0 sqlite3 "$dir/pool.ledger" "$2"; }
pool 'what was to come has happened, at its place' "SELECT status, date, place, nreports FROM events WHERE act = 'CONSULT'"
says '^actual\|2022-07-18\|Rabat\|2$'
killed=$(sqlite3 "$dir/pool.ledger" "SELECT event FROM events WHERE act = 'ASSAULT' AND nreports = 2")
expect 'counts that differ are shown as such' 0 "$d" show "$killed" --ledger "$dir/pool.ledger" --format table
says '^Event .*: ASSAULT.*actual'
says 'counts 5$'
says 'DIFFERS: counts 9, not 5'

# Firsts, from the ledger alone: of two parties, of the holder of an office, of another's office none.
rm -f "$dir/in.jsonl"
report ties 'Maghreb Wire' 2020-12-22 'Israel and Morocco resumed diplomatic relations on Tuesday in Rabat.'
report other 'Maghreb Wire' 2021-03-03 "Morocco's chief of staff visited Israel on Wednesday."
report before 'Maghreb Wire' 2022-06-21 "Israel's Interior Minister Ayelet Shaked visited Morocco on Tuesday."
report chief 'Maghreb Wire' 2022-07-18 'The Israeli chief of staff, Aviv Kohavi, visited Morocco on Monday.'
first() { # NAME INPUT: the trends of the week that the input ends with
    expect "$1 is ingested" 0 "$d" ingest --ledger "$dir/first.ledger" "$2"
    expect "$1 has trends" 0 "$d" trends --window 7d --ledger "$dir/first.ledger" --format jsonl
}
first 'a visit of an office' "$dir/in.jsonl"
says '"news": "first CONSULT visit, ISR and MAR, by a chief of staff of ISR since ties were resumed \(2020-12-22\)"'
rm -f "$dir/in.jsonl"
report chief2 'Maghreb Wire' 2023-03-06 "Israel's Interior Minister Moshe Arbel visited Morocco on Sunday."
first 'the next one of two parties' "$dir/in.jsonl"
says '"news": "first CONSULT visit, ISR and MAR, since 2022-07-18"'
rm -f "$dir/in.jsonl"
report chief3 'Maghreb Wire' 2023-04-17 'The Israeli chief of staff, Herzi Halevi, visited Morocco on Monday.'
first 'the next one of that office' "$dir/in.jsonl"
says '"news": "first CONSULT visit, ISR and MAR, by a chief of staff of ISR since 2022-07-18"'
rm -f "$dir/in.jsonl"
report chief4 'Maghreb Wire' 2023-05-22 'The Israeli chief of staff, Herzi Halevi, visited Morocco on Monday.'
first 'one more' "$dir/in.jsonl"
says '"news": ""'
expect 'stories say what they are the first of' 0 "$d" stories --ledger "$dir/first.ledger" --format jsonl
says '"first": "2022-07-18".*"news": "first CONSULT visit, ISR and MAR, by a chief of staff of ISR since ties were resumed \(2020-12-22\)"'
says '"first": "2023-03-06".*"news": "first CONSULT visit, ISR and MAR, since 2022-07-18"'
says '"first": "2023-04-17".*"news": "first CONSULT visit, ISR and MAR, by a chief of staff of ISR since 2022-07-18"'
says '"first": "2023-05-22".*"news": ""'

# Ties that were cut, and those of whose time the ledger cannot know all.
rm -f "$dir/in.jsonl"
report begin 'Maghreb Wire' 2021-06-07 'The Algerian and Moroccan foreign ministers met in Tunis on Monday.'
report cut 'Maghreb Wire' 2021-08-24 'Algeria severed diplomatic relations with Morocco on Tuesday.'
report old 'Maghreb Wire' 2021-08-25 'Kenya and Ghana restored ties in May 2015.'
report after 'Maghreb Wire' 2021-09-27 'The Algerian and Moroccan foreign ministers met in Tunis on Monday.'
report unknown 'Maghreb Wire' 2021-09-28 'The Kenyan and Ghanaian foreign ministers met in Accra on Tuesday.'
expect 'reports after a break are ingested' 0 "$d" ingest --ledger "$dir/cut.ledger" "$dir/in.jsonl"
expect 'and have trends' 0 "$d" trends --window 7d --ledger "$dir/cut.ledger" --format jsonl
says '"news": "first CONSULT, DZA and MAR, since ties were cut \(2021-08-24\)"'
says '"news": "first CONSULT, GHA and KEN, in this ledger, which begins 2021-06-07"'

rm -f "$dir/in.jsonl"
report new 'Union Courier' 2023-06-01 'Peruvian teachers went on strike in Lima on Thursday over pay.'
for version in 1 2 3 4 5; do
    sqlite3 "$dir/old.$version" < "tests/cli/data/ledger-v$version.sql"
    cp "$dir/old.$version" "$dir/old.copy"
    expect "a ledger of version $version is not asked" 3 "$d" events --ledger "$dir/old.$version"
    says_error 'ingest'
    cmp -s "$dir/old.$version" "$dir/old.copy" || wrong 'the question changed it'
    expect "a ledger of version $version is brought up to date" 0 "$d" ingest --ledger "$dir/old.$version" "$dir/in.jsonl"
    expect 'and keeps what it held' 0 "$d" show 1 --ledger "$dir/old.$version" --format tsv
    says 'A visit was made'
    expect 'and lists it' 0 "$d" events --ledger "$dir/old.$version" --until 2022-07-18 --format jsonl
    says '"nsources": 1, "ntellings": 1, "words": "A visit was made."'
    expect 'and can be searched' 0 "$d" search visit --ledger "$dir/old.$version" --format jsonl
    says 'old-report'
    expect 'and is whole' 0 sqlite3 "$dir/old.$version" "PRAGMA integrity_check; INSERT INTO telling_words (telling_words) VALUES ('integrity-check'); SELECT value FROM meta WHERE key = 'schema'"
    says '^ok$'
    says '^6$'
    expect 'with nothing that refers to nothing' 0 sqlite3 "$dir/old.$version" 'PRAGMA foreign_key_check'
    lines 0
    expect 'with the tables of a new one' 0 sqlite3 "$dir/old.$version" "SELECT sql FROM sqlite_schema WHERE name = 'records'; SELECT k, v FROM telling_words_config ORDER BY k"
    says "CHECK \(kind = 'own' OR kind = 'relay' OR kind = 'copy'\)"
    says '^automerge\|8$'
    says '^hashsize\|16777216$'
done
expect 'whose word a record of version 4 is stays' 0 "$d" origins 1 --ledger "$dir/old.4" --format tsv
says '^reuters	relay'
expect 'notes of version 2 are kept' 0 sqlite3 "$dir/old.2" 'SELECT value FROM notes'
says '^abc$'
finish
