-- Mails that wait for the mail server, and those that have ended, so that none is queued and sent again.
CREATE TABLE mails (
    mail_id  BLOB PRIMARY KEY,
    user_id  BLOB NOT NULL,
    -- When it was queued.
    at       INTEGER NOT NULL,
    -- When it may be tried.
    due_at   INTEGER NOT NULL,
    -- Attempts that were begun, and those of them of which nobody knows how they ended.
    attempts INTEGER NOT NULL,
    open     INTEGER NOT NULL,
    -- Whether somebody tries it, or died while trying.
    is_tried INTEGER NOT NULL,
    -- When it was sent or given up; it is empty from then on.
    ended_at INTEGER,
    -- What it tells, sealed.
    payload  BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_due ON mails (due_at, mail_id) WHERE ended_at IS NULL;
CREATE INDEX mails_waiting ON mails (at) WHERE ended_at IS NULL;
CREATE INDEX mails_by_end ON mails (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX mails_by_user ON mails (user_id);

-- Readers who want no mails that one may do without.
CREATE TABLE unsubscribed (
    user_id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
