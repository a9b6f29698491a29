//! Things: where they are put on the page ([`placed`]), and how each looks ([`thing`] finds its drawing).

mod food;
mod large;
mod nature;
mod paints;
mod paper;
mod placed;
mod small;
mod thing;
mod tools;
mod toys;

pub(super) use placed::around;
pub(super) use thing::thing;
