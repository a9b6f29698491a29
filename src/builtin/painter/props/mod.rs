//! Things, and how each looks: [`thing`] finds its [`drawing`] by its name, in the rooms [`food`], [`play`] and
//! [`home`], among [`feasts`] and [`finds`], or by its size ([`small`], [`large`]) and in [`nature`]. Where they stand
//! is known by [`super::beside`], and machines are drawn by [`super::heroes`].

mod drawing;
mod feasts;
mod finds;
mod food;
mod home;
mod large;
mod nature;
mod paints;
mod play;
mod small;
mod thing;

pub(super) use thing::thing;
