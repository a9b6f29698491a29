//! A picture from back to front.

use tiny_skia::Pixmap;

use super::canvas::Canvas;
use super::footing::Footing;
use super::page::Page;
use super::{beside, heroes, places, sky, weather};
use crate::domain::{Drawn, PictureSpec};

/// Draws the brief, and says what it drew; `None` when it asks for a picture without pixels.
pub(super) fn draw(spec: &PictureSpec) -> Option<(Pixmap, Drawn)> {
    let mut canvas = Canvas::new(spec)?;
    let page = Page { spec, footing: Footing::of(spec, canvas.width) };
    sky::draw(&mut canvas, spec);
    places::background(&mut canvas, spec);
    weather::behind(&mut canvas, spec);
    let things = beside::behind(&mut canvas, &page);
    heroes::draw(&mut canvas, &page);
    beside::before(&mut canvas, &page, &things);
    places::foreground(&mut canvas, spec);
    weather::before(&mut canvas, spec);
    Some(canvas.finish())
}
