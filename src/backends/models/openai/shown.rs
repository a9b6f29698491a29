//! A picture from outside as a model is shown it: in the call, small enough for every provider.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::backends::blocking::Processors;
use crate::backends::models::ModelError;
use crate::pipeline::postprocess::small_copy;

/// Pixels, each way: models that see scale to this or less.
const LONGEST: u32 = 1024;

/// An address that holds the picture: the pixels that would be stored, not the bytes that came, in which there may be
/// more to see than one reader finds. What can't be stored can't be shown either.
pub(super) async fn shown(bytes: &[u8], processors: &Processors) -> Result<String, ModelError> {
    let bytes = bytes.to_vec();
    let copy = processors.compute(move || small_copy(&bytes, LONGEST)).await;
    match copy {
        Ok(Ok(jpeg)) => Ok(format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg))),
        Ok(Err(error)) => Err(ModelError::Unusable(error.to_string())),
        Err(lost) => Err(ModelError::Unusable(lost.to_string())),
    }
}
