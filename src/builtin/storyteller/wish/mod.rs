//! Reads a wish: who is in the story, what it turns on, where it plays. A wish is only ever data: what is not
//! understood is left out, and a deed is told only where its verb and its objects are known to be harmless.
//!
//! Reading order: `text` (words, contractions, signs), `opening` (politeness), `lexicon` and `inflection` (the lists
//! under `words/`), `phrase` (a noun with all that belongs to it; `noun_phrase` and `name` find it), `heroes` (with
//! `acting`, `somebody` and `look`), then what they do: `clauses`, `predicate` (with `states`, `acts` and `deed`),
//! `topic` (what is only named), `about` (where no deed is known), `quiet` (grief, illness, homes that change) and
//! `roles`, `place`; `read` puts it together.

mod about;
mod acting;
mod acts;
mod clauses;
mod deed;
mod heroes;
mod inflection;
mod lexicon;
mod look;
mod name;
mod noun_phrase;
mod opening;
mod phrase;
mod place;
mod predicate;
mod quiet;
mod read;
mod roles;
mod somebody;
mod states;
mod text;
mod topic;

pub(super) use lexicon::{has_limbs, pronoun_of_kind, pronoun_of_name};
pub(super) use place::home;
pub(super) use read::read;
