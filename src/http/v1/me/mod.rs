//! `/v1/me`: [`account`] (who the caller is), [`password`], [`sessions`] and [`logins`] (how they come in),
//! [`preferences`] (what their wishes get), [`notifications`] (what they are told).

pub mod account;
mod client_view;
pub mod logins;
pub mod notifications;
pub mod password;
pub mod preferences;
pub mod sessions;
