#!/usr/bin/env bash
# multiply.sh LEDGER TIMES: makes the ledger that many times as large in one go, each copy of its
# reports, records and events some weeks later than the one before; for measuring questions.
set -eu
sqlite3 "$1" <<SQL
PRAGMA foreign_keys = OFF;
PRAGMA synchronous = OFF;
CREATE TEMP TABLE copy AS WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < $2 - 1) SELECT k FROM n;
CREATE TEMP TABLE size AS SELECT (SELECT max(report) FROM reports) AS r, (SELECT max(event) FROM events) AS e, (SELECT max(id) FROM tellings) AS t, (SELECT max(record) FROM records) AS n;
BEGIN;
INSERT INTO reports SELECT report + k * r, doc || '-' || k, fingerprint || k, date(published, (k * 23) || ' days'), published_basis, publisher, title, url, language, substr(text, 1, 200), coder FROM reports, copy, size;
INSERT INTO events SELECT event + k * e, CASE date WHEN '' THEN '' ELSE date(date, (k * 23) || ' days') END, CASE enddate WHEN '' THEN '' ELSE date(enddate, (k * 23) || ' days') END, date_precision, act, type, mode, cameo, status, quad_code, event_scale, goldstein, country, place, latitude, longitude, actors, recipients, confidence, nreports, ntellings, nsources, words FROM events, copy, size;
INSERT INTO records SELECT record + k * n, id || k, report + k * r, event + k * e, kind, origin, '{}' FROM records, copy, size;
INSERT INTO event_actor SELECT event + k * e, role, actor FROM event_actor, copy, size;
INSERT INTO pairs SELECT one, other, CASE date WHEN '' THEN '' ELSE date(date, (k * 23) || ' days') END, event + k * e, CASE enddate WHEN '' THEN '' ELSE date(enddate, (k * 23) || ' days') END, goldstein FROM pairs, copy, size;
INSERT INTO tellings SELECT id + k * t, record + k * n, telling, start, end, words, post_author, post_date, count FROM tellings, copy, size;
INSERT INTO telling_words (rowid, words) SELECT id, words FROM tellings, size WHERE id > t;
COMMIT;
SQL
sqlite3 "$1" 'SELECT count(*) || " records, " || count(DISTINCT event) || " events" FROM records'
