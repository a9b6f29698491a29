-- When a story ended, and whether its objects were looked through since: once for what its log does not name, and once
-- more after it was erased.
ALTER TABLE stories ADD COLUMN ended_at INTEGER;
ALTER TABLE stories ADD COLUMN swept INTEGER NOT NULL DEFAULT 0;

UPDATE stories SET ended_at = day * 86400000 WHERE ended = 1;

CREATE INDEX stories_unswept ON stories (story_id) WHERE ended = 1 AND swept = 0;

-- The tokens of a session that still work, oldest first.
CREATE INDEX refresh_tokens_unused ON refresh_tokens (session_id, expires_at) WHERE used_at IS NULL;

-- An idempotency key is its owner's.
CREATE TABLE owned_keys (
    owner       BLOB NOT NULL,
    key         BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    story_id    BLOB NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
INSERT INTO owned_keys SELECT s.owner, k.key, k.fingerprint, k.story_id, k.at
    FROM idempotency_keys k JOIN stories s ON s.story_id = k.story_id;
DROP TABLE idempotency_keys;
ALTER TABLE owned_keys RENAME TO idempotency_keys;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);
