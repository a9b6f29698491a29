//! A provider of models with the shapes of the `OpenAI` API, that tests script: `Provider::start()`, then
//! `provider.chat.next(hostile::fenced)`, `provider.moderations.always(faults::status(529))`. An answer is a function
//! of the [`Call`] that asks for it. Unless said, it answers well and at once ([`texts::tale`], [`pictures::painted`],
//! [`judgements::safe`]), and by its [`Pace`] where it has one.
//!
//! Reading order: the `server`, its `desk` and `journal` of calls, what an answer is made of ([`Reply`]), the answers
//! by endpoint ([`texts`], [`pictures`], [`judgements`]; any endpoint's: [`faults`]), and what lies below (`http`,
//! `multipart`).

mod connection;
mod desk;
pub mod faults;
mod http;
mod journal;
pub mod judgements;
mod multipart;
mod pace;
pub mod pictures;
mod reply;
mod script;
mod server;
mod shelf;
mod tables;
pub mod texts;

pub use desk::KEY;
pub use journal::{Call, Endpoint, Sent};
pub use pace::{Knee, Pace};
pub use reply::{Reply, Step};
pub use server::Provider;
