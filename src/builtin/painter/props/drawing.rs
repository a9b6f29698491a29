//! How a thing is drawn: what the rooms of things hand to [`super::thing()`], which finds one by its name.

use super::super::canvas::Canvas;

/// Draws a thing in its own frame.
pub(super) type Drawing = fn(&mut Canvas);
