//! Work on the folder that blocks, on the runtime's threads for it.

use std::io;

use super::root::Root;
use crate::backends::blocking;
use crate::backends::objects::ObjectError;

/// Runs blocking work on the folder.
pub(super) async fn blocking<T: Send + 'static>(
    root: &Root,
    work: impl FnOnce(&Root) -> io::Result<T> + Send + 'static,
) -> Result<T, ObjectError> {
    let root = root.clone();
    blocking::run(move || work(&root)).await.map_err(ObjectError::unavailable)?.map_err(ObjectError::unavailable)
}
