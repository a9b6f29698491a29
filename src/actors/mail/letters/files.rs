//! The files of letters, embedded.

use super::Language;
use crate::pipeline::prompts::Template;

/// What a letter's words stand in as HTML. Slots: `language`, `title`, `body`, `footer`.
pub const FRAME: Template = Template::new(include_str!("frame.html"));

/// The letters, then what stands at the end of all of them, and of those that one may do without.
pub const NAMES: [&str; 13] = [
    "verify",
    "reset",
    "new_device",
    "story_completed",
    "purchase",
    "renewal",
    "payment_trouble",
    "payment_failed",
    "cancellation",
    "plan_change",
    "deletion",
    "footer",
    "unsubscribe",
];

/// The words of a file, in the order of [`NAMES`]; of a name that is none of these there are none.
#[must_use]
pub fn words(name: &str, language: Language) -> Option<Template> {
    let files = match language {
        Language::English => ENGLISH,
        Language::German => GERMAN,
        Language::Spanish => SPANISH,
    };
    NAMES.iter().position(|known| *known == name).map(|place| Template::new(files[place]))
}

const ENGLISH: [&str; NAMES.len()] = [
    include_str!("words/en/verify.txt"),
    include_str!("words/en/reset.txt"),
    include_str!("words/en/new_device.txt"),
    include_str!("words/en/story_completed.txt"),
    include_str!("words/en/purchase.txt"),
    include_str!("words/en/renewal.txt"),
    include_str!("words/en/payment_trouble.txt"),
    include_str!("words/en/payment_failed.txt"),
    include_str!("words/en/cancellation.txt"),
    include_str!("words/en/plan_change.txt"),
    include_str!("words/en/deletion.txt"),
    include_str!("words/en/footer.txt"),
    include_str!("words/en/unsubscribe.txt"),
];

const GERMAN: [&str; NAMES.len()] = [
    include_str!("words/de/verify.txt"),
    include_str!("words/de/reset.txt"),
    include_str!("words/de/new_device.txt"),
    include_str!("words/de/story_completed.txt"),
    include_str!("words/de/purchase.txt"),
    include_str!("words/de/renewal.txt"),
    include_str!("words/de/payment_trouble.txt"),
    include_str!("words/de/payment_failed.txt"),
    include_str!("words/de/cancellation.txt"),
    include_str!("words/de/plan_change.txt"),
    include_str!("words/de/deletion.txt"),
    include_str!("words/de/footer.txt"),
    include_str!("words/de/unsubscribe.txt"),
];

const SPANISH: [&str; NAMES.len()] = [
    include_str!("words/es/verify.txt"),
    include_str!("words/es/reset.txt"),
    include_str!("words/es/new_device.txt"),
    include_str!("words/es/story_completed.txt"),
    include_str!("words/es/purchase.txt"),
    include_str!("words/es/renewal.txt"),
    include_str!("words/es/payment_trouble.txt"),
    include_str!("words/es/payment_failed.txt"),
    include_str!("words/es/cancellation.txt"),
    include_str!("words/es/plan_change.txt"),
    include_str!("words/es/deletion.txt"),
    include_str!("words/es/footer.txt"),
    include_str!("words/es/unsubscribe.txt"),
];
