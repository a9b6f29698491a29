//! What is wrong with one field of a wish, or of another form: found when it is normalised ([`super::request`]) or
//! judged ([`super::safety`]).

use strum::IntoStaticStr;

/// What is wrong with one field of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field as a path: `theme`, `characters[1].name`.
    pub field: String,
    pub code: FieldCode,
    /// For people; repeats nothing that was typed.
    pub detail: String,
}

impl FieldError {
    /// A field that will not do.
    #[must_use]
    pub fn new(field: &str, code: FieldCode, detail: impl Into<String>) -> Self {
        Self { field: field.to_owned(), code, detail: detail.into() }
    }
}

/// Why a field will not do. The names are the contract's, and stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FieldCode {
    /// Nothing in it leaves ink.
    Empty,
    TooLong,
    /// More heroes, or traits of one, than a story can tell of.
    TooMany,
    OutOfRange,
    /// Two heroes would be told apart by nothing.
    DuplicateName,
    /// Nobody is called so: it has no letters.
    InvalidName,
    /// It could show a reader something else than was judged.
    ForbiddenCharacter,
    /// It is in a language that stories are not told in, or names none.
    UnsupportedLanguage,
    /// It is not for children.
    ContentRejected,
    /// It is no e-mail address, or none that a reader has.
    InvalidEmail,
    TooShort,
    /// A password that is guessed soon.
    TooEasy,
    /// A password that is its owner's name or address.
    TooPersonal,
    /// It is not the password.
    WrongPassword,
}

impl FieldCode {
    /// The code as clients read it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
