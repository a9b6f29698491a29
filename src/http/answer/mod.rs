//! What a request gets: [`converter`] (from a route's function to the wire), [`response`] and [`page`] (answers),
//! [`problem`] with its [`problem_code`] and [`throttle`] (errors), [`refusals`] (what the errors of the inside
//! become), [`conditional`] (what the client has already), [`identity`] (who got it).

pub mod conditional;
pub mod converter;
pub mod event_stream;
pub mod identity;
pub mod page;
pub mod problem;
pub mod problem_code;
pub mod refusals;
pub mod response;
pub mod throttle;
