//! The colours that many things share.

use crate::pipeline::palette::{Rgb, rgb};

pub(super) const RED: Rgb = rgb(0xe2_5a_50);
pub(super) const WOOD: Rgb = rgb(0xa8_70_48);
pub(super) const GOLD: Rgb = rgb(0xf6_c2_4c);
pub(super) const CREAM: Rgb = rgb(0xff_f4_de);
pub(super) const BLUE: Rgb = rgb(0x5a_a0_d0);
pub(super) const LEAF: Rgb = rgb(0x6a_ac_56);
pub(super) const IRON: Rgb = rgb(0x4c_48_58);
pub(super) const STEEL: Rgb = rgb(0xb4_be_ca);
/// What eyes and fine lines are drawn in.
pub(super) const INK: Rgb = rgb(0x3a_2e_38);
