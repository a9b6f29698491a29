//! The built-in moderator: the order in which a text is judged.

use std::sync::LazyLock;

use async_trait::async_trait;

use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::{fold, personal, script, search};
use crate::backends::models::{Answer, ModelError, Moderator};
use crate::domain::{Category, Usage, Verdict};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::built_in);

/// Judges English words by lists and patterns. Pictures it does not judge: they fail closed.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltinModerator;

impl BuiltinModerator {
    /// A moderator that is ready: its lists are read here once, not when the first wish comes.
    #[must_use]
    pub fn new() -> Self {
        LazyLock::force(&LEXICON);
        LazyLock::force(&GRAMMAR);
        Self
    }
}

#[async_trait]
impl Moderator for BuiltinModerator {
    fn name(&self) -> &'static str {
        "builtin"
    }

    fn knows_language(&self, language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or_default();
        primary.eq_ignore_ascii_case("en")
    }

    async fn check_words(&self, texts: &[&str]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let bytes = texts.iter().map(|text| text.len()).sum();
        let value = texts.iter().map(|text| judge(text)).collect();
        Ok(Answer { value, usage: Usage::of_judgement(bytes) })
    }

    async fn check_picture(&self, _bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Err(ModelError::Unusable("no moderator of pictures is configured".to_owned()))
    }
}

fn judge(text: &str) -> Verdict {
    unsafe_words(text).or_else(|| unknown_letters(text)).map_or(Verdict::Safe, Verdict::Unsafe)
}

/// A cry for help comes before everything. Words come before letters: a disguise in foreign ones is named for what it
/// says.
fn unsafe_words(text: &str) -> Option<Category> {
    let tokens = fold::tokens(text);
    let reading = GRAMMAR.read(&tokens);
    if reading.is_cry_for_help() {
        return Some(Category::Help);
    }
    let may_turn = |category| matches!(category, Category::Violence | Category::Drugs);
    let turns = |token, category| may_turn(category) && reading.turns_token(token);
    search::find(&tokens, &LEXICON, reading.passing_tokens(tokens.len()), turns)
        .or_else(|| reading.deed())
        .or_else(|| search::find_masked(&fold::masked(text), &LEXICON))
        .or_else(|| personal::is_personal(text).then_some(Category::PersonalData))
}

fn unknown_letters(text: &str) -> Option<Category> {
    script::has_unknown(text).then_some(Category::UnknownScript)
}
