//! Everything outside the process. One folder for each outside thing: its trait in `mod.rs`, an embedded default,
//! production adapters beside it, and one conformance suite (under `tests/`) that every adapter runs.

pub mod accounts;
pub mod analytics;
pub mod blocking;
pub mod bus;
pub mod data_dir;
mod engine_choice;
pub mod error;
pub mod folder;
pub mod health;
pub mod keys;
pub mod low_priority;
pub mod mail;
pub mod models;
pub mod objects;
pub mod outbox;
mod recent;
pub mod room;
pub mod secret;
pub mod sqlite;
pub mod store;
pub mod tls;
pub mod wakeups;

use std::sync::Arc;

pub use engine_choice::EngineChoice;

use accounts::Accounts;
use analytics::Analytics;
use blocking::Processors;
use bus::Bus;
use data_dir::DataDir;
use keys::KeyRing;
use mail::Mailer;
use models::Models;
use objects::{Objects, PublicAddresses};
use store::Store;
use wakeups::Wakeups;

/// What a node is built on. Tests put their own in.
pub struct Backends {
    /// Locked as long as anything works with the rest.
    pub data_dir: DataDir,
    /// Stories and what belongs to them.
    pub store: Store,
    /// Readers and their sessions.
    pub accounts: Accounts,
    pub analytics: Arc<dyn Analytics>,
    pub objects: Arc<dyn Objects>,
    /// Where the objects' storage gives them to readers by itself.
    pub public_objects: Option<Arc<dyn PublicAddresses>>,
    pub bus: Arc<dyn Bus>,
    /// Hints between nodes, which go with the bus.
    pub wakeups: Arc<dyn Wakeups>,
    /// Who takes mails from us.
    pub mailer: Arc<dyn Mailer>,
    /// Who writes, paints and judges.
    pub models: Models,
    /// Where pictures that are painted or finished here take turns.
    pub processors: Processors,
    pub keys: KeyRing,
}
