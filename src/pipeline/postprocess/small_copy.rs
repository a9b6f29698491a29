//! A smaller copy of a picture, for a model that looks at it.

use fast_image_resize::FilterType;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};

use super::decode::decode;
use super::encode::resized;
use super::set::PostprocessError;

/// What a model that looks at a page loses nothing by.
const QUALITY: u8 = 88;

/// A JPEG of what is stored of a painter's bytes (the same pixels, decoded under the same limits), with so many pixels
/// at the most each way. JPEG, because models at home read little else.
pub fn small_copy(raw: &[u8], longest: u32) -> Result<Vec<u8>, PostprocessError> {
    let picture = decode(raw)?;
    let (width, height) = fitting(&picture, longest);
    let pixels = if (width, height) == picture.dimensions() {
        picture.into_raw()
    } else {
        resized(&picture, width, height, FilterType::CatmullRom)?
    };
    let mut copy = Vec::new();
    JpegEncoder::new_with_quality(&mut copy, QUALITY)
        .encode(&pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| PostprocessError::Encoding(error.to_string()))?;
    Ok(copy)
}

/// Its size, or the largest in its shape that is not too large.
fn fitting(picture: &RgbImage, longest: u32) -> (u32, u32) {
    let (width, height) = picture.dimensions();
    let most = width.max(height).max(longest);
    let side = |pixels: u32| u32::try_from(u64::from(pixels) * u64::from(longest) / u64::from(most)).unwrap_or(longest);
    (side(width).max(1), side(height).max(1))
}
