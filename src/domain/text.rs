//! A text to be judged, and what it is: a name may be in any script, and a theme tells its writer's language.

/// A text, and the part that it has in a wish or a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    pub words: &'a str,
    pub role: Role<'a>,
}

/// What part a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role<'a> {
    /// What a story shall be about. It may name heroes in any script.
    Theme,
    /// A hero's name, in any script.
    Name,
    /// Anything else that was typed, in the story's language.
    Words,
    /// What a model wrote, in the story's language. Names in other scripts pass where they stand in these texts, which
    /// were typed and judged before.
    Told(&'a [&'a str]),
    /// Several texts in one, judged for what they say together.
    Together,
}

impl<'a> Text<'a> {
    /// A text that has a part.
    #[must_use]
    pub const fn new(words: &'a str, role: Role<'a>) -> Self {
        Self { words, role }
    }
}
