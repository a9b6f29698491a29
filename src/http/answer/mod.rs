//! What a request gets: [`response`] (from a route's function to the wire), [`problem`] with its [`problem_code`] and [`throttle`]
//! (errors), [`refusals`] (what the errors of the inside become),
//! [`conditional`] (what the client has already).

pub mod conditional;
pub mod problem;
pub mod problem_code;
pub mod refusals;
pub mod response;
pub mod throttle;
