//! The most that one call to a model may use, known before it is sent: what it counts for until it has ended, and for
//! good where nobody hears what it used. **Never less than what its provider may bill.**

use super::{Price, Terms};
use crate::domain::Usage;
use crate::pipeline::story_prompt::{StoryCall, StoryPrompt};

/// Tokens of what stands around the words of any prompt: roles, and a judge's instructions. (No token has less than a
/// byte.)
const AROUND: u64 = 8_192;
/// Tokens that a picture is read as, at the most: by models that count a large one as some 37,000.
const PICTURE: u64 = 40_000;
/// Tokens that a hero's own picture is read as beside a brief, at the most: it has the size of a page, and the closest
/// look at one has some 6,300.
const REFERENCE: u64 = 8_192;
/// Tokens that a picture is painted as, at the most: a large one of the best quality has some 6,200.
const PAINTED: u64 = 8_192;
/// Tokens of a verdict, where its model has no limit of its own.
const VERDICT: u64 = 2_048;
/// Tokens of a text, where its model has no limit of its own: what 32 of the longest pages take, and as much again.
const TEXT: u64 = 32_768;

impl Terms {
    /// Of a text that is asked for so.
    #[must_use]
    pub fn text_at_most(&self, call: &StoryCall) -> Usage {
        if !self.is_remote {
            return Usage::of_text(0);
        }
        let StoryPrompt { instructions, wish } = StoryPrompt::of(call);
        self.tokens(instructions.len() + wish.len(), self.max_output_tokens.unwrap_or(TEXT))
    }

    /// Of one picture, whatever its size, with so many pictures beside its brief; with tokens where those are charged.
    #[must_use]
    pub fn picture_at_most(&self, references: usize) -> Usage {
        let Price { micros_per_million_input: input, micros_per_million_output: output, .. } = self.price;
        let read = REFERENCE.saturating_mul(u64::try_from(references).unwrap_or(u64::MAX)).saturating_add(AROUND);
        let (input_tokens, output_tokens) = if (input, output) == (0, 0) { (0, 0) } else { (read, PAINTED) };
        self.priced(Usage { input_tokens, output_tokens, ..Usage::of_picture() })
    }

    /// Of a judgement of texts of so many bytes, each alone and all of them together, in so many questions.
    #[must_use]
    pub fn judgement_at_most(&self, bytes: usize, questions: u64) -> Usage {
        if !self.is_remote {
            return Usage::of_judgement(bytes);
        }
        let Usage { input_tokens, output_tokens, .. } = self.tokens(2 * bytes, self.verdict());
        let (input_tokens, output_tokens) = (input_tokens * questions, output_tokens * questions);
        self.priced(Usage { input_tokens, output_tokens, ..Usage::default() })
    }

    /// Of a look at a picture, beside so many others, and words of so many bytes about it.
    #[must_use]
    pub fn look_at_most(&self, pictures: usize, bytes: usize) -> Usage {
        if !self.is_remote {
            return Usage::default();
        }
        let pictures = u64::try_from(pictures).unwrap_or(u64::MAX).saturating_mul(PICTURE);
        let Usage { input_tokens, output_tokens, .. } = self.tokens(bytes, self.verdict());
        self.priced(Usage { input_tokens: input_tokens.saturating_add(pictures), output_tokens, ..Usage::default() })
    }

    fn verdict(&self) -> u64 {
        self.max_output_tokens.unwrap_or(VERDICT)
    }

    /// No token has less than a byte.
    fn tokens(&self, bytes: usize, output_tokens: u64) -> Usage {
        let input_tokens = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(AROUND);
        self.priced(Usage { input_tokens, output_tokens, ..Usage::default() })
    }

    fn priced(&self, usage: Usage) -> Usage {
        Usage { cost_micros: self.price.cost(&usage), ..usage }
    }
}
