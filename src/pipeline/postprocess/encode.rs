//! Widths, WebP and the placeholder.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;

use super::set::{Encoding, PostprocessError};
use crate::domain::MediaType;

/// A `ThumbHash` is made from at most 100 x 100 pixels.
const PLACEHOLDER_SIDE: u32 = 100;

/// The wished widths that the picture has, without repeats, widest last; its own width when it is smaller than all.
pub(super) fn chosen_widths(wished: &[u32], width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = wished.iter().copied().filter(|wish| (1..=width).contains(wish)).collect();
    widths.sort_unstable();
    widths.dedup();
    if widths.is_empty() {
        widths.push(width);
    }
    widths
}

/// What is made of a picture's pixels.
pub(super) struct Encoded {
    /// One for each width, widest last.
    pub(super) encodings: Vec<Encoding>,
    /// Pixels of the widest.
    pub(super) height: u32,
    /// A `ThumbHash` in base64.
    pub(super) placeholder: String,
}

/// Every width, encoded at the same time: the smallest and the placeholder on this thread, each other width on one of
/// its own.
pub(super) fn all(picture: &RgbImage, widths: &[u32], quality: u8) -> Result<Encoded, PostprocessError> {
    let (smallest, wider) = widths.split_first().ok_or_else(|| failed("no width is wished"))?;
    let (encodings, placeholder) = std::thread::scope(|scope| {
        let widest_first = wider.iter().rev();
        let threads: Vec<_> = widest_first.map(|width| scope.spawn(move || one(picture, *width, quality))).collect();
        let (here, placeholder) = (one(picture, *smallest, quality), placeholder(picture));
        let joined = threads.into_iter().rev();
        let wider = joined.map(|thread| thread.join().unwrap_or_else(|_| Err(failed("a thread panicked"))));
        (std::iter::once(here).chain(wider).collect::<Result<Vec<_>, _>>(), placeholder)
    });
    let height = height_at(picture, *widths.last().unwrap_or(smallest));
    Ok(Encoded { encodings: encodings?, height, placeholder: placeholder? })
}

/// The `ThumbHash` of the picture, in base64: about 30 bytes.
fn placeholder(picture: &RgbImage) -> Result<String, PostprocessError> {
    let longest = picture.width().max(picture.height()).max(1);
    let side = |pixels: u32| (pixels * PLACEHOLDER_SIDE.min(longest) / longest).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    let small = resized(picture, width, height, FilterType::Box)?;
    let pixels: Vec<u8> =
        small.as_chunks::<3>().0.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 255]).collect();
    Ok(STANDARD.encode(thumbhash::rgba_to_thumb_hash(width as usize, height as usize, &pixels)))
}

fn one(picture: &RgbImage, width: u32, quality: u8) -> Result<Encoding, PostprocessError> {
    let height = height_at(picture, width);
    let scaled;
    let pixels = if (width, height) == picture.dimensions() {
        picture.as_raw()
    } else {
        scaled = resized(picture, width, height, FilterType::Lanczos3)?;
        &scaled
    };
    let file = webp::Encoder::from_rgb(pixels, width, height)
        .encode_simple(false, f32::from(quality))
        .map_err(|error| failed(&format!("{error:?}")))?;
    Ok(Encoding { width, media_type: MediaType::Webp, bytes: Bytes::copy_from_slice(&file) })
}

pub(super) fn resized(
    picture: &RgbImage,
    width: u32,
    height: u32,
    filter: FilterType,
) -> Result<Vec<u8>, PostprocessError> {
    let from = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3)
        .map_err(|error| failed(&error.to_string()))?;
    let mut to = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| failed(&error.to_string()))?;
    Ok(to.into_vec())
}

/// The height that keeps the picture's shape at a width, rounded, at least 1.
fn height_at(picture: &RgbImage, width: u32) -> u32 {
    let (from, height) = (u64::from(picture.width()), u64::from(picture.height()));
    let scaled = (height * u64::from(width) + from / 2) / from.max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn failed(reason: &str) -> PostprocessError {
    PostprocessError::Encoding(reason.to_owned())
}
