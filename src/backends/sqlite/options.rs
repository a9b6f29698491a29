//! What can be set of an engine.

/// How the engine is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// Reads at once. Three keep two cores busy, and each costs at most half a megabyte of cache.
    pub readers: u32,
    /// The largest size that the file may grow to, in pages of 4 KiB; `None`: as large as the disk allows.
    pub max_pages: Option<u32>,
    /// KiB of the disk that are kept for writes that make room on a full one; 0: none.
    pub reserve: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 3, max_pages: None, reserve: 0 }
    }
}
