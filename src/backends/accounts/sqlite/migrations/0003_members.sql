-- Readers who signed up. What they say of themselves is sealed; an address is found by its keyed hash.
CREATE TABLE members (
    user_id      BLOB PRIMARY KEY,
    email_hash   BLOB NOT NULL UNIQUE,
    email        BLOB NOT NULL,
    display_name BLOB NOT NULL,
    -- A PHC string.
    password     TEXT NOT NULL,
    verified_at  INTEGER
) STRICT, WITHOUT ROWID;

-- Tokens that are sent by mail and work once.
CREATE TABLE one_time_tokens (
    hash       BLOB PRIMARY KEY,
    token_id   BLOB NOT NULL,
    user_id    BLOB NOT NULL,
    purpose    TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id, purpose, made_at);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);

-- Sign-ins and attempts at them. Ids are in the order of time; the client is sealed.
CREATE TABLE logins (
    user_id    BLOB NOT NULL,
    login_id   BLOB NOT NULL,
    at         INTEGER NOT NULL,
    outcome    TEXT NOT NULL,
    session_id BLOB,
    client     BLOB NOT NULL,
    PRIMARY KEY (user_id, login_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX logins_by_time ON logins (at);

-- How often secrets were guessed at, by keyed hashes of accounts, places and devices.
CREATE TABLE attempts (
    key    BLOB PRIMARY KEY,
    count  INTEGER NOT NULL,
    last   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last);

-- What wishes get that say nothing, as a document.
CREATE TABLE preferences (
    user_id  BLOB PRIMARY KEY,
    document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE sessions ADD COLUMN renewed_at INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET renewed_at = created_at;
-- From where, and with what, sealed; none for guests.
ALTER TABLE sessions ADD COLUMN client BLOB;
