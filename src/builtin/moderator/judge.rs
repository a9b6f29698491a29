//! The built-in moderator: the order in which a text is judged.

use std::sync::LazyLock;

use async_trait::async_trait;

use super::cries::Cries;
use super::fold::{self, Token};
use super::grammar::{Grammar, Reading};
use super::language::Languages;
use super::lexicon::Lexicon;
use super::names::{self, Names};
use super::{personal, script, search};
use crate::backends::models::{Answer, Judges, ModelError, Moderator};
use crate::domain::{Category, Role, Text, Usage, Verdict};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::built_in);
static CRIES: LazyLock<Cries> = LazyLock::new(Cries::built_in);
static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::built_in);
static NAMES: LazyLock<Names> = LazyLock::new(Names::built_in);

/// Words from which on what stands for a name is read as a sentence.
const SENTENCE: usize = 4;

/// Judges English words by lists and patterns. Pictures it does not judge: they fail closed.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltinModerator;

impl BuiltinModerator {
    /// A moderator that is ready: its lists are read here once, not when the first wish comes.
    #[must_use]
    pub fn new() -> Self {
        LazyLock::force(&LEXICON);
        LazyLock::force(&GRAMMAR);
        LazyLock::force(&CRIES);
        LazyLock::force(&LANGUAGES);
        LazyLock::force(&NAMES);
        Self
    }
}

#[async_trait]
impl Moderator for BuiltinModerator {
    fn name(&self) -> &'static str {
        "builtin"
    }

    fn judges(&self) -> Judges {
        Judges::WORDS
    }

    fn knows_language(&self, language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or_default();
        primary.eq_ignore_ascii_case("en")
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let bytes = texts.iter().map(|text| text.words.len()).sum();
        let value = texts.iter().map(|text| judge(*text)).collect();
        Ok(Answer { value, usage: Usage::of_judgement(bytes) })
    }

    async fn check_picture(&self, _bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Err(ModelError::Unusable("no moderator of pictures is configured".to_owned()))
    }
}

fn judge(text: Text<'_>) -> Verdict {
    let tokens = fold::tokens(text.words);
    let reading = match text.role {
        // a pony that the wish calls Brandy is called so in its story
        Role::Told(wish) => {
            GRAMMAR.read(&tokens, |token| token.is_capital && script::stands_in(&token.readings[0], wish))
        }
        _ => GRAMMAR.read(&tokens, |_| false),
    };
    // a page tells of its heroes, and asks for nothing
    let is_told = matches!(text.role, Role::Told(_));
    let is_trouble = || text.role != Role::Together && reading.is_trouble();
    if !is_told && (reading.is_cry_for_help() || CRIES.are_heard_in(text.words) || is_trouble()) {
        return Verdict::Unsafe(Category::Help);
    }
    let is_foreign = text.role == Role::Theme && LANGUAGES.is_foreign(text.words, |word| GRAMMAR.knows(word));
    if is_foreign {
        return Verdict::Unsafe(Category::UnknownLanguage);
    }
    // *I am going to jump off the roof* is no wish for a story
    let meant = |category| {
        if !is_told && is_heavy(category) && reading.speaks_of_oneself() { Category::Help } else { category }
    };
    // several texts in one weigh more than each of them; and a name of so many words is none
    let is_sentence = tokens.len() >= SENTENCE;
    let is_weighed = matches!(text.role, Role::Theme | Role::Words) || text.role == Role::Name && is_sentence;
    let found = unsafe_words(text.words, &tokens, &reading, is_told);
    if is_weighed && is_desperate(found, &reading) {
        return Verdict::Unsafe(Category::Help);
    }
    let is_like_a_deed = || is_weighed && reading.is_like_a_deed();
    let found = found.or_else(|| is_like_a_deed().then_some(Category::Danger)).map(meant);
    let is_rude = || text.role == Role::Name && NAMES.are_rude(&tokens);
    found
        .or_else(|| is_rude().then_some(Category::Profanity))
        .or_else(|| unknown_letters(text))
        .map_or(Verdict::Safe, Verdict::Unsafe)
}

/// What nobody says of themselves lightly.
fn is_heavy(category: Category) -> bool {
    matches!(category, Category::Violence | Category::Sexual | Category::SelfHarm | Category::Danger | Category::Drugs)
}

/// Whether a text is like a cry for help. What is a deed by name is one where somebody is sad or does it for ever.
fn is_desperate(found: Option<Category>, reading: &Reading<'_>) -> bool {
    match found {
        None | Some(Category::Profanity | Category::PersonalData) => reading.is_like_a_cry(),
        Some(Category::Danger | Category::SelfHarm) => reading.tells_of_despair(),
        Some(_) => reading.tells_of_despair() && reading.is_like_a_cry(),
    }
}

/// Words come before letters: a disguise in foreign ones is named for what it says.
fn unsafe_words(text: &str, tokens: &[Token], reading: &Reading<'_>, is_told: bool) -> Option<Category> {
    let may_turn = |category| matches!(category, Category::Violence | Category::Drugs);
    let turns = |token, category| may_turn(category) && reading.turns_token(token);
    search::find(tokens, &LEXICON, reading.passing_tokens(tokens.len()), turns)
        .or_else(|| reading.deed(is_told))
        .or_else(|| search::find_masked(&fold::masked(text), &LEXICON))
        .or_else(|| NAMES.refuses(text).then_some(Category::Profanity))
        .or_else(|| personal::is_personal(text).then_some(Category::PersonalData))
}

/// Names pass in any script, and nothing else does.
fn unknown_letters(text: Text<'_>) -> Option<Category> {
    let is_known = match text.role {
        Role::Theme => names::are_names_in(text.words),
        Role::Name => names::is_name(text.words),
        Role::Words => script::is_latin(text.words),
        Role::Told(wish) => script::is_latin_but_for(text.words, wish),
        Role::Together => true,
    };
    (!is_known).then_some(Category::UnknownLanguage)
}
