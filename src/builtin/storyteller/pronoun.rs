//! How somebody is spoken of.

/// How somebody is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    She,
    He,
    They,
}

impl Pronoun {
    pub(super) const fn they(self) -> &'static str {
        match self {
            Self::She => "she",
            Self::He => "he",
            Self::They => "they",
        }
    }

    pub(super) const fn them(self) -> &'static str {
        match self {
            Self::She => "her",
            Self::He => "him",
            Self::They => "them",
        }
    }

    pub(super) const fn their(self) -> &'static str {
        match self {
            Self::She => "her",
            Self::He => "his",
            Self::They => "their",
        }
    }

    pub(super) const fn was(self) -> &'static str {
        match self {
            Self::She | Self::He => "was",
            Self::They => "were",
        }
    }
}
