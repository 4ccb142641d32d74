#!/usr/bin/env bash
# dump.sh LEDGER: what it holds, without its numbers, in an order of its own: two ledgers of the same
# reports give the same text, however they were made.
sqlite3 "$1" <<'SQL'
SELECT 'record', doc, published, json FROM records JOIN reports USING (report) ORDER BY doc, published, id;
SELECT 'telling', id, telling, start, end, words, count FROM (SELECT record, id FROM records) JOIN (SELECT record, telling, start, end, words, count FROM tellings) USING (record) ORDER BY 2, 3;
SELECT 'source', id, position, name, code, sector, kind, origin FROM records JOIN sources USING (record) ORDER BY 2, 3;
SELECT 'event', group_concat(id, '+'), date, enddate, act, mode, status, country, place, actors,
    recipients, goldstein, confidence, nreports, ntellings, nsources, events.words
    FROM (SELECT event, id FROM records ORDER BY event, id) JOIN events USING (event)
    GROUP BY event ORDER BY 2;
SELECT 'party', id, role, code, sector, name, office FROM event_actor JOIN actors USING (actor)
    JOIN (SELECT event, min(id) AS id FROM records GROUP BY event) USING (event)
    ORDER BY id, role, code, sector, name, office;
SELECT 'copy', r.doc, r.published, o.doc, likeness FROM copies JOIN reports r USING (report)
    JOIN reports o ON o.report = original ORDER BY 2, 3, 4;
SELECT 'story', title, first, last, nreports, (SELECT group_concat(doc, '+') FROM (SELECT doc FROM
    report_story JOIN reports USING (report) WHERE report_story.story = stories.story ORDER BY doc))
    FROM stories ORDER BY 2, 3, 4, 6;
SELECT 'reject', * FROM rejects ORDER BY 2, 3;
SELECT 'pair', one, other, date, enddate, goldstein, count(*) FROM pairs GROUP BY 2, 3, 4, 5, 6 ORDER BY 2, 3, 4, 5, 6;
SELECT 'terms', title, replace(terms, char(10), ' + ') FROM stories ORDER BY 2, 3;
SELECT 'searched', count(*) FROM telling_words;
SQL
