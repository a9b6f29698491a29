//! What is in a house and is used there: in its [`rooms`], [`clothes`], [`handy`] and other [`tools`], things for
//! [`school`] and of [`paper`].

pub(super) mod clothes;
pub(super) mod handy;
pub(super) mod paper;
pub(super) mod rooms;
pub(super) mod school;
pub(super) mod tools;
