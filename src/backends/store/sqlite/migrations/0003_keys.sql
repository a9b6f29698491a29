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

-- What the root wrapped when the cluster began: a root that can't open it is the wrong one.
CREATE TABLE canary (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT;

-- Stories' own keys, each wrapped by the cluster's key `key_id`: without its row here a story is erased. `filler` (zeros)
-- pushes the wrapped key out of the tree's pages into an overflow page, which holds one row and is overwritten whole.
CREATE TABLE story_keys (
    story_id BLOB PRIMARY KEY,
    key_id   BLOB NOT NULL,
    filler   BLOB NOT NULL,
    wrapped  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
