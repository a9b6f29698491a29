//! What a request gets: [`response`] (from a route's function to the wire), [`problem`] and [`refusals`] (errors),
//! [`conditional`] (what the client has already).

pub mod conditional;
pub mod problem;
pub mod refusals;
pub mod response;
