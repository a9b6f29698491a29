//! Draws vector scenes from their elements: no key, no network, and the same bytes for the same brief.
//!
//! Reading order: `engine` (the trait), `scene` (what is drawn in which order), then what is drawn: `sky`, `places`,
//! `heroes` (on their `footing`), `props` (`beside` them), `weather`; and how: `canvas` (shapes in the page's light),
//! `told` (what was drawn, for the alt text), `styles` (the five manners), `sheet` (the pixels), `shapes`, `colour`,
//! `texture` and `chance`. Pages are measured in units of which 960 are its height.

#![expect(
    clippy::cast_precision_loss,
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "geometry speaks of x, y, w and h, and its counts are small"
)]

mod beside;
mod canvas;
mod chance;
mod colour;
mod engine;
mod footing;
mod heroes;
mod page;
mod places;
mod props;
mod scene;
mod scenery;
mod shapes;
mod sheet;
mod sky;
mod styles;
mod texture;
mod told;
mod weather;

pub use engine::BuiltinPainter;
