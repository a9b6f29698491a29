//! The heroes: the same on every page, because everything about them comes from their sheet.
//!
//! [`reading`] makes a [`figure`] of a sheet: [`kinds`] knows who somebody is, [`look`] reads what is said of them by
//! the [`lists`], and [`items`] are what they may have. [`pose`] is how somebody stands on this page, [`group`] places
//! everybody. A figure is drawn 100 units tall with its feet at the origin: [`beast`] (with [`head`] and [`coat`]),
//! [`scaly`], [`birds`], [`people`] and [`creatures`] from [`limbs`] and a [`face`], and [`wear`] what they have on.

mod beast;
mod birds;
mod coat;
mod creatures;
mod face;
mod figure;
mod group;
mod head;
mod items;
mod kinds;
mod limbs;
mod lists;
mod look;
mod people;
mod pose;
mod reading;
mod scaly;
mod wear;

pub(super) use group::draw;
