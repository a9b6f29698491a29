//! The gateway. Two listeners: readers' ([`Gateway::readers`]) and operators' ([`Gateway::operators`]).
//!
//! A route is filters, one plain async fn, one response converter; there is one file for each resource. Every answer
//! leaves through [`log`], which names the request and writes problems down. No rule of the product lives here.
//!
//! Reading order: [`gateway`] (the routes together), [`server`] (the accept loop), [`caller`] (who asks), [`json`] and
//! [`query`] (what they say), [`problem`] (what they are told when it does not work), then the resources.

pub mod address;
pub mod admin;
pub mod answer;
pub mod auth;
pub mod caller;
pub mod conditional;
pub mod connections;
pub mod cookies;
pub mod cross_site;
pub mod docs;
pub mod events;
pub mod gateway;
pub mod health;
pub mod json;
pub mod jwks;
pub mod limits;
pub mod log;
pub mod me;
pub mod media;
pub mod notifications;
pub mod openapi;
pub mod page;
pub mod pictures;
pub mod problem;
pub mod query;
pub mod refusals;
pub mod request_id;
pub mod routes;
pub mod schemas;
pub mod server;
pub mod stories;
pub mod stuck;

pub use gateway::Gateway;
pub use health::{Part, Readiness};
pub use limits::Limits;
pub use server::{Options, bind, run};
