-- Readers.
CREATE TABLE users (
    user_id    BLOB PRIMARY KEY,
    tier       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- When a session of theirs was begun or renewed last.
    visited_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX guests_by_visit ON users (visited_at, user_id) WHERE tier = 'guest';

-- Everything that descends from one sign-in.
CREATE TABLE sessions (
    session_id BLOB PRIMARY KEY,
    user_id    BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id, expires_at);

-- The tokens that work, and those that were used just now.
CREATE TABLE refresh_tokens (
    session_id BLOB NOT NULL,
    hash       BLOB NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (session_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_by_end ON refresh_tokens (expires_at);
CREATE INDEX refresh_tokens_by_use ON refresh_tokens (used_at) WHERE used_at IS NOT NULL;
-- Those of a session that still work, oldest first.
CREATE INDEX refresh_tokens_unused ON refresh_tokens (session_id, made_at) WHERE used_at IS NULL;
