//! `/v1/auth`: [`guest`] (beginning), [`register`] and [`login`] (with an account), [`refresh`] (staying), [`logout`]
//! (leaving); all of them answer with a [`session`] or end one. [`verify`] and [`password`] are the links in mails.

pub mod guest;
pub mod login;
pub mod logout;
pub mod password;
pub mod refresh;
pub mod register;
mod session;
pub mod verify;
