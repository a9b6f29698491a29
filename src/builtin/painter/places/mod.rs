//! The places: what stands behind and before the heroes.
//!
//! [`layers`] draws a place from [`land`] and [`country`], [`water`], [`towns`] and [`outings`], [`indoors`],
//! [`rooms`], [`halls`] and [`stations`] (of [`furniture`]), or [`beyond`], each in its [`conditions`].

mod beyond;
mod conditions;
mod country;
mod furniture;
mod halls;
mod indoors;
mod land;
mod layers;
mod outings;
mod rooms;
mod stations;
mod towns;
mod water;

pub(super) use layers::{background, foreground};
