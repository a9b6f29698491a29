//! Analytics in ClickHouse, by its HTTP interface.
//!
//! There are no transactions, so an event is counted once, in the tables and in what their views add up, by four
//! things:
//!
//! 1. **A plan before a batch.** What follows an end of a partition is written to `batches` before it is sent: which
//!    records, a digest of their ids, and which of them are left out because their `event_id` is there already. It is
//!    written under a deduplication token made from topic, partition, epoch and the end that it follows, so of two
//!    consumers the first one's plan stands; then it is read back, and whoever reads it carries out that plan.
//! 2. **The same rows under the same token.** What a plan names is inserted under a token made from topic, partition,
//!    epoch, offsets and month (a month is a partition of the table, and a part of it is whole or absent), on each try:
//!    what is there already is skipped, in the views' table as well, and what a crash kept from the views reaches them.
//! 3. **The end after it.** Only then the plan's end goes to `offsets`. The largest of the last epoch is where the
//!    partition goes on.
//! 4. **A new epoch** where the bus is another one, or has not any more what was planned: old tokens eat no new rows.
//!    While a plan of an epoch before has no end, inserts of it may be on their way, so for as long as any can last
//!    nothing is planned in the new one; what they brought is found by its `event_id` then.
//!
//! `ingest` is those steps, with the `plan` and the `ledger` of both tables; `rows` are what is inserted, `answers` and
//! `daily` what is asked, `retention` what is forgotten. `connect` makes the client, `server` puts a limit of time to
//! each statement, `failure` says in words what went wrong, `schema` makes the tables. docs/adr/0015 has the reasons.

mod adapter;
mod answers;
mod connect;
mod daily;
mod failure;
mod ingest;
mod ledger;
mod plan;
mod retention;
mod rows;
mod schema;
mod server;

pub use adapter::ClickHouseAnalytics;
