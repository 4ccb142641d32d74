-- The ledger's schema, version 4.  One file; dates are ISO text, "" = no hold; offsets are bytes
-- into reports.text.  store/schema.c runs this on an empty file and docs/ledger.md explains it.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE reports (
    report INTEGER PRIMARY KEY,
    doc TEXT NOT NULL,              -- the report's id as it was given
    fingerprint TEXT NOT NULL UNIQUE, -- of id, document time and text: the same report is stored once
    published TEXT NOT NULL, published_basis TEXT NOT NULL,
    publisher TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL,
    text TEXT NOT NULL,
    coder TEXT NOT NULL             -- program and version that coded it
);
CREATE INDEX reports_doc ON reports (doc);
CREATE INDEX reports_published ON reports (published);

CREATE TABLE parts (
    report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    part INTEGER NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    author TEXT NOT NULL, handle TEXT NOT NULL, published TEXT NOT NULL,
    PRIMARY KEY (report, part)
) WITHOUT ROWID;

-- An act in the world, pooled over all its tellings in all reports.
CREATE TABLE events (
    event INTEGER PRIMARY KEY,
    date TEXT NOT NULL, enddate TEXT NOT NULL, date_precision TEXT NOT NULL,
    act TEXT NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL,
    status TEXT NOT NULL, quad_code INTEGER NOT NULL,
    event_scale REAL NOT NULL, goldstein REAL NOT NULL,
    country TEXT NOT NULL, place TEXT NOT NULL, latitude REAL, longitude REAL,
    actors TEXT NOT NULL,           -- sorted codes and sectors, "ISRMIL": what merging compares
    recipients TEXT NOT NULL,
    confidence REAL NOT NULL,
    nreports INTEGER NOT NULL, ntellings INTEGER NOT NULL,
    nsources INTEGER NOT NULL DEFAULT 0, -- independent origins: relays and copies count for theirs
    words TEXT NOT NULL DEFAULT ''  -- the sentence that tells it in the report that told it first
);
CREATE INDEX events_merge ON events (act, actors, recipients, date, enddate);
CREATE INDEX events_date ON events (date);
CREATE INDEX events_order ON events (date = '', date); -- what has no date comes last
CREATE INDEX events_act ON events (act, date);
-- Holds all that a map asks.
CREATE INDEX events_place ON events (country, place, date, quad_code, latitude, longitude);

-- What the coder wrote for one report about one act: the record of RECORD.md.
CREATE TABLE records (
    record TEXT PRIMARY KEY,        -- the record's stable id
    report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    event INTEGER NOT NULL REFERENCES events,
    json TEXT NOT NULL
);
CREATE INDEX records_report ON records (report);
CREATE INDEX records_event ON records (event, report);

CREATE TABLE tellings (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL REFERENCES records ON DELETE CASCADE,
    telling INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    words TEXT NOT NULL,
    post_author TEXT NOT NULL, post_date TEXT NOT NULL,
    count INTEGER,                  -- how many it befell ("killed five"); null = not said
    UNIQUE (record, telling)
);
-- Full-text search over the tellings' words; those of a transaction are taken in before it ends.
CREATE VIRTUAL TABLE telling_words USING fts5 (words, content = 'tellings', content_rowid = 'id');
CREATE TRIGGER tellings_out AFTER DELETE ON tellings BEGIN
    INSERT INTO telling_words (telling_words, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TABLE actors (
    actor INTEGER PRIMARY KEY,
    code TEXT NOT NULL, sector TEXT NOT NULL, name TEXT NOT NULL, office TEXT NOT NULL,
    UNIQUE (code, sector, name, office)
);
CREATE TABLE event_actor (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    actor INTEGER NOT NULL REFERENCES actors,
    PRIMARY KEY (event, role, actor)
) WITHOUT ROWID;
CREATE INDEX event_actor_actor ON event_actor (actor);
CREATE INDEX actors_code ON actors (code);
-- Which codes meet in which event: what a dyad's days are found by.  one <= other; a code with itself
-- stands for its taking part at all.
CREATE TABLE pairs (
    one TEXT NOT NULL, other TEXT NOT NULL,
    date TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    enddate TEXT NOT NULL, goldstein REAL NOT NULL, -- the event's
    PRIMARY KEY (one, other, date, event)
) WITHOUT ROWID;
CREATE INDEX pairs_event ON pairs (event);

CREATE TABLE sources (
    record TEXT NOT NULL REFERENCES records ON DELETE CASCADE,
    position INTEGER NOT NULL,      -- 0 = nearest to the fact
    name TEXT NOT NULL, code TEXT NOT NULL, sector TEXT NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;
CREATE INDEX sources_name ON sources (name);

-- The outlets whose word an event is, each once (the view origins says which record is whose).
CREATE TABLE event_origins (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    origin TEXT NOT NULL,
    PRIMARY KEY (event, origin)
) WITHOUT ROWID;

-- Texts by key that whoever feeds the ledger keeps in it, to go on where it stopped.
CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE rejects (
    origin TEXT NOT NULL, doc TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL,
    PRIMARY KEY (origin, doc)
) WITHOUT ROWID;

-- Near-duplicates: MinHash signatures of the reports' words, in bands that alike ones share.
CREATE TABLE signatures (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    hashes BLOB NOT NULL            -- 64 numbers of 32 bits, as story/story.h makes them
);
CREATE TABLE bands (
    band INTEGER NOT NULL, hash INTEGER NOT NULL, report INTEGER NOT NULL,
    PRIMARY KEY (band, hash, report)
) WITHOUT ROWID;
CREATE TABLE copies (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, -- stored before it
    likeness REAL NOT NULL          -- share of equal hashes, 0 .. 1
);
CREATE INDEX copies_original ON copies (original);

-- Stories: reports that tell of the same matter within some days.
CREATE TABLE stories (
    story INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, -- days of its reports
    nreports INTEGER NOT NULL
);
CREATE INDEX stories_last ON stories (last);
CREATE TABLE report_story (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    story INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE
);
CREATE INDEX report_story_story ON report_story (story);
CREATE TABLE story_terms (
    term TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
    PRIMARY KEY (term, story)
) WITHOUT ROWID;
CREATE TABLE terms (term TEXT PRIMARY KEY, nreports INTEGER NOT NULL) WITHOUT ROWID;

-- What a newer coder changed when it coded a report again.
CREATE TABLE changes (
    doc TEXT NOT NULL, record TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('new', 'gone', 'changed')),
    coder_before TEXT NOT NULL, coder_after TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, -- the records; '' where there is none
    PRIMARY KEY (doc, record, coder_before, coder_after)
) WITHOUT ROWID;

-- Whose word each record is: the outlet that it relays, the report that it copies, or its publisher.
CREATE VIEW origins AS
SELECT records.record AS record, event, records.report AS report,
    CASE WHEN relayed IS NOT NULL THEN 'relay' WHEN original IS NOT NULL THEN 'copy' ELSE 'own' END
        AS kind,
    replace(replace(replace(lower(coalesce(relayed, source.publisher, nullif(reports.publisher, ''),
        reports.doc)), ' news agency', ''), ' agency', ''), 'the ', '') AS origin
FROM (SELECT *, (SELECT name FROM sources WHERE sources.record = all_records.record AND
        sector = 'JRN' ORDER BY position LIMIT 1) AS relayed FROM records AS all_records) AS records
JOIN reports USING (report)
LEFT JOIN copies ON copies.report = records.report
LEFT JOIN reports AS source ON source.report = copies.original;

-- A ledger of version 4 with one report and one event.
INSERT INTO meta VALUES ('schema', '4');
INSERT INTO reports VALUES (1, 'old-report', 'f00d', '2022-07-18', 'given', 'Harbour Times', '', '', 'en', 'A visit was made.', 'dateline 0.0.9');
INSERT INTO events VALUES (1, '2022-07-18', '2022-07-18', 'day', 'CONSULT', 'CONSULT', 'visit', '042', 'actual', 1, 4.0, 1.9, 'MAR', '', NULL, NULL, 'ISR', 'MAR', 0.9, 1, 1, 1, 'A visit was made.');
INSERT INTO records VALUES ('r1', 1, 1, '{"act": "CONSULT", "date": "2022-07-18", "context": []}');
INSERT INTO tellings VALUES (1, 'r1', 0, 0, 17, 'A visit was made.', '', '', NULL);
INSERT INTO telling_words (rowid, words) VALUES (1, 'A visit was made.');
INSERT INTO sources VALUES ('r1', 0, 'Reuters news agency', '', 'JRN');
INSERT INTO actors VALUES (1, 'ISR', 'GOV', 'Israel', ''), (2, 'MAR', '', 'Morocco', '');
INSERT INTO event_actor VALUES (1, 'actor', 1), (1, 'recipient', 2);
INSERT INTO pairs VALUES ('ISR', 'ISR', '2022-07-18', 1, '2022-07-18', 1.9), ('ISR', 'MAR', '2022-07-18', 1, '2022-07-18', 1.9), ('MAR', 'MAR', '2022-07-18', 1, '2022-07-18', 1.9);
INSERT INTO event_origins VALUES (1, 'reuters');
INSERT INTO bands VALUES (0, 17, 1);
INSERT INTO terms VALUES ('israel', 1);
INSERT INTO stories VALUES (1, 'A visit was made.', '2022-07-18', '2022-07-18', 1);
INSERT INTO story_terms VALUES ('israel', 1);
INSERT INTO report_story VALUES (1, 1);
