//! The five manners: what each does to a shape, and to the whole page at the end.

use tiny_skia::{
    BlendMode, FillRule, FilterQuality, Paint, Path, PathBuilder, Pattern, Pixmap, Shader, SpreadMode, Transform,
};

use super::colour::{Tone, darker, lighter, solid};
use super::sheet::{HEIGHT, Sheet};
use super::{shapes, texture};
use crate::domain::Style;
use crate::pipeline::palette::{Rgb, mix};

/// Draws a shape in page units, in a colour that is already lit.
pub(super) fn body(sheet: &mut Sheet, path: &Path, colour: Rgb, tone: Tone) {
    let Some(path) = sheet.drawn(path) else { return };
    match sheet.style {
        Style::Watercolor => watercolor(sheet, &path, colour, tone),
        Style::PaperCut => paper_cut(sheet, &path, colour, tone),
        Style::Crayon => crayon(sheet, &path, colour),
        Style::Storybook => storybook(sheet, &path, colour, tone),
        Style::Night => night(sheet, &path, colour),
    }
}

/// A wash that is thin at the top and pools at the edge.
fn watercolor(sheet: &mut Sheet, path: &Path, colour: Rgb, tone: Tone) {
    let alpha = if tone == Tone::Scenery { 0.9 } else { 1.0 };
    graded(sheet, path, lighter(colour, 0.16), darker(colour, 0.03), alpha);
    laid(sheet, path, texture::pigment(), 1.9, 0.9);
    sheet.outline(path, 2.6, solid(darker(colour, 0.32), 0.30));
    sheet.outline(path, 1.1, solid(darker(colour, 0.42), 0.34));
}

/// A sheet of paper above the one below it.
fn paper_cut(sheet: &mut Sheet, path: &Path, colour: Rgb, tone: Tone) {
    let depth = if tone == Tone::Scenery { 1.0 } else { 0.6 };
    for (far, alpha) in [(9.0, 0.08), (6.0, 0.10), (3.0, 0.13)] {
        let moved = path.clone().transform(Transform::from_translate(far * 0.45 * depth, far * depth));
        if let Some(shadow) = moved {
            sheet.fill(&shadow, Shader::SolidColor(solid([0.10, 0.06, 0.16], alpha)));
        }
    }
    sheet.fill(path, Shader::SolidColor(solid(colour, 1.0)));
    sheet.outline(path, 1.6, solid(lighter(colour, 0.45), 0.55));
}

/// Wax in one direction, the edge gone over twice.
fn crayon(sheet: &mut Sheet, path: &Path, colour: Rgb) {
    sheet.fill(path, Shader::SolidColor(solid(colour, 1.0)));
    laid(sheet, path, texture::wax(), 1.5, 1.0);
    for (shift, alpha) in [(0.0, 0.75), (2.1, 0.45)] {
        if let Some(again) = shapes::by_hand(path, 1.8, shift + sheet.turn as f32) {
            sheet.outline(&again, 3.2, solid(darker(colour, 0.34), alpha));
        }
    }
}

/// Flat colour and a pen.
fn storybook(sheet: &mut Sheet, path: &Path, colour: Rgb, tone: Tone) {
    sheet.fill(path, Shader::SolidColor(solid(colour, 1.0)));
    let ink = mix(darker(colour, 0.62), [0.20, 0.13, 0.16], 0.5);
    let width = if tone == Tone::Scenery { 2.6 } else { 3.6 };
    sheet.outline(path, width, solid(ink, 1.0));
}

fn night(sheet: &mut Sheet, path: &Path, colour: Rgb) {
    graded(sheet, path, lighter(colour, 0.07), darker(colour, 0.26), 1.0);
    sheet.outline(path, 1.6, solid(mix(lighter(colour, 0.3), [0.62, 0.74, 1.0], 0.5), 0.42));
}

/// From one colour at the shape's top to another at its foot.
fn graded(sheet: &mut Sheet, path: &Path, top: Rgb, foot: Rgb, alpha: f32) {
    sheet.wash(path, (top, alpha), (foot, alpha));
}

/// Lays a tile over a shape, turned by the shape's number.
fn laid(sheet: &mut Sheet, path: &Path, tile: &Pixmap, scale: f32, alpha: f32) {
    let turned = Transform::from_rotate((sheet.turn * 37 % 90) as f32 - 45.0).pre_scale(scale, scale);
    let shader = Pattern::new(tile.as_ref(), SpreadMode::Repeat, FilterQuality::Nearest, alpha, turned);
    sheet.fill(path, shader);
}

/// What the whole page gets at the end.
pub(super) fn finish(sheet: &mut Sheet) {
    match sheet.style {
        Style::Watercolor => {
            margin(sheet, [0.992, 0.982, 0.955], 17.0, 9.0);
            grain(sheet, 0.42);
        }
        Style::Crayon => {
            margin(sheet, [0.985, 0.97, 0.925], 12.0, 6.0);
            grain(sheet, 0.4);
        }
        Style::PaperCut => grain(sheet, 0.25),
        Style::Storybook => {}
        Style::Night => vignette(sheet),
    }
}

/// Paper that the brush did not reach.
fn margin(sheet: &mut Sheet, paper: Rgb, width: f32, shaking: f32) {
    let (w, far) = (sheet.width, 40.0);
    let inner = shapes::rect(width, width, w - width * 2.0, HEIGHT - width * 2.0);
    let Some(inner) = inner.and_then(|path| shapes::by_hand(&path, shaking, 3.0)) else { return };
    let mut frame = PathBuilder::new();
    frame.push_path(&inner);
    if let Some(outer) = tiny_skia::Rect::from_xywh(-far, -far, w + far * 2.0, HEIGHT + far * 2.0) {
        frame.push_rect(outer);
    }
    sheet.outline(&inner, 3.0, solid([0.35, 0.3, 0.4], 0.16));
    if let Some(frame) = frame.finish() {
        let paint = Paint { shader: Shader::SolidColor(solid(paper, 1.0)), anti_alias: true, ..Paint::default() };
        sheet.fill_with(&frame, &paint, FillRule::EvenOdd);
    }
}

/// The tooth of the paper, multiplied with everything.
fn grain(sheet: &mut Sheet, alpha: f32) {
    let tile = texture::paper().as_ref();
    let shader = Pattern::new(tile, SpreadMode::Repeat, FilterQuality::Nearest, alpha, Transform::from_scale(0.9, 0.9));
    let paint = Paint { shader, blend_mode: BlendMode::Multiply, anti_alias: false, ..Paint::default() };
    if let Some(page) = shapes::rect(0.0, 0.0, sheet.width, HEIGHT) {
        sheet.fill_with(&page, &paint, FillRule::Winding);
    }
}

/// Dark corners, so that the lights glow.
fn vignette(sheet: &mut Sheet) {
    let middle = tiny_skia::Point::from_xy(sheet.width / 2.0, HEIGHT * 0.52);
    let dark = [0.02, 0.02, 0.12];
    let stops = vec![
        tiny_skia::GradientStop::new(0.0, solid(dark, 0.0)),
        tiny_skia::GradientStop::new(0.55, solid(dark, 0.04)),
        tiny_skia::GradientStop::new(1.0, solid(dark, 0.55)),
    ];
    let far = sheet.width.hypot(HEIGHT) * 0.58;
    let shader =
        tiny_skia::RadialGradient::new(middle, 0.0, middle, far, stops, SpreadMode::Pad, Transform::identity());
    if let (Some(shader), Some(page)) = (shader, shapes::rect(0.0, 0.0, sheet.width, HEIGHT)) {
        sheet.fill(&page, shader);
    }
}
