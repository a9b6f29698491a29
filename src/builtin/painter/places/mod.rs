//! The places: what stands behind and before the heroes, and how one stands there.
//!
//! [`layers`] draws a place from [`land`], [`water`], [`towns`], [`indoors`] or [`beyond`], each in its [`conditions`];
//! [`footing`] says where feet are.

mod beyond;
mod conditions;
mod footing;
mod indoors;
mod land;
mod layers;
mod towns;
mod water;

pub(super) use footing::{Footing, Standing, footing};
pub(super) use layers::{background, foreground};
