//! The tables, by numbered migrations. Each statement changes nothing where it was carried out already, so two that
//! migrate at once do no harm.

use super::failure::Failure;
use super::server::Server;

const MIGRATIONS: [&str; 2] = [include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_daily.sql")];
/// What stands between two statements.
const BETWEEN: &str = ";\n";
/// The version that the tables of all migrations have.
#[expect(clippy::cast_possible_truncation, reason = "of a few files")]
const KNOWN: u32 = MIGRATIONS.len() as u32;

/// Fails unless the tables are those that this program knows.
pub(super) async fn verify(server: &Server) -> Result<(), Failure> {
    match version(server).await? {
        KNOWN => Ok(()),
        newer if newer > KNOWN => Err(Failure::Newer(newer, KNOWN)),
        older => Err(Failure::Older(older, KNOWN)),
    }
}

/// Makes the database where it is missing, and brings its tables up to date.
pub(super) async fn migrate(server: &Server) -> Result<(), Failure> {
    const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations \
        (version UInt32, applied_at DateTime('UTC') DEFAULT now()) ENGINE = ReplacingMergeTree ORDER BY version";
    if let Err(failure) = server.execute(server.query(TABLE)).await {
        let Failure::NoTables = failure else { return Err(failure) };
        server.make_database().await?;
        server.execute(server.query(TABLE)).await?;
    }
    let applied = version(server).await?;
    if applied > KNOWN {
        return Err(Failure::Newer(applied, KNOWN));
    }
    for (version, sql) in (1_u32..).zip(MIGRATIONS).skip(applied as usize) {
        for statement in sql.split(BETWEEN).map(str::trim).filter(|statement| !statement.is_empty()) {
            server.execute(server.query(statement)).await?;
        }
        let record = server.query("INSERT INTO migrations (version) SETTINGS async_insert = 0 VALUES (?)");
        server.execute(record.bind(version)).await?;
    }
    Ok(())
}

/// Fails unless something can be written. No partition has this name.
pub(super) async fn probe(server: &Server) -> Result<(), Failure> {
    const SQL: &str = "INSERT INTO offsets (topic, partition, epoch, next_offset) SETTINGS async_insert = 0 \
        VALUES ('probe', 0, 0, 0)";
    verify(server).await?;
    server.execute(server.query(SQL)).await
}

/// Of the last migration that was applied; 0 before the first.
async fn version(server: &Server) -> Result<u32, Failure> {
    server.one(server.query("SELECT max(version) FROM migrations")).await
}
