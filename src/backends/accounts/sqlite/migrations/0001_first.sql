-- Readers.
CREATE TABLE users (
    user_id    BLOB PRIMARY KEY,
    tier       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything that descends from one sign-in.
CREATE TABLE sessions (
    session_id BLOB PRIMARY KEY,
    user_id    BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    hash       BLOB PRIMARY KEY,
    session_id BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_by_end ON refresh_tokens (expires_at);
-- The tokens of a session that still work, oldest first.
CREATE INDEX refresh_tokens_unused ON refresh_tokens (session_id, expires_at) WHERE used_at IS NULL;
