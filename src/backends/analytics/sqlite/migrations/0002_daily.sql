-- What events of a day add up to, from this version on. `durations`: how many fell into each bucket, as JSON.
CREATE TABLE daily (
    day           INTEGER NOT NULL,
    type          TEXT NOT NULL,
    tier          TEXT NOT NULL,
    age_group     TEXT NOT NULL,
    style         TEXT NOT NULL,
    language      TEXT NOT NULL,
    model         TEXT NOT NULL,
    count         INTEGER NOT NULL,
    duration_us   INTEGER NOT NULL,
    durations     TEXT NOT NULL,
    bytes         INTEGER NOT NULL,
    input_tokens  INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    pictures      INTEGER NOT NULL,
    cost_micros   INTEGER NOT NULL,
    PRIMARY KEY (day, type, tier, age_group, style, language, model)
) STRICT;
