//! The door: what may come in at all.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use super::set::PostprocessError;

/// A 1280 x 960 PNG without compression has 5 MB.
const MOST_BYTES: usize = 32 << 20;
/// Pixels, each way.
const MOST_PIXELS: u32 = 8192;
/// Pixels, each way, of a square: the largest that a painter is asked for.
const LARGEST_SQUARE: u32 = 4096;
/// 16 million pixels of 16 bits take 128 MiB.
const MOST_MEMORY: u64 = 256 << 20;

/// Decodes by content, not by name, under limits; transparency is laid on white.
pub(super) fn decode(raw: &[u8]) -> Result<RgbImage, PostprocessError> {
    if raw.is_empty() {
        return Err(PostprocessError::Empty);
    }
    if raw.len() > MOST_BYTES {
        return Err(PostprocessError::TooManyBytes { bytes: raw.len(), limit: MOST_BYTES });
    }
    let format = image::guess_format(raw)
        .ok()
        .filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP))
        .ok_or(PostprocessError::UnknownFormat)?;
    // who judges it may look at another of its pictures than we store
    if is_animated(raw, format).map_err(explained)? {
        return Err(PostprocessError::Animated);
    }
    let picture = pixels(raw, format)?;
    Ok(if picture.color().has_alpha() { on_white(&picture.into_rgba8()) } else { picture.into_rgb8() })
}

/// The pixels, once the head has said that they are not too many.
fn pixels(raw: &[u8], format: ImageFormat) -> Result<DynamicImage, PostprocessError> {
    let mut reader = ImageReader::with_format(Cursor::new(raw), format);
    reader.limits(limits());
    let decoder = reader.into_decoder().map_err(explained)?;
    let (width, height) = decoder.dimensions();
    let is_too_large = u64::from(width) * u64::from(height) > u64::from(LARGEST_SQUARE).pow(2);
    if is_too_large || decoder.total_bytes() > MOST_MEMORY {
        return Err(PostprocessError::TooLarge { limit: LARGEST_SQUARE });
    }
    DynamicImage::from_decoder(decoder).map_err(explained)
}

/// Whether it has more than one picture in it.
fn is_animated(raw: &[u8], format: ImageFormat) -> Result<bool, ImageError> {
    match format {
        ImageFormat::Png => PngDecoder::with_limits(Cursor::new(raw), limits())?.is_apng(),
        ImageFormat::WebP => Ok(WebPDecoder::new(Cursor::new(raw))?.has_animation()),
        _ => Ok(false),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn explained(error: ImageError) -> PostprocessError {
    match error {
        ImageError::Limits(_) => PostprocessError::TooLarge { limit: MOST_PIXELS },
        other => PostprocessError::Damaged(other),
    }
}

fn on_white(picture: &image::RgbaImage) -> RgbImage {
    let mut bytes = Vec::with_capacity(picture.as_raw().len() / 4 * 3);
    for [red, green, blue, alpha] in picture.as_raw().as_chunks::<4>().0 {
        match alpha {
            255 => bytes.extend_from_slice(&[*red, *green, *blue]),
            _ => bytes.extend([red, green, blue].map(|channel| over_white(*channel, *alpha))),
        }
    }
    RgbImage::from_raw(picture.width(), picture.height(), bytes).expect("three bytes were pushed for each pixel")
}

#[expect(clippy::cast_possible_truncation, reason = "a weighted mean of two bytes is a byte")]
fn over_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha)) / 255) as u8
}
