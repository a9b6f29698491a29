//! The painter's brief and the alt text of a scene, from its elements and the cast's character sheets.
//!
//! The theme as it was typed never reaches a painter: only what the scene's checked words show, and the sheets.
//! `brief` makes the brief and its gentler forms for the rescue ladder: `prompt` is what it says in words, `gentle`
//! what is said instead of words that painters refuse, `beside` which of the heroes' pictures is whom. `alt` is the
//! sentence for who can't see it: of what was drawn, where the painter says it.

mod alt;
mod beside;
mod brief;
mod gentle;
mod prompt;
mod wording;

pub use alt::{alt_of, alt_text, asked};
pub use beside::{MOST_SHEETS, beside};
pub use brief::{quiet, sheet, softened, spec};
pub use gentle::gentle;
