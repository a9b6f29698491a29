//! The page: shapes go in by what they are, and come out in the style of the book.

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, Pixmap, Point, RadialGradient,
    Shader, SpreadMode, Stroke, Transform,
};

use super::shapes::{self, At};
use super::styles;
use crate::domain::{Elements, Style};
use crate::pipeline::palette::{Light, Rgb, mix};

/// The height of every page, in units.
pub(super) const HEIGHT: f32 = 960.0;

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

/// A page that is being drawn.
pub(super) struct Canvas {
    pub(super) pixels: Pixmap,
    page: Transform,
    local: Transform,
    tone: Tone,
    /// Units; follows from the picture's shape.
    pub(super) width: f32,
    pub(super) style: Style,
    pub(super) light: Light,
    /// Counts shapes, so that no two have the same strokes.
    pub(super) turn: u32,
}

impl Canvas {
    /// An empty page; `None` without pixels.
    pub(super) fn new(size: (u32, u32), elements: &Elements, style: Style) -> Option<Self> {
        let pixels = Pixmap::new(size.0, size.1)?;
        let scale = size.1 as f32 / HEIGHT;
        Some(Self {
            pixels,
            page: Transform::from_scale(scale, scale),
            local: Transform::identity(),
            tone: Tone::Scenery,
            width: size.0 as f32 / scale,
            style,
            light: Light::of(elements, style),
            turn: 0,
        })
    }

    /// Draws in a frame of its own: moved to (x, y), scaled, mirrored where `scale.0` is negative, turned by degrees.
    pub(super) fn at(&mut self, (x, y): At, scale: (f32, f32), turn: f32, draw: impl FnOnce(&mut Self)) {
        let outer = self.local;
        self.local = outer.pre_translate(x, y).pre_scale(scale.0, scale.1).pre_rotate(turn);
        draw(self);
        self.local = outer;
    }

    /// Draws with another tone.
    pub(super) fn toned(&mut self, tone: Tone, draw: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.tone, tone);
        draw(self);
        self.tone = outer;
    }

    /// A thing with a body, in the full manner of the style.
    pub(super) fn body(&mut self, path: Option<Path>, colour: Rgb) {
        let Some(path) = path.and_then(|path| path.transform(self.local)) else { return };
        let colour = self.lit(colour);
        self.turn += 1;
        styles::body(self, &path, colour, self.tone);
    }

    /// A mark on a body: no edge, no shadow.
    pub(super) fn mark(&mut self, path: Option<Path>, colour: Rgb) {
        self.glaze(path, colour, 1.0);
    }

    /// A see-through mark.
    pub(super) fn glaze(&mut self, path: Option<Path>, colour: Rgb, alpha: f32) {
        let Some(path) = path.and_then(|path| path.transform(self.local)) else { return };
        let colour = self.lit(colour);
        if let Some(path) = self.drawn(&path) {
            self.fill(&path, Shader::SolidColor(solid(colour, alpha)));
        }
    }

    /// A round-ended line through points; `width` in the frame's units.
    pub(super) fn line(&mut self, points: &[At], width: f32, colour: Rgb) {
        self.stroke(shapes::curve(points), width, colour, 1.0);
    }

    /// A round-ended line along a path.
    pub(super) fn stroke(&mut self, path: Option<Path>, width: f32, colour: Rgb, alpha: f32) {
        let Some(path) = path.and_then(|path| path.transform(self.local)) else { return };
        let scale = self.local.get_scale();
        let colour = self.lit(colour);
        self.outline(&path, width * (scale.0 + scale.1) / 2.0, solid(colour, alpha));
    }

    /// Light about a point.
    pub(super) fn glow(&mut self, (x, y): At, radius: f32, colour: Rgb, alpha: f32) {
        let Some(path) = shapes::ellipse(x, y, radius, radius).and_then(|path| path.transform(self.local)) else {
            return;
        };
        let bounds = path.bounds();
        let middle =
            Point::from_xy(f32::midpoint(bounds.left(), bounds.right()), f32::midpoint(bounds.top(), bounds.bottom()));
        let stops = vec![
            GradientStop::new(0.0, solid(colour, alpha)),
            GradientStop::new(0.35, solid(colour, alpha * 0.45)),
            GradientStop::new(1.0, solid(colour, 0.0)),
        ];
        let around = bounds.width() / 2.0;
        let shader = RadialGradient::new(middle, 0.0, middle, around, stops, SpreadMode::Pad, Transform::identity());
        if let Some(shader) = shader {
            self.fill(&path, shader);
        }
    }

    /// A wash from one colour at the top to another at the bottom, as they are.
    pub(super) fn wash(&mut self, path: Option<Path>, top: (Rgb, f32), bottom: (Rgb, f32)) {
        if let Some(path) = path.and_then(|path| path.transform(self.local)) {
            self.wash_page(&path, top, bottom);
        }
    }

    /// A wash over a path in page units.
    pub(super) fn wash_page(&mut self, path: &Path, top: (Rgb, f32), bottom: (Rgb, f32)) {
        let bounds = path.bounds();
        let stops =
            vec![GradientStop::new(0.0, solid(top.0, top.1)), GradientStop::new(1.0, solid(bottom.0, bottom.1))];
        let ends = (Point::from_xy(0.0, bounds.top()), Point::from_xy(0.0, bounds.bottom()));
        if let Some(shader) = LinearGradient::new(ends.0, ends.1, stops, SpreadMode::Pad, Transform::identity()) {
            self.fill(path, shader);
        }
    }

    /// The colour in the page's light.
    pub(super) fn lit(&self, colour: Rgb) -> Rgb {
        match self.tone {
            Tone::Scenery => self.light.tone(colour),
            Tone::Hero => self.light.tone_hero(colour),
            Tone::Shining => colour,
        }
    }

    /// The outline as this style's hand would draw it.
    pub(super) fn drawn(&self, path: &Path) -> Option<Path> {
        match styles::shake(self.style) {
            0.0 => Some(path.clone()),
            amount => shapes::by_hand(path, amount, 0.7),
        }
    }

    /// Fills a path in page units.
    pub(super) fn fill(&mut self, path: &Path, shader: Shader<'_>) {
        let paint = Paint { shader, anti_alias: true, ..Paint::default() };
        self.pixels.fill_path(path, &paint, FillRule::Winding, self.page, None);
    }

    /// Fills a path in page units with a paint of one's own.
    pub(super) fn fill_with(&mut self, path: &Path, paint: &Paint<'_>, rule: FillRule) {
        self.pixels.fill_path(path, paint, rule, self.page, None);
    }

    /// Strokes a path in page units.
    pub(super) fn outline(&mut self, path: &Path, width: f32, colour: Color) {
        let paint = Paint { shader: Shader::SolidColor(colour), anti_alias: true, ..Paint::default() };
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixels.stroke_path(path, &paint, &stroke, self.page, None);
    }
}

/// A colour with its alpha.
pub(super) fn solid(colour: Rgb, alpha: f32) -> Color {
    let [red, green, blue] = colour.map(|channel| channel.clamp(0.0, 1.0));
    Color::from_rgba(red, green, blue, alpha.clamp(0.0, 1.0)).unwrap_or(Color::TRANSPARENT)
}

/// A lighter colour.
pub(super) fn lighter(colour: Rgb, amount: f32) -> Rgb {
    mix(colour, [1.0; 3], amount)
}

/// A darker colour, towards a warm ink rather than black.
pub(super) fn darker(colour: Rgb, amount: f32) -> Rgb {
    mix(colour, [0.13, 0.09, 0.16], amount)
}
