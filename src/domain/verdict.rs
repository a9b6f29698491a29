//! What a judge says of words and pictures.

/// Why something may not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Category {
    /// Cruelty, gore, weapons used on somebody.
    Violence,
    /// Anything sexual.
    Sexual,
    /// Hurting oneself.
    SelfHarm,
    /// A deed that a child could copy and be badly hurt by: fire, poison, heights, traffic, strangers, hunger.
    Danger,
    /// Slurs, contempt for a group.
    Hate,
    /// A real address, phone number, mail address or link.
    PersonalData,
    /// Drugs, alcohol, tobacco, gambling.
    Drugs,
    /// Swearing.
    Profanity,
    /// A child may be telling of harm, done to them or to come: a cry for help, to be met with care.
    Help,
    /// What a storyteller is told, and no reader is to see.
    Instructions,
    /// A language, or letters, that the moderator does not know.
    UnknownLanguage,
}

impl Category {
    /// Its name in errors, prompts and metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a moderator says of words or a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be shown.
    Safe,
    Unsafe(Category),
}
