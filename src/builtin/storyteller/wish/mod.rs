//! Reads a wish: who is in the story, what it turns on, where it plays. A wish is only ever data: what is not
//! understood is left out, and a deed is told only where its verb and its objects are known to be harmless.
//!
//! Reading order: `text` (words, contractions, signs), `spelling`, `opening` (politeness), `spoken`, `lexicon` and
//! `inflection` (the lists under `words/`), `phrase` (a noun with all that belongs to it: `noun_phrase`, `name` and
//! `named` find it),
//! `heroes` (with `acting`, `somebody`, `look` and `strangers`), then what they do: `clauses`, `predicate` (with
//! `states`, `acts` and `deed`), `topic` (what is only named), `about` (where no deed is known), `lessons`, `quiet`
//! (grief, illness, homes that change) with `griefs` and `roles`, `place` and `weather`; `read` puts it together.

mod about;
mod acting;
mod acts;
mod clauses;
mod deed;
mod griefs;
mod heroes;
mod inflection;
mod lessons;
mod lexicon;
mod look;
mod name;
mod named;
mod noun_phrase;
mod opening;
mod phrase;
mod place;
mod predicate;
mod quiet;
mod read;
mod roles;
mod somebody;
mod spelling;
mod spoken;
mod states;
mod strangers;
mod text;
mod topic;
mod weather;

pub(super) use lexicon::{has_limbs, pronoun_of_kind, pronoun_of_name};
pub(super) use place::home;
pub(super) use read::read;
