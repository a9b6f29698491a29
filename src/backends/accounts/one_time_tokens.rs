//! Tokens that are sent by mail and work once.

/// What a token is good for, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TokenPurpose {
    /// To show that an address is one's own.
    Verify,
    /// To choose a new password.
    Reset,
}

impl TokenPurpose {
    /// Its name in the store, and in what is signed for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
