//! Whom a wish is about: `two little robots`, `a fox`, `Mia`. [`super::wish`] finds them, [`super::cast`] gives them
//! their parts.

use super::pronoun::Pronoun;

/// Whom a wish is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Being {
    /// `little fox`; for a name alone what its bearer surely is: `girl`, `child`.
    pub(super) kind: String,
    /// `fox`
    pub(super) noun: String,
    /// Said with a name: `Mia`, `Grandma`.
    pub(super) name: Option<String>,
    /// How many there are: three for `three little pigs`.
    pub(super) count: usize,
    /// `None` where the wish does not say.
    pub(super) pronoun: Option<Pronoun>,
    /// `red hair and a green hat`; empty where the wish does not say.
    pub(super) look: String,
}
