//! The languages that letters are written in.

/// A language that every letter is there in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    German,
    Spanish,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Spanish];

    /// The one of a BCP 47 tag, whatever its region; English where there are no letters in it.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.tag() == primary).unwrap_or(Self::English)
    }

    /// Its tag, without a region.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
        }
    }
}
