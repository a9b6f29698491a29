//! Eyes, cheeks and mouths.

use super::super::canvas::Canvas;
use super::super::colour::Tone;
use super::super::shapes;
use super::pose::{Mouth, Pose};
use crate::pipeline::palette::{Rgb, rgb};

const DARK: Rgb = rgb(0x2c_22_2e);

/// Two bright eyes; `apart` is half their distance, `size` their half height.
pub(super) fn eyes(canvas: &mut Canvas, (x, y): (f32, f32), apart: f32, size: f32, pose: Pose) {
    for side in [-1.0, 1.0] {
        eye(canvas, (x + side * apart + pose.look * 0.8, y), size, pose);
    }
    if pose.mouth == Mouth::Sad {
        sad_brows(canvas, (x, y - size * 1.45), apart, size);
    }
}

fn eye(canvas: &mut Canvas, (x, y): (f32, f32), size: f32, pose: Pose) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.mark(shapes::ellipse(x, y, size * 0.82, size), DARK);
        let light = (x - size * 0.22 + pose.look * 0.5, y - size * 0.36);
        canvas.mark(shapes::ellipse(light.0, light.1, size * 0.34, size * 0.36), [1.0; 3]);
        canvas.glaze(shapes::ellipse(x + size * 0.26, y + size * 0.4, size * 0.18, size * 0.18), [1.0; 3], 0.75);
    });
}

/// Brows whose inner ends rise.
fn sad_brows(canvas: &mut Canvas, (x, y): (f32, f32), apart: f32, size: f32) {
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            let at = x + side * apart;
            let brow =
                [(at - side * size * 0.75, y - size * 0.5), (at, y - size * 0.3), (at + side * size, y + size * 0.2)];
            canvas.stroke(shapes::curve(&brow), 1.5, DARK, 0.95);
        }
    });
}

/// Rings of colour in eyes that are drawn already.
pub(super) fn irises(canvas: &mut Canvas, (x, y): (f32, f32), apart: f32, size: f32, (pose, colour): (Pose, Rgb)) {
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            let at = x + side * apart + pose.look * 0.8;
            canvas.stroke(shapes::ellipse(at, y, size * 0.6, size * 0.76), size * 0.36, colour, 1.0);
        }
    });
}

/// Two eyes with their whites, for those with dark faces or big eyes.
pub(super) fn wide_eyes(canvas: &mut Canvas, at: (f32, f32), apart: f32, size: f32, pose: Pose) {
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.mark(shapes::ellipse(at.0 + side * apart, at.1, size * 1.34, size * 1.4), rgb(0xff_fe_fa));
        }
    });
    eyes(canvas, at, apart, size, pose);
}

/// An arch of so many eyes, or a great one.
pub(super) fn row_of_eyes(canvas: &mut Canvas, at: (f32, f32), count: usize, size: f32, pose: Pose) {
    let step = if count > 1 { 52.0 / (count as f32 - 1.0) } else { 0.0 };
    let size = if count == 1 { size * 1.8 } else { size.min(step * 0.36) };
    for index in 0..count {
        let x = (index as f32 - (count as f32 - 1.0) / 2.0) * step.min(20.0);
        let y = at.1 - 8.0 * (1.0 - (x / 26.0).powi(2));
        let place = (at.0 + x, if count == 1 { at.1 } else { y });
        canvas.toned(Tone::Shining, |canvas| {
            canvas.mark(shapes::ellipse(place.0, place.1, size * 1.34, size * 1.4), rgb(0xff_fe_fa));
        });
        eye(canvas, (place.0 + pose.look * 0.8, place.1), size, pose);
    }
    if pose.mouth == Mouth::Sad {
        sad_brows(canvas, (at.0, at.1 - size * 2.2), 14.0, size);
    }
}

pub(super) fn cheeks(canvas: &mut Canvas, (x, y): (f32, f32), apart: f32) {
    for side in [-1.0, 1.0] {
        canvas.glaze(shapes::ellipse(x + side * apart, y, 4.7, 3.2), rgb(0xff_7a_7e), 0.46);
    }
}

/// A laugh, a smile, or a mouth whose corners hang.
pub(super) fn mouth(canvas: &mut Canvas, (x, y): (f32, f32), half: f32, pose: Pose) {
    if pose.mouth == Mouth::Laugh {
        let open = [
            (x - half, y - 0.4),
            (x, y + 0.9),
            (x + half, y - 0.4),
            (x + half * 0.55, y + half * 1.0),
            (x, y + half * 1.25),
            (x - half * 0.55, y + half * 1.0),
        ];
        canvas.toned(Tone::Shining, |canvas| {
            canvas.mark(shapes::smooth(&open), rgb(0x7a_2e_38));
            canvas.mark(shapes::ellipse(x, y + half * 0.9, half * 0.42, half * 0.3), rgb(0xf4_86_86));
        });
    } else {
        // how far its corners are from its middle: up in a smile
        let (half, rise) = match pose.mouth {
            Mouth::Laugh | Mouth::Smile => (half, 1.0),
            Mouth::Calm => (half * 0.8, 0.3),
            Mouth::Sad => (half * 0.7, -0.8),
        };
        let middle = y + if pose.mouth == Mouth::Sad { half * 0.6 } else { 0.0 };
        let line = shapes::curve(&[
            (x - half, middle - 0.6 * rise),
            (x - half * 0.45, middle + half * 0.42 * rise),
            (x, middle + half * 0.58 * rise),
            (x + half * 0.45, middle + half * 0.42 * rise),
            (x + half, middle - 0.6 * rise),
        ]);
        canvas.stroke(line, 1.35, DARK, 0.95);
    }
}

pub(super) fn nose(canvas: &mut Canvas, (x, y): (f32, f32), size: f32, colour: Rgb) {
    let tip = [
        (x - size, y - size * 0.5),
        (x, y - size * 0.78),
        (x + size, y - size * 0.5),
        (x + size * 0.42, y + size * 0.4),
        (x, y + size * 0.72),
        (x - size * 0.42, y + size * 0.4),
    ];
    canvas.mark(shapes::smooth(&tip), colour);
    canvas.glaze(shapes::ellipse(x - size * 0.3, y - size * 0.35, size * 0.3, size * 0.18), [1.0; 3], 0.6);
}
