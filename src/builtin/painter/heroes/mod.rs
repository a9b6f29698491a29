//! The heroes: the same on every page, because everything about them comes from their sheet.
//!
//! [`figure`] reads a sheet, [`kinds`] knows the animals, [`pose`] how somebody stands on this page, [`group`] places
//! everybody. A figure is drawn 100 units tall with its feet at the origin: [`beast`] (with [`head`]), [`scaly`],
//! [`birds`], [`people`] and [`creatures`] from [`limbs`] and a [`face`], and [`wear`] what they have on.

mod beast;
mod birds;
mod creatures;
mod face;
mod figure;
mod group;
mod head;
mod kinds;
mod limbs;
mod people;
mod pose;
mod scaly;
mod wear;

pub(super) use group::draw;
