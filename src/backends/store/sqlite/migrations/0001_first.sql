-- A story without its words: the fence of its log, where it stands, and all that stays of it when it is erased.
CREATE TABLE stories (
    story_id   BLOB PRIMARY KEY,
    owner      BLOB NOT NULL,
    day        INTEGER NOT NULL,            -- the UTC day on which it was accepted
    epoch      INTEGER NOT NULL,            -- who may write: the claim with this number
    head       INTEGER NOT NULL,            -- the last event's number
    status     TEXT NOT NULL,
    ended      INTEGER NOT NULL DEFAULT 0,
    ended_at   INTEGER,
    outlined   INTEGER,                     -- the number of story.outlined in its log
    planned    INTEGER,                     -- scenes outlined
    written    INTEGER NOT NULL DEFAULT 0,  -- scenes with words
    claimant   BLOB,                        -- who claimed it last: node and start
    starts     INTEGER NOT NULL DEFAULT 0,  -- claims of it while somebody still held it, since its log last grew
    intent     INTEGER NOT NULL DEFAULT 0,  -- 1 cancel, 2 delete
    deleted_at INTEGER,                     -- the tombstone
    erasing    INTEGER NOT NULL DEFAULT 0,  -- 1 its rows are deleted, 2 and no byte of them is left
    swept      INTEGER NOT NULL DEFAULT 0   -- 1 its objects were looked through since it ended, or was erased
) STRICT, WITHOUT ROWID;

CREATE INDEX stories_by_owner ON stories (owner, story_id);
CREATE INDEX stories_by_day ON stories (owner, day);
CREATE INDEX stories_unended ON stories (owner) WHERE ended = 0;
CREATE INDEX stories_deleted ON stories (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX stories_unswept ON stories (story_id) WHERE ended = 1 AND swept = 0;
-- Every story that still needs somebody.
CREATE INDEX open_stories ON stories (story_id) WHERE ended = 0 OR (deleted_at IS NOT NULL AND erasing < 2);

-- The truth: a story's log, and the only place of its words, sealed under the story's own key.
CREATE TABLE story_events (
    story_id BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    epoch    INTEGER NOT NULL,
    type     TEXT NOT NULL,
    payload  BLOB NOT NULL,              -- the event, sealed
    PRIMARY KEY (story_id, seq)
) STRICT, WITHOUT ROWID;

-- What a story's run remembers and no reader sees, sealed likewise.
CREATE TABLE story_work (story_id BLOB PRIMARY KEY, work BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- What is derived from the log, in the same transaction: numbers and keys, no words.
CREATE TABLE scenes (
    story_id BLOB NOT NULL,
    scene    INTEGER NOT NULL,
    words    INTEGER NOT NULL,
    PRIMARY KEY (story_id, scene)
) STRICT, WITHOUT ROWID;

CREATE TABLE illustrations (
    story_id BLOB NOT NULL,
    scene    INTEGER NOT NULL,
    revision INTEGER NOT NULL,              -- of the newest picture, which the row describes
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    sources  TEXT NOT NULL,
    fallback INTEGER NOT NULL,
    PRIMARY KEY (story_id, scene)
) STRICT, WITHOUT ROWID;

-- How many events an erased story had, so that analytics can be compared with the store after a delete.
CREATE TABLE tombstone_counts (
    story_id BLOB NOT NULL,
    day      INTEGER NOT NULL,
    type     TEXT NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (story_id, day, type)
) STRICT, WITHOUT ROWID;

-- Stories that count for their owners although their logs may not have begun.
CREATE TABLE reservations (
    story_id BLOB PRIMARY KEY,
    owner    BLOB NOT NULL,
    day      INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reservations_by_owner ON reservations (owner);

-- An owner's keys, each with the story that it makes.
CREATE TABLE idempotency_keys (
    owner       BLOB NOT NULL,
    key         BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    story_id    BLOB NOT NULL,
    at          INTEGER NOT NULL,
    claimant    BLOB,                       -- who makes the story, until it is durable
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);

-- Readers' bookmarks, and the days on which they were in a book (each is a story.viewed).
CREATE TABLE reading (
    story_id BLOB NOT NULL,
    reader   BLOB NOT NULL,
    scene    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (story_id, reader)
) STRICT, WITHOUT ROWID;

CREATE TABLE viewings (
    story_id BLOB NOT NULL,
    reader   BLOB NOT NULL,
    day      INTEGER NOT NULL,
    PRIMARY KEY (story_id, reader, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE notifications (
    event_id BLOB PRIMARY KEY,
    user_id  BLOB NOT NULL,
    type     TEXT NOT NULL,
    story_id BLOB,
    at       INTEGER NOT NULL,
    read     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notifications_by_user ON notifications (user_id, event_id);
CREATE INDEX notifications_by_story ON notifications (story_id) WHERE story_id IS NOT NULL;

-- The newest start of each node, and how often it has said that it lives.
CREATE TABLE nodes (
    node  BLOB PRIMARY KEY,
    start BLOB NOT NULL,
    beats INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Work that is done once in a cluster. The attempt is the fence.
CREATE TABLE jobs (
    kind         TEXT NOT NULL,
    key          TEXT NOT NULL,
    data         TEXT NOT NULL,
    due_at       INTEGER NOT NULL,
    attempt      INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL,
    holder       BLOB,                      -- who has it: node and start
    lease        BLOB,                      -- the worker that took it last
    ended        INTEGER NOT NULL DEFAULT 0,  -- 1 finished, 2 failed
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_open ON jobs (kind, due_at, key) WHERE ended = 0;
CREATE INDEX jobs_ended ON jobs (due_at) WHERE ended > 0;

-- The cluster's keys, each wrapped by the root key, which lies outside the store. One of each kind is current.
CREATE TABLE keys (
    key_id  BLOB PRIMARY KEY,
    kind    TEXT NOT NULL,
    state   TEXT NOT NULL,      -- next, current, retiring
    since   INTEGER NOT NULL,   -- when it came into this state
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX keys_current ON keys (kind) WHERE state = 'current';
CREATE UNIQUE INDEX keys_next ON keys (kind) WHERE state = 'next';

-- The cluster, from the moment when it began. A root key that can't open the canary is not the one that sealed it.
CREATE TABLE cluster (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    cluster_id BLOB NOT NULL,
    began_at   INTEGER NOT NULL,
    canary     BLOB NOT NULL
) STRICT;

-- The last time that was believed.
CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), seen_at INTEGER NOT NULL) STRICT;

-- Stories' own keys, each wrapped by the cluster's key `key_id`: without its row here a story is erased. `filler` (zeros)
-- pushes the wrapped key out of the tree's pages into an overflow page, which holds one row and is overwritten whole.
CREATE TABLE story_keys (
    story_id BLOB PRIMARY KEY,
    key_id   BLOB NOT NULL,
    filler   BLOB NOT NULL,
    wrapped  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
