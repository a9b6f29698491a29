//! A face on what has none by nature.

use super::super::canvas::Canvas;
use super::face;
use super::figure::Figure;
use super::pose::Pose;
use super::wear;

/// Eyes, cheeks and a mouth with what is worn there; `at` is between the eyes.
pub(super) fn faced(canvas: &mut Canvas, figure: &Figure, pose: Pose, (at, size): ((f32, f32), f32)) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        canvas.at((0.0, 67.0), (1.0, 1.0), 0.0, |canvas| {
            face::wide_eyes(canvas, (0.0, -67.0), 12.0, 5.2, pose);
            face::cheeks(canvas, (0.0, -55.0), 20.0);
            face::mouth(canvas, (0.0, -52.0), 6.4, pose);
            wear::on_head(canvas, figure, -90.0);
        });
    });
}
