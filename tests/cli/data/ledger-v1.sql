-- The ledger's schema, version 1.  One file; dates are ISO text, "" = no hold; offsets are bytes
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
    nreports INTEGER NOT NULL, ntellings INTEGER NOT NULL
);
CREATE INDEX events_merge ON events (act, actors, recipients, date);
CREATE INDEX events_date ON events (date);

-- What the coder wrote for one report about one act: the record of RECORD.md.
CREATE TABLE records (
    record TEXT PRIMARY KEY,        -- the record's stable id
    report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    event INTEGER NOT NULL REFERENCES events,
    json TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX records_report ON records (report);
CREATE INDEX records_event ON records (event);

CREATE TABLE tellings (
    record TEXT NOT NULL REFERENCES records ON DELETE CASCADE,
    telling INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    words TEXT NOT NULL,
    post_author TEXT NOT NULL, post_date TEXT NOT NULL,
    PRIMARY KEY (record, telling)
) WITHOUT ROWID;

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

CREATE TABLE sources (
    record TEXT NOT NULL REFERENCES records ON DELETE CASCADE,
    position INTEGER NOT NULL,      -- 0 = nearest to the fact
    name TEXT NOT NULL, code TEXT NOT NULL, sector TEXT NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;
CREATE INDEX sources_name ON sources (name);

CREATE TABLE rejects (
    origin TEXT NOT NULL, doc TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL,
    PRIMARY KEY (origin, doc)
) WITHOUT ROWID;

-- A ledger of version 1 with one report and one event.
INSERT INTO meta VALUES ('schema', '1');
INSERT INTO reports VALUES (1, 'old-report', 'f00d', '2022-07-18', 'given', 'Harbour Times', '', '', 'en', 'A visit was made.', 'dateline 0.0.9');
INSERT INTO events VALUES (1, '2022-07-18', '2022-07-18', 'day', 'CONSULT', 'CONSULT', 'visit', '042', 'actual', 1, 4.0, 1.9, 'MAR', '', NULL, NULL, 'ISR', 'MAR', 0.9, 1, 1);
INSERT INTO records VALUES ('r1', 1, 1, '{"act": "CONSULT", "date": "2022-07-18", "context": []}');
INSERT INTO tellings VALUES ('r1', 0, 0, 17, 'A visit was made.', '', '');
INSERT INTO actors VALUES (1, 'ISR', 'GOV', 'Israel', ''), (2, 'MAR', '', 'Morocco', '');
INSERT INTO event_actor VALUES (1, 'actor', 1), (1, 'recipient', 2);
