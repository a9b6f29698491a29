//! The places: what stands behind and before the heroes, and how one stands there.

mod beyond;
mod footing;
mod indoors;
mod land;
mod towns;
mod water;

pub(super) use footing::{Footing, Standing, background, footing, foreground};
