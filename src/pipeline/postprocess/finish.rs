//! The way from a painter's bytes to the set.

use super::crop::crop;
use super::encode::{self, Encoded};
use super::set::{Options, PictureSet, PostprocessError};
use super::{decode, grade};
use crate::domain::Style;

/// Makes the stored set of a painter's bytes. `drawn_here` pictures have the page's shape and their style already.
pub fn finish(raw: &[u8], style: Style, drawn_here: bool, options: &Options) -> Result<PictureSet, PostprocessError> {
    let mut picture = decode::decode(raw)?;
    if !drawn_here {
        picture = crop(picture, (options.width, options.height));
        grade::grade(&mut picture, style);
    }
    let widths = encode::chosen_widths(&options.widths, picture.width());
    let Encoded { encodings, height, placeholder } = encode::all(&picture, &widths, options.quality)?;
    let width = encodings.last().map_or(0, |encoding| encoding.width);
    Ok(PictureSet { width, height, placeholder, encodings })
}
