//! The gateway. Two listeners: readers' ([`Gateway::readers`]) and operators' ([`Gateway::operators`]).
//!
//! A route is filters, one plain async fn, one response converter; there is one file for each resource. Every answer
//! leaves through [`edge::access_log`], which names the request and writes problems down. No rule of the product lives
//! here.
//!
//! Reading order: `listeners` (the routes together), [`routes`] (their table), [`state`] with [`readiness`], and
//! [`filters`] (what they are made of), [`edge`] (connections), [`call`] (what a request brings), [`answer`] (what it
//! gets), then the resources: [`v1`], [`pictures`], [`contract`], [`site`]. No two of these folders need each other.

pub mod answer;
pub mod call;
pub mod contract;
pub mod edge;
pub mod filters;
mod listeners;
mod options;
pub mod pictures;
pub mod readiness;
pub mod routes;
pub mod site;
pub mod state;
pub mod v1;

pub use call::limits::{AddressLimits, RateLimits};
pub use edge::options::ListenerOptions;
pub use edge::server::{bind, run};
pub use options::Options;
pub use readiness::{Part, Readiness};
pub use state::Gateway;
