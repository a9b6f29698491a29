//! What tests of the whole product share: an app in this process, the real binary in another, and a reader's client.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

mod browser;
mod process;
mod reader;
mod server;

pub use browser::Browser;
pub use process::Process;
pub use reader::{Reader, StreamedEvent};
pub use server::{Server, config};
