//! The one thing that can go wrong with a bus, whichever it is.

use std::error::Error;

/// The bus can't be reached or can't write now. Wait and try again.
#[derive(Debug, thiserror::Error)]
#[error("the bus is unavailable: {0}")]
pub struct BusError(#[source] pub Box<dyn Error + Send + Sync>);

impl BusError {
    /// It can't do that now, for this reason.
    pub fn because(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
