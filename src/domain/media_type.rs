//! What the bytes of an object are, and the extension that says so in its key.

/// A media type that objects have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    Webp,
    Png,
    Jpeg,
    Avif,
    /// Bytes that no reader is shown.
    Binary,
}

impl MediaType {
    /// As the header `Content-Type` names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Avif => "image/avif",
            Self::Binary => "application/octet-stream",
        }
    }

    /// The extension of a key, without its dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Avif => "avif",
            Self::Binary => "bin",
        }
    }

    /// What an extension stands for: one that is unknown, for bytes.
    #[must_use]
    pub fn of_extension(extension: &str) -> Self {
        match extension {
            "webp" => Self::Webp,
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "avif" => Self::Avif,
            _ => Self::Binary,
        }
    }
}
