-- When a story ended, and whether its objects were looked through since: once for what its log does not name, and once
-- more after it was erased.
ALTER TABLE stories ADD COLUMN ended_at INTEGER;
ALTER TABLE stories ADD COLUMN swept INTEGER NOT NULL DEFAULT 0;

UPDATE stories SET ended_at = day * 86400000 WHERE ended = 1;

CREATE INDEX stories_unswept ON stories (story_id) WHERE ended = 1 AND swept = 0;
