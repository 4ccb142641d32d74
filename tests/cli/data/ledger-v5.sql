-- The ledger's schema as version 5 had it, and one event.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE reports (
    report INTEGER PRIMARY KEY,
    doc TEXT NOT NULL,              -- the report's id as it was given
    -- Document time, then hashes of id and text: the same report is stored once, and reports that come
    -- in the order of their days touch few pages of the index.
    fingerprint TEXT NOT NULL UNIQUE,
    published TEXT NOT NULL, published_basis TEXT NOT NULL,
    publisher TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL,
    text TEXT NOT NULL,
    coder TEXT NOT NULL             -- program and version that coded it
);
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
-- By month first: what comes in the order of its days then touches few pages, however many there are.
CREATE INDEX events_merge ON events (substr(date, 1, 7), act, actors, recipients, date, enddate);
CREATE INDEX events_date ON events (date);
CREATE INDEX events_order ON events (date = '', date); -- what has no date comes last
CREATE INDEX events_act ON events (act, date);
-- Holds all that a map asks.
CREATE INDEX events_place ON events (country, place, date, quad_code, latitude, longitude);

-- What the coder wrote for one report about one act: the record of RECORD.md.
CREATE TABLE records (
    record INTEGER PRIMARY KEY,     -- in the order of storing
    id TEXT NOT NULL,               -- the record's stable id, as its JSON has it
    report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    event INTEGER NOT NULL REFERENCES events,
    -- Whose word it is: the outlet that it relays, the report that it copies, or its own publisher.
    kind TEXT NOT NULL CHECK (kind IN ('own', 'relay', 'copy')),
    origin TEXT NOT NULL,           -- in small letters, "agency" and "the" aside
    json TEXT NOT NULL
);
CREATE INDEX records_report ON records (report);
CREATE INDEX records_event ON records (event, report);

CREATE TABLE tellings (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
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
-- By stretches of events first, for the same reason.
CREATE INDEX event_actor_actor ON event_actor (event / 131072, actor);
-- Which codes meet in which event: what a dyad's days are found by.  one <= other; a code with itself
-- stands for its taking part at all.
CREATE TABLE pairs (
    one TEXT NOT NULL, other TEXT NOT NULL,
    date TEXT NOT NULL, event INTEGER NOT NULL,
    enddate TEXT NOT NULL, goldstein REAL NOT NULL, -- the event's
    PRIMARY KEY (one, other, date, event)
) WITHOUT ROWID;

CREATE TABLE sources (
    record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    position INTEGER NOT NULL,      -- 0 = nearest to the fact
    name TEXT NOT NULL, code TEXT NOT NULL, sector TEXT NOT NULL,
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- Texts by key that whoever feeds the ledger keeps in it, to go on where it stopped.
CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE rejects (
    origin TEXT NOT NULL, doc TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL,
    PRIMARY KEY (origin, doc)
) WITHOUT ROWID;

-- Near-duplicates: MinHash signatures of the reports' words.
CREATE TABLE signatures (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    hashes BLOB NOT NULL            -- 64 numbers of 32 bits, as story/story.h makes them
);
CREATE TABLE copies (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE, -- stored before it
    likeness REAL NOT NULL          -- share of equal hashes, 0 .. 1
);

-- Stories: reports that tell of the same matter within some days.
CREATE TABLE stories (
    story INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, -- days of its reports
    nreports INTEGER NOT NULL,
    terms TEXT NOT NULL DEFAULT ''  -- what its reports are about, a term a line
);
CREATE INDEX stories_last ON stories (last);
CREATE TABLE report_story (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    story INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE
);
CREATE INDEX report_story_story ON report_story (story);

-- What a newer coder changed when it coded a report again.
CREATE TABLE changes (
    doc TEXT NOT NULL, record TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('new', 'gone', 'changed')),
    coder_before TEXT NOT NULL, coder_after TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, -- the records; '' where there is none
    PRIMARY KEY (doc, record, coder_before, coder_after)
) WITHOUT ROWID;

CREATE VIEW origins AS SELECT record, event, report, kind, origin FROM records;

-- What the first columns of these two indexes hold: "substr(date, 1, 7) IN event_months AND act = ..."
-- and "event / 131072 IN event_stretches AND actor = ..." are found by them.
CREATE VIEW event_months (month) AS WITH RECURSIVE m (month) AS (
    SELECT min(substr(date, 1, 7)) FROM events
    UNION ALL SELECT (SELECT min(substr(date, 1, 7)) FROM events WHERE substr(date, 1, 7) > month)
    FROM m WHERE month IS NOT NULL)
SELECT month FROM m WHERE month IS NOT NULL;
CREATE VIEW event_stretches (stretch) AS WITH RECURSIVE s (stretch) AS (
    SELECT 0 UNION ALL SELECT stretch + 1 FROM s
    WHERE stretch < (SELECT max(event) / 131072 FROM events))
SELECT stretch FROM s;

-- A ledger of version 5 with one report and one event.
INSERT INTO meta VALUES ('schema', '5');
INSERT INTO reports VALUES (1, 'old-report', '2022-07-18f00d', '2022-07-18', 'given', 'Harbour Times', '', '', 'en', 'A visit was made.', 'dateline 0.0.9');
INSERT INTO events VALUES (1, '2022-07-18', '2022-07-18', 'day', 'CONSULT', 'CONSULT', 'visit', '042', 'actual', 1, 4.0, 1.9, 'MAR', '', NULL, NULL, 'ISR', 'MAR', 0.9, 1, 1, 1, 'A visit was made.');
INSERT INTO records VALUES (1, 'r1', 1, 1, 'relay', 'reuters', '{"act": "CONSULT", "date": "2022-07-18", "context": []}');
INSERT INTO tellings VALUES (1, 1, 0, 0, 17, 'A visit was made.', '', '', NULL);
INSERT INTO telling_words (rowid, words) VALUES (1, 'A visit was made.');
INSERT INTO sources VALUES (1, 0, 'Reuters news agency', '', 'JRN');
INSERT INTO actors VALUES (1, 'ISR', 'GOV', 'Israel', ''), (2, 'MAR', '', 'Morocco', '');
INSERT INTO event_actor VALUES (1, 'actor', 1), (1, 'recipient', 2);
INSERT INTO pairs VALUES ('ISR', 'ISR', '2022-07-18', 1, '2022-07-18', 1.9), ('ISR', 'MAR', '2022-07-18', 1, '2022-07-18', 1.9), ('MAR', 'MAR', '2022-07-18', 1, '2022-07-18', 1.9);
INSERT INTO stories VALUES (1, 'A visit was made.', '2022-07-18', '2022-07-18', 1, 'israel' || char(10));
INSERT INTO report_story VALUES (1, 1);
