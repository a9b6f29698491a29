//! What tests share. An app: in this process ([`Server`]), without a network and in virtual time ([`node`], as it runs
//! [`Node`]), one that crashes ([`Crashable`]), or the real binary ([`Process`]). Who asks: a [`Reader`], a
//! [`Browser`]. What it stands on: models as closures ([`players`], [`critics`]), that are paid ([`paid`]) or behind a
//! connection ([`provider`]), what the built-in storyteller tells ([`tale`]), parts that fail on demand ([`tamper`]), a
//! [`Line`] that can be cut, a [`HostileBus`], a mail server that breaks off ([`smtp`]), parts in memory ([`fakes`]),
//! what lies in a folder, changed by hand ([`shelf`]). What must hold: `told` (of what readers saw), [`Told`] (of what
//! was logged), `logs` (of what lies in a folder); how long anything may take: `time`; random `cases`, whose failures
//! are kept; and what is said where a test must [`skip`].

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

mod block_on;
mod cases;
mod chunks;
mod crashable;
mod hostile_bus;
mod line;
mod logs;
mod node;
mod outcome;
mod process;
mod reader;
mod scenario;
mod server;
mod skip;
mod tale;
mod time;
mod told;

mod browser;
pub mod critics;
pub mod fakes;
pub mod paid;
pub mod players;
pub mod provider;
pub mod shelf;
pub mod smtp;
pub mod tamper;

pub use browser::Browser;
pub use cases::cases;
pub use chunks::unchunked;
pub use crashable::Crashable;
pub use hostile_bus::HostileBus;
pub use line::Line;
pub use logs::{illustrated, logs_in, texts};
pub use node::Node;
pub use outcome::Told;
pub use process::Process;
pub use reader::{Reader, StreamedEvent};
pub use scenario::{Scenario, fails, node};
pub use server::{Server, TINY, config};
pub use skip::skip;
#[cfg(feature = "fluvio")]
pub use skip::skip_even_so;
pub use tale::{answer, tale};
pub use time::{PATIENCE, until};
pub use told::{assert_complete, assert_sound, count, quiet_pages, without_addresses};
