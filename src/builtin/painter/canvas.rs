//! The page: shapes go in by what they are, and come out in the style of the book.

use tiny_skia::{GradientStop, Path, Pixmap, Point, RadialGradient, Shader, SpreadMode, Transform};

use super::colour::{Tone, solid};
use super::shapes::{self, At};
use super::sheet::Sheet;
use super::styles;
use super::told::Told;
use crate::domain::{Drawn, PictureSpec, Style};
use crate::pipeline::palette::{Light, Rgb};

/// A page that is being drawn.
pub(super) struct Canvas {
    sheet: Sheet,
    /// The frame in which shapes are given, inside the page's.
    local: Transform,
    tone: Tone,
    /// Units; follows from the picture's shape.
    pub(super) width: f32,
    pub(super) style: Style,
    pub(super) light: Light,
    /// What was drawn so far.
    pub(super) told: Told,
}

impl Canvas {
    /// An empty page; `None` without pixels.
    pub(super) fn new(spec: &PictureSpec) -> Option<Self> {
        let style = spec.style;
        let sheet = Sheet::new((spec.width, spec.height), style)?;
        let width = sheet.width;
        let light = Light::of(&spec.elements, style);
        Some(Self {
            sheet,
            local: Transform::identity(),
            tone: Tone::Scenery,
            width,
            style,
            light,
            told: Told::new(spec),
        })
    }

    /// The page with its finish, and what is on it.
    pub(super) fn finish(mut self) -> (Pixmap, Drawn) {
        styles::finish(&mut self.sheet);
        (self.sheet.pixels, self.told.done())
    }

    /// Draws in a frame of its own: moved to (x, y), scaled, mirrored where `scale.0` is negative, turned by degrees.
    pub(super) fn at(&mut self, (x, y): At, scale: (f32, f32), turn: f32, draw: impl FnOnce(&mut Self)) {
        let outer = self.local;
        self.local = outer.pre_translate(x, y).pre_scale(scale.0, scale.1).pre_rotate(turn);
        draw(self);
        self.local = outer;
    }

    /// Tells that a piece of a hero's look was drawn.
    pub(super) fn tell(&mut self, words: &str) {
        self.told.look(words);
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
        self.sheet.turn += 1;
        styles::body(&mut self.sheet, &path, colour, self.tone);
    }

    /// A mark on a body: no edge, no shadow.
    pub(super) fn mark(&mut self, path: Option<Path>, colour: Rgb) {
        self.glaze(path, colour, 1.0);
    }

    pub(super) fn glaze(&mut self, path: Option<Path>, colour: Rgb, alpha: f32) {
        let Some(path) = path.and_then(|path| path.transform(self.local)) else { return };
        let colour = self.lit(colour);
        if let Some(path) = self.sheet.drawn(&path) {
            self.sheet.fill(&path, Shader::SolidColor(solid(colour, alpha)));
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
        self.sheet.outline(&path, width * (scale.0 + scale.1) / 2.0, solid(colour, alpha));
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
            self.sheet.fill(&path, shader);
        }
    }

    /// A wash from one colour at the top to another at the bottom, as they are.
    pub(super) fn wash(&mut self, path: Option<Path>, top: (Rgb, f32), bottom: (Rgb, f32)) {
        if let Some(path) = path.and_then(|path| path.transform(self.local)) {
            self.sheet.wash(&path, top, bottom);
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
}
