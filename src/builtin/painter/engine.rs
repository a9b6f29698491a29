//! The trait: paints on a blocking thread, at the rehearsal's pace.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use tokio::time::{Instant, sleep_until};

use super::scene;
use crate::backends::blocking::Processors;
use crate::backends::models::{Answer, ModelError, Painter, RawPicture};
use crate::builtin::Pace;
use crate::domain::{Drawn, PictureSpec, Usage};

/// The painter that is always there; it draws quiet pages too.
#[derive(Clone, Debug)]
pub struct BuiltinPainter {
    at_least: Duration,
    processors: Processors,
}

impl BuiltinPainter {
    /// A painter that takes at least the pace's `picture`.
    #[must_use]
    pub fn new(pace: Pace, processors: Processors) -> Self {
        Self { at_least: pace.picture, processors }
    }
}

#[async_trait]
impl Painter for BuiltinPainter {
    fn name(&self) -> &'static str {
        "builtin"
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        let done = Instant::now() + self.at_least;
        let spec = spec.clone();
        let painted = self
            .processors
            .compute(move || png(&spec))
            .await
            .map_err(|_| ModelError::Unusable("the painter panicked".to_owned()))?;
        if !self.at_least.is_zero() {
            sleep_until(done).await;
        }
        let (bytes, drawn) = painted?;
        Ok(Answer { value: RawPicture { bytes, drawn: Some(drawn) }, usage: Usage::of_picture() })
    }
}

/// The picture, compressed fast (the picture set is what is stored), and what is in it.
fn png(spec: &PictureSpec) -> Result<(Bytes, Drawn), ModelError> {
    let unusable = |reason: &str| ModelError::Unusable(reason.to_owned());
    let (page, drawn) = scene::draw(spec).ok_or_else(|| unusable("a picture needs at least one pixel"))?;
    let (width, height, pixels) = (page.width(), page.height(), on_white(page.take()));
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Sub)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| unusable(&error.to_string()))?;
    Ok((file.into(), drawn))
}

/// A page without its alpha channel, which post-processing would only take away again: three bytes a pixel, in the
/// memory that it was drawn in.
fn on_white(mut page: Vec<u8>) -> Vec<u8> {
    let pixels = page.len() / 4;
    for pixel in 0..pixels {
        let [red, green, blue, alpha] = std::array::from_fn(|channel| page[pixel * 4 + channel]);
        // its colours are multiplied by alpha already
        let white = u8::MAX - alpha;
        let channels = [red, green, blue].map(|channel| channel.saturating_add(white));
        page[pixel * 3..][..3].copy_from_slice(&channels);
    }
    page.truncate(pixels * 3);
    page
}
