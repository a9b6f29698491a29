//! `/v1/auth`: [`guest`] (beginning), [`refresh`] (staying), [`logout`] (leaving); all of them answer with a
//! [`session`] or end one.

pub mod guest;
pub mod logout;
pub mod refresh;
mod session;
