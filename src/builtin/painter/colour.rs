//! Colours: lighter, darker, and how much of the page's light they take.

use tiny_skia::Color;

use crate::pipeline::palette::{Rgb, mix};

/// Whose colours are drawn: how much the light changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Hills, houses, trees: all of the light.
    Scenery,
    /// Heroes and things: mostly themselves.
    Hero,
    /// Lamps, stars: as they are.
    Shining,
}

/// A colour with its alpha.
pub(super) fn solid(colour: Rgb, alpha: f32) -> Color {
    let [red, green, blue] = colour.map(|channel| channel.clamp(0.0, 1.0));
    Color::from_rgba(red, green, blue, alpha.clamp(0.0, 1.0)).unwrap_or(Color::TRANSPARENT)
}

pub(super) fn lighter(colour: Rgb, amount: f32) -> Rgb {
    mix(colour, [1.0; 3], amount)
}

/// A darker colour, towards a warm ink rather than black.
pub(super) fn darker(colour: Rgb, amount: f32) -> Rgb {
    mix(colour, [0.13, 0.09, 0.16], amount)
}
