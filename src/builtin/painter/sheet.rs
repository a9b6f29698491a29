//! The sheet that a page is drawn on: paths in page units, in colours that are lit already.

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, Pixmap, Point, Shader, SpreadMode,
    Stroke, Transform,
};

use super::colour::solid;
use super::shapes;
use crate::domain::Style;
use crate::pipeline::palette::Rgb;

/// The height of every page, in units.
pub(super) const HEIGHT: f32 = 960.0;

/// Pixels, and the style in which they are drawn.
pub(super) struct Sheet {
    pub(super) pixels: Pixmap,
    page: Transform,
    /// Units; follows from the picture's shape.
    pub(super) width: f32,
    pub(super) style: Style,
    /// Counts shapes, so that no two have the same strokes.
    pub(super) turn: u32,
}

impl Sheet {
    /// An empty sheet; `None` without pixels.
    pub(super) fn new(size: (u32, u32), style: Style) -> Option<Self> {
        let pixels = Pixmap::new(size.0, size.1)?;
        let scale = size.1 as f32 / HEIGHT;
        Some(Self { pixels, page: Transform::from_scale(scale, scale), width: size.0 as f32 / scale, style, turn: 0 })
    }

    /// A wash from one colour at the top to another at the bottom.
    pub(super) fn wash(&mut self, path: &Path, top: (Rgb, f32), bottom: (Rgb, f32)) {
        let bounds = path.bounds();
        let stops =
            vec![GradientStop::new(0.0, solid(top.0, top.1)), GradientStop::new(1.0, solid(bottom.0, bottom.1))];
        let ends = (Point::from_xy(0.0, bounds.top()), Point::from_xy(0.0, bounds.bottom()));
        if let Some(shader) = LinearGradient::new(ends.0, ends.1, stops, SpreadMode::Pad, Transform::identity()) {
            self.fill(path, shader);
        }
    }

    /// The outline as this style's hand would draw it.
    pub(super) fn drawn(&self, path: &Path) -> Option<Path> {
        match shake(self.style) {
            0.0 => Some(path.clone()),
            amount => shapes::by_hand(path, amount, 0.7),
        }
    }

    pub(super) fn fill(&mut self, path: &Path, shader: Shader<'_>) {
        let paint = Paint { shader, anti_alias: true, ..Paint::default() };
        self.pixels.fill_path(path, &paint, FillRule::Winding, self.page, None);
    }

    /// Fills a path with a paint of one's own.
    pub(super) fn fill_with(&mut self, path: &Path, paint: &Paint<'_>, rule: FillRule) {
        self.pixels.fill_path(path, paint, rule, self.page, None);
    }

    pub(super) fn outline(&mut self, path: &Path, width: f32, colour: Color) {
        let paint = Paint { shader: Shader::SolidColor(colour), anti_alias: true, ..Paint::default() };
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixels.stroke_path(path, &paint, &stroke, self.page, None);
    }
}

/// How far the hand strays, in units.
fn shake(style: Style) -> f32 {
    match style {
        Style::Watercolor => 2.6,
        Style::Crayon => 2.2,
        Style::PaperCut => 1.2,
        Style::Storybook | Style::Night => 0.0,
    }
}
