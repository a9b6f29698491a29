//! Where connections come in: [`server`] (the accept loop) with its [`options`], [`connections`] (how many),
//! [`connection`] (one of them), [`handover`] (to the stream that takes it over), [`stalled_write`] (how long a write
//! may take), [`host`] (whom requests are meant for), [`request_limit`] (which of them are let in), [`request_id`] and
//! [`access_log`] (the way out).

pub mod access_log;
pub mod connection;
pub mod connections;
mod handover;
pub mod host;
pub mod options;
pub mod request_id;
pub mod request_limit;
pub mod server;
pub mod stalled_write;
