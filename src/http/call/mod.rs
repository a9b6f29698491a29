//! What a request brings: [`caller`] (who asks), [`cookies`] and [`cross_site`] (how the page says so), [`json`] and
//! [`query`] (what they say), [`media`] (what they can read), [`limits`] (how often they may ask).

pub mod caller;
pub mod cookies;
pub mod cross_site;
pub mod json;
pub mod limits;
pub mod media;
pub mod query;
