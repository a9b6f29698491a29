//! What is wrong with a setting.

/// A setting that is impossible, by its key within `[mail]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    pub key: &'static str,
    pub detail: &'static str,
}

/// Names the key where this does not hold.
pub(super) fn ensure(holds: bool, key: &'static str, detail: &'static str) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid { key, detail }) }
}
