//! What mails say, in files: `words/` has one for each kind and language, with a version in its first line, then the
//! subject, then paragraphs, in which `{{name}}` is a slot. A paragraph that begins with `=>` is the link.
//!
//! `language` chooses, `files` are all of them, `slots` says what a kind fills in, `body` makes both bodies of the same
//! words. No letter holds a name or anything else that somebody typed.

mod body;
mod files;
mod language;
mod slots;

pub use body::{Bodies, Links};
pub use files::{FRAME, NAMES, words};
pub use language::Language;
pub use slots::{compose, name};
