//! What models use: of one call, or the sum over a story.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// What calls to models used. Whole numbers, so that sums are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Tokens that were read; 0 where the model counts none.
    #[serde(skip_serializing_if = "is_zero")]
    pub input_tokens: u64,
    /// Tokens that were written.
    #[serde(skip_serializing_if = "is_zero")]
    pub output_tokens: u64,
    /// Pictures that were painted.
    #[serde(skip_serializing_if = "is_zero")]
    pub pictures: u64,
    /// From the call to its last byte, our own pauses left out. Whoever makes the call sets it: only they know those.
    #[serde(skip_serializing_if = "is_zero")]
    pub milliseconds: u64,
    /// What it costs, in millionths of the budget's currency; 0 for a model that runs in this process.
    #[serde(skip_serializing_if = "is_zero")]
    pub cost_micros: u64,
}

/// Bytes of a token: what models count as one is about four characters of English.
const TOKEN: usize = 4;

/// Quarters of a token that a character takes, about: of ASCII, of other alphabets, and of any other sign. Rather more
/// than models count, so that what is billed is seldom more.
const QUARTERS: [u64; 3] = [1, 3, 6];

/// About how many tokens a text has, for models whose provider does not say. An estimate: another model cuts otherwise.
#[must_use]
pub fn tokens_of(text: &str) -> u64 {
    let quarters = text.chars().map(|character| match u32::from(character) {
        0..0x80 => QUARTERS[0],
        // Latin with accents, Greek, Cyrillic, Hebrew, Arabic
        0x80..0x900 => QUARTERS[1],
        // Indic and Chinese signs, kana, hangul, emoji
        _ => QUARTERS[2],
    });
    quarters.sum::<u64>().div_ceil(4)
}

impl Usage {
    /// A text of so many bytes, where its model counts no tokens.
    #[must_use]
    pub fn of_text(bytes: usize) -> Self {
        Self { output_tokens: tokens(bytes), ..Self::default() }
    }

    /// A judgement of so many bytes of text, where its model counts no tokens.
    #[must_use]
    pub fn of_judgement(bytes: usize) -> Self {
        Self { input_tokens: tokens(bytes), ..Self::default() }
    }

    /// What one picture takes of a painter that states nothing.
    #[must_use]
    pub fn of_picture() -> Self {
        Self { pictures: 1, ..Self::default() }
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.pictures += other.pictures;
        self.milliseconds += other.milliseconds;
        self.cost_micros += other.cost_micros;
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn tokens(bytes: usize) -> u64 {
    u64::try_from(bytes.div_ceil(TOKEN)).unwrap_or(u64::MAX)
}
