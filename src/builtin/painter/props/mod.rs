//! Things, and how each looks: [`thing`] finds its [`drawing`] by its name. Where they stand is known by
//! [`super::beside`], and machines are drawn by [`super::heroes`].

mod clothes;
mod dishes;
mod drawing;
mod feasts;
mod finds;
mod food;
mod handy;
mod home;
mod large;
mod music;
mod nature;
mod paints;
mod paper;
mod playthings;
mod rides;
mod school;
mod small;
mod sport;
mod thing;
mod tools;
mod toys;
mod treats;

pub(super) use thing::thing;
