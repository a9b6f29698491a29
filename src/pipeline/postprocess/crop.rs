//! Cuts a picture from outside to the shape of a page: painters know few sizes, and a book has one.

use image::RgbImage;
use image::imageops::crop_imm;

/// Of what is cut off above and below, a quarter goes above: there is sky, but there are the heads too. Their feet are
/// missed less.
const ABOVE: u32 = 4;

/// The largest part of it that has the page's shape, from the middle and rather from above. Only the page's shape
/// counts, not its size.
pub(super) fn crop(picture: RgbImage, (page_width, page_height): (u32, u32)) -> RgbImage {
    let (width, height) = picture.dimensions();
    let kept_width = width.min(scaled(height, page_width, page_height));
    let kept_height = height.min(scaled(width, page_height, page_width));
    if (kept_width, kept_height) == (width, height) {
        return picture;
    }
    let (left, top) = ((width - kept_width) / 2, (height - kept_height) / ABOVE);
    crop_imm(&picture, left, top, kept_width, kept_height).to_image()
}

/// A side beside one that is known, in the shape of two others; at least 1.
fn scaled(known: u32, by: u32, beside: u32) -> u32 {
    let side = (u64::from(known) * u64::from(by) + u64::from(beside) / 2) / u64::from(beside.max(1));
    u32::try_from(side).unwrap_or(u32::MAX).max(1)
}
