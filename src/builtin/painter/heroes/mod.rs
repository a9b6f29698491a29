//! The heroes: the same on every page, because everything about them comes from their sheet.
//!
//! [`reading`] makes a [`figure`] of a sheet: [`kinds`] knows who somebody is ([`shape`]: who has one of their own),
//! [`look`] reads what is said of them by the [`lists`], and [`items`] are what they may have. [`pose`] is how somebody
//! stands on this page, [`group`] places everybody, and [`drawing`] knows who draws whom, 100 units tall with the feet
//! at the origin: [`people`], [`beast`] (with [`head`] and [`coat`]), [`birds`], [`scaly`], [`dinosaurs`], [`insects`],
//! [`swimmers`], [`machines`] ([`parked`] where they are things), [`creatures`], [`wonders`] and [`things`] ([`living`]
//! gives them a face), from [`limbs`] and a [`face`], and [`wear`] what they have on.

mod beast;
mod birds;
mod coat;
mod creatures;
mod dinosaurs;
mod drawing;
mod face;
mod figure;
mod group;
mod head;
mod insects;
mod items;
mod kinds;
mod limbs;
mod lists;
mod living;
mod look;
mod machines;
mod parked;
mod people;
mod pose;
mod reading;
mod scaly;
mod shape;
mod swimmers;
mod things;
mod wear;
mod wonders;

pub(super) use group::draw;
pub(super) use parked::{is_machine, parked};
