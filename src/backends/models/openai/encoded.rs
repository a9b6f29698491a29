//! Encoded pictures, as far as this API needs to know them.

use crate::backends::models::ModelError;
use crate::domain::MediaType;

/// What an encoded picture is, by its first bytes.
pub(super) fn media_type_of(bytes: &[u8]) -> Result<MediaType, ModelError> {
    match image::guess_format(bytes) {
        Ok(image::ImageFormat::Png) => Ok(MediaType::Png),
        Ok(image::ImageFormat::Jpeg) => Ok(MediaType::Jpeg),
        Ok(image::ImageFormat::WebP) => Ok(MediaType::Webp),
        _ => Err(ModelError::Unusable("it is no picture".to_owned())),
    }
}
