-- What was spent on models, by UTC day: sums that outlive the stories. No words.
CREATE TABLE spend (
    day           INTEGER NOT NULL,
    model         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    currency      TEXT NOT NULL,
    calls         INTEGER NOT NULL,
    input_tokens  INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    pictures      INTEGER NOT NULL,
    milliseconds  INTEGER NOT NULL,
    cost_micros   INTEGER NOT NULL,
    PRIMARY KEY (day, model, kind, currency)
) STRICT, WITHOUT ROWID;

-- Whose shares these sums are of: stories that are not erased, and processes (for what became no story). What is saved
-- again is compared with its share, so that it counts once.
CREATE TABLE spend_shares (
    spender       BLOB NOT NULL,
    day           INTEGER NOT NULL,
    model         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    currency      TEXT NOT NULL,
    calls         INTEGER NOT NULL,
    input_tokens  INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    pictures      INTEGER NOT NULL,
    milliseconds  INTEGER NOT NULL,
    cost_micros   INTEGER NOT NULL,
    PRIMARY KEY (spender, day, model, kind, currency)
) STRICT, WITHOUT ROWID;
