-- Facts on their way out, oldest first. A position is never given twice, or a relay could take a new fact for one that it
-- has told.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id BLOB NOT NULL UNIQUE,
    type     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    user_id  BLOB,
    story_id BLOB,
    node     BLOB NOT NULL,
    data     TEXT NOT NULL
) STRICT;
