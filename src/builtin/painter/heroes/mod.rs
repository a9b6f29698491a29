//! The heroes: the same on every page, because everything about them comes from their sheet.
//!
//! [`figure`] reads a sheet, [`kinds`] knows the animals, [`group`] places the figures on the page. A figure is drawn
//! 100 units tall with its feet at the origin: [`build`] the body, [`head`] and [`face`], [`people`] and [`creatures`]
//! the rest, and [`wear`] what they have on.

mod build;
mod creatures;
mod face;
mod figure;
mod group;
mod head;
mod kinds;
mod people;
mod wear;

pub(super) use group::draw;
