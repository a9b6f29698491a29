//! Things around the heroes: where there is room for them ([`stage`]), and what stands where ([`placed`]).

mod placed;
mod stage;

pub(super) use placed::{before, behind};
