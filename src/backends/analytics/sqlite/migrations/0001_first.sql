-- Raw events by family, each once. `count`: how many of its type an event stands for.
CREATE TABLE content_events (
    event_id BLOB PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL, user_id BLOB, story_id BLOB, node BLOB NOT NULL,
    data TEXT NOT NULL, count INTEGER NOT NULL AS (coalesce(data ->> 'count', 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE user_events (
    event_id BLOB PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL, user_id BLOB, story_id BLOB, node BLOB NOT NULL,
    data TEXT NOT NULL, count INTEGER NOT NULL AS (coalesce(data ->> 'count', 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE performance_metrics (
    event_id BLOB PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL, user_id BLOB, story_id BLOB, node BLOB NOT NULL,
    data TEXT NOT NULL, count INTEGER NOT NULL AS (coalesce(data ->> 'count', 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE error_events (
    event_id BLOB PRIMARY KEY, type TEXT NOT NULL, at INTEGER NOT NULL, user_id BLOB, story_id BLOB, node BLOB NOT NULL,
    data TEXT NOT NULL, count INTEGER NOT NULL AS (coalesce(data ->> 'count', 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX content_events_by_day ON content_events (at, type, count);
CREATE INDEX user_events_by_day ON user_events (at, type, count);
CREATE INDEX performance_metrics_by_day ON performance_metrics (at, type, count);
CREATE INDEX error_events_by_day ON error_events (at, type, count);

-- How far each partition of the bus was read.
CREATE TABLE offsets (
    topic       TEXT NOT NULL,
    partition   INTEGER NOT NULL,
    next_offset INTEGER NOT NULL,
    PRIMARY KEY (topic, partition)
) STRICT, WITHOUT ROWID;
