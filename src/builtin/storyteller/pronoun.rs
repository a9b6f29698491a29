//! How somebody is spoken of.

/// Words for those who are a `she`.
const SHE: [&str; 29] = [
    "girl",
    "woman",
    "lady",
    "queen",
    "princess",
    "mother",
    "mum",
    "mom",
    "mama",
    "mommy",
    "grandma",
    "grandmother",
    "granny",
    "sister",
    "daughter",
    "aunt",
    "niece",
    "witch",
    "mermaid",
    "hen",
    "cow",
    "duchess",
    "heroine",
    "lioness",
    "ewe",
    "mare",
    "schoolgirl",
    "she",
    "goddess",
];

/// Words for those who are a `he`.
const HE: [&str; 25] = [
    "boy",
    "man",
    "king",
    "prince",
    "father",
    "dad",
    "papa",
    "daddy",
    "grandpa",
    "grandfather",
    "brother",
    "son",
    "uncle",
    "nephew",
    "wizard",
    "rooster",
    "bull",
    "ram",
    "stallion",
    "duke",
    "merman",
    "gentleman",
    "schoolboy",
    "he",
    "sir",
];

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

    /// By words such as `girl` or `king`; `They` where the kind does not say.
    pub(super) fn of_kind(kind: &str) -> Self {
        let has =
            |list: &[&str]| kind.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
        match (has(&SHE), has(&HE)) {
            (true, _) => Self::She,
            (false, true) => Self::He,
            (false, false) => Self::They,
        }
    }
}
