//! What heroes have on: behind, on, before and above the body; each tells of what it drew of the sheet.
//!
//! Layers: [`back`], [`cloth`] of [`garments`], [`neck`], [`eyes`] and what is above them ([`hats`], [`helmets`], and
//! [`scarves`] that cover hair), [`aids`] (wheelchairs, canes, crutches); [`worn`] looks things up.

mod aids;
mod back;
mod cloth;
mod eyes;
mod garments;
mod hats;
mod helmets;
mod neck;
mod scarves;
mod worn;

pub(super) use aids::{holding, in_hand, prosthesis, seat, stands_on_prosthesis};
pub(super) use back::behind;
pub(super) use cloth::{on_body, sleeve};
pub(super) use eyes::on_head;
pub(super) use neck::at_neck;
pub(super) use worn::{shod, tell, worn};
