//! `/v1/me`: [`account`] (who the caller is), [`notifications`] (what they are told).

pub mod account;
pub mod notifications;
