//! What is in the file. A partition's next offset is a row beside its records, so that offsets go on after everything
//! was forgotten.

use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::domain::Topic;

/// Records of a partition that stay after all consumers have acknowledged them, to be looked at.
pub const KEPT: u64 = 1024;

/// Small caches: records are written once and read once, soon after.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -256;
    PRAGMA journal_size_limit = 4194304;
    CREATE TABLE IF NOT EXISTS partitions (
        topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (topic, partition)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS records (
        topic TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, event TEXT NOT NULL,
        PRIMARY KEY (topic, partition, offset)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS consumers (
        topic TEXT NOT NULL, partition INTEGER NOT NULL, consumer TEXT NOT NULL, next_offset INTEGER NOT NULL,
        PRIMARY KEY (topic, partition, consumer)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS heartbeat (id INTEGER PRIMARY KEY, beats INTEGER NOT NULL);";

/// One partition of a topic.
#[derive(Clone, Copy)]
pub(super) struct Partition {
    pub(super) topic: Topic,
    pub(super) partition: u32,
}

/// Makes what is missing, and counts each topic's partitions.
pub(super) fn make(connection: &mut Connection, partitions: NonZeroU32) -> rusqlite::Result<Vec<(Topic, NonZeroU32)>> {
    connection.execute_batch(SETTINGS)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let counts = Topic::ALL.into_iter().map(|topic| Ok((topic, make_topic(&transaction, topic, partitions)?)));
    let counts = counts.collect::<rusqlite::Result<_>>()?;
    transaction.commit()?;
    Ok(counts)
}

fn make_topic(transaction: &Transaction<'_>, topic: Topic, partitions: NonZeroU32) -> rusqlite::Result<NonZeroU32> {
    let count = "SELECT count(*) FROM partitions WHERE topic = ?";
    let found: u32 = transaction.query_row(count, [topic.as_str()], |row| row.get(0))?;
    if let Some(found) = NonZeroU32::new(found) {
        return Ok(found);
    }
    for partition in 0..partitions.get() {
        transaction.execute("INSERT INTO partitions VALUES (?, ?, 0)", params![topic.as_str(), partition])?;
    }
    Ok(partitions)
}

/// All of them, or none.
pub(super) fn append(connection: &mut Connection, events: &[(Partition, String)]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut take_offset = transaction.prepare_cached(
            "UPDATE partitions SET next_offset = next_offset + 1 WHERE topic = ? AND partition = ?
             RETURNING next_offset - 1",
        )?;
        let mut insert = transaction.prepare_cached("INSERT INTO records VALUES (?, ?, ?, ?)")?;
        for (Partition { topic, partition }, event) in events {
            let offset: i64 = take_offset.query_row(params![topic.as_str(), partition], |row| row.get(0))?;
            insert.execute(params![topic.as_str(), partition, offset, event])?;
        }
    }
    transaction.commit()
}

/// Offsets and what was published there.
pub(super) fn read(
    connection: &Connection,
    Partition { topic, partition }: Partition,
    offset: u64,
    limit: usize,
) -> rusqlite::Result<Vec<(u64, String)>> {
    let sql = "SELECT offset, event FROM records WHERE topic = ? AND partition = ? AND offset >= ?
        ORDER BY offset LIMIT ?";
    let parameters = params![topic.as_str(), partition, stored(offset), stored(limit as u64)];
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?));
    connection.prepare_cached(sql)?.query_map(parameters, row)?.collect()
}

/// Notes how far a consumer is, and forgets what all that are known have left behind.
pub(super) fn acknowledge(
    connection: &mut Connection,
    consumer: &str,
    place: Partition,
    next_offset: u64,
) -> rusqlite::Result<()> {
    const NOTE: &str = "INSERT INTO consumers (topic, partition, consumer, next_offset) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)";
    const FORGET: &str = "DELETE FROM records WHERE topic = ?1 AND partition = ?2 AND offset <
        (SELECT min(next_offset) FROM consumers WHERE topic = ?1 AND partition = ?2) - ?3";
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (topic, partition) = (place.topic.as_str(), place.partition);
    let next_offset = stored(next_offset.min(end(&transaction, place)?));
    transaction.prepare_cached(NOTE)?.execute(params![topic, partition, consumer, next_offset])?;
    transaction.prepare_cached(FORGET)?.execute(params![topic, partition, stored(KEPT)])?;
    transaction.commit()
}

/// Where a partition's first record is; its end where there is none.
pub(super) fn begin(connection: &Connection, place: Partition) -> rusqlite::Result<u64> {
    let sql = "SELECT min(offset) FROM records WHERE topic = ? AND partition = ?";
    let mut query = connection.prepare_cached(sql)?;
    let first: Option<i64> = query.query_row(params![place.topic.as_str(), place.partition], |row| row.get(0))?;
    first.map_or_else(|| end(connection, place), |first| Ok(first.unsigned_abs()))
}

/// Where a partition's next record will be.
pub(super) fn end(connection: &Connection, Partition { topic, partition }: Partition) -> rusqlite::Result<u64> {
    let sql = "SELECT next_offset FROM partitions WHERE topic = ? AND partition = ?";
    let mut query = connection.prepare_cached(sql)?;
    let next: Option<i64> = query.query_row(params![topic.as_str(), partition], |row| row.get(0)).optional()?;
    Ok(next.unwrap_or_default().unsigned_abs())
}

/// Writes something: a transaction that writes nothing begins and ends well on a full disk.
pub(super) fn beat(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO heartbeat VALUES (1, 1) ON CONFLICT DO UPDATE SET beats = beats + 1";
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

/// SQLite's integers are signed; no offset ever reaches the end of them.
fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
