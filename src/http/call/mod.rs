//! What a request brings: [`head`] (method, headers, query), [`address`] (where it comes from), [`credentials`],
//! [`cookies`] and [`cross_site`] (what says who asks), [`caller`] and [`operator`] (who that is), [`limits`] (how
//! often they may ask), [`countries`] (where they may be), [`device`] (what they read with), [`body`] and
//! [`strict_json`] (what they send), [`query`], [`media`], [`range`] and [`idempotency_key`] (what they want of the
//! answer), [`visitor`] (who signs up or in).

pub mod address;
pub mod body;
pub mod caller;
pub mod cookies;
pub mod countries;
pub mod credentials;
pub mod cross_site;
pub mod device;
pub mod head;
pub mod idempotency_key;
pub mod limits;
pub mod media;
pub mod operator;
pub mod query;
pub mod range;
pub mod strict_json;
pub mod visitor;
mod wrong_shape;
