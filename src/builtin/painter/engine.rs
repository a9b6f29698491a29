//! The trait: paints on a blocking thread, at the rehearsal's pace.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use tokio::time::{Instant, sleep_until};

use super::scene;
use crate::backends::models::{Answer, ModelError, Painter, RawPicture};
use crate::builtin::Pace;
use crate::domain::{PictureSpec, Usage};

/// The painter that is always there; it draws quiet pages too.
#[derive(Clone, Debug)]
pub struct BuiltinPainter {
    at_least: Duration,
}

impl BuiltinPainter {
    /// A painter that takes at least the pace's `picture_ms` for a picture.
    #[must_use]
    pub fn new(pace: Pace) -> Self {
        Self { at_least: Duration::from_millis(pace.picture_ms) }
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
        let painted = tokio::task::spawn_blocking(move || png(&spec))
            .await
            .map_err(|_| ModelError::Unusable("the painter panicked".to_owned()))?;
        if !self.at_least.is_zero() {
            sleep_until(done).await;
        }
        Ok(Answer { value: RawPicture { bytes: painted?, drawn_here: true }, usage: Usage::of_picture() })
    }
}

/// Compressed fast: the picture set is what is stored.
fn png(spec: &PictureSpec) -> Result<Bytes, ModelError> {
    let unusable = |reason: &str| ModelError::Unusable(reason.to_owned());
    let pixels = scene::draw(spec).ok_or_else(|| unusable("a picture needs at least one pixel"))?;
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Sub)
        .write_image(pixels.data(), pixels.width(), pixels.height(), ExtendedColorType::Rgba8)
        .map_err(|error| unusable(&error.to_string()))?;
    Ok(file.into())
}
