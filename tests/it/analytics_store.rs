//! The analytics, as every engine must behave. `conformance` holds the promises, each a sentence that takes fresh
//! tables, `model` what they are compared with; `sqlite` runs both on the embedded engine and adds its own.

#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

pub mod conformance;
mod model;
mod sqlite;
