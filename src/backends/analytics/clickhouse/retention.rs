//! What is forgotten. The tables forget by themselves, by their TTL, when parts are merged; this is for the day on
//! which it has to be gone. Deleting rewrites parts of a table, so it is done by whole days.

use super::failure::Failure;
use super::rows;
use super::server::Server;
use crate::domain::{Timestamp, Topic};

/// Forgets events of the days before `before`'s, and sums of the days before `days_before`'s.
pub(super) async fn forget(server: &Server, before: Timestamp, days_before: Timestamp) -> Result<(), Failure> {
    for table in Topic::ALL.map(rows::table) {
        forget_in(server, table, "toDate(at)", before.day()).await?;
    }
    forget_in(server, "daily", "day", days_before.day()).await
}

async fn forget_in(server: &Server, table: &str, day: &str, before: i64) -> Result<(), Failure> {
    // the first day that ClickHouse knows is the first of all
    let Ok(before) = u16::try_from(before.min(u16::MAX.into())) else { return Ok(()) };
    let old = format!("FROM {table} WHERE {day} < toDate(?)");
    let found = server.query(&format!("SELECT count() {old}")).bind(before);
    if server.one::<u64>(found).await? == 0 {
        return Ok(());
    }
    server.execute(server.query(&format!("DELETE {old}")).bind(before)).await
}
