//! Why somebody is sad or worried, in the words of whoever feels it, so that a quiet story says what it is about.

use std::sync::LazyLock;

use super::lexicon::{ILLNESSES, group};
use super::phrase::{Determiner, Phrase};
use super::quiet::phrases;
use super::text::Text;

/// What is said, and the phrases of a wish that mean it; the first that fits is said.
static GRIEFS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("words/griefs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(said, words)| (said, words.split(", ").collect())).collect()
});

/// `Oma forgets so many things now`, `there is so little money now`; `None` where the wish does not say why.
pub(super) fn grief(text: &Text) -> Option<String> {
    let who = somebody(text);
    let fits = |said: &str| !said.contains("{who}") || who.is_some();
    let means = |words: &[&str]| (0..text.len()).any(|at| text.after_any(at, words).is_some());
    let listed = GRIEFS.iter().find(|(said, words)| fits(said) && means(words)).map(|(said, _)| (*said).to_owned());
    let said = listed.or_else(|| ill(text).filter(|said| fits(said)))?;
    Some(said.replace("{who}", who.as_deref().unwrap_or_default()))
}

fn ill(text: &Text) -> Option<String> {
    let named = (0..text.len()).find_map(|at| text.after_listed(at, &ILLNESSES).map(|end| text.joined(at, end - at)));
    let ill = || (0..text.len()).any(|at| text.after_any(at, group("is ill")).is_some());
    let named = named.map(|illness| format!("{{who}} has {illness}"));
    named.or_else(|| ill().then(|| "{who} is ill".to_owned()))
}

/// Of whom the wish tells, as a child of the family names them: `Grandma`, `my brother`, `the hamster`.
fn somebody(text: &Text) -> Option<String> {
    let all = phrases(text);
    let near = |found: &&Phrase| found.is_any(&["relation", "animal"]) && !found.plural;
    let found = all.iter().find(near).or_else(|| all.iter().find(|found| found.head().ends_with("friend")))?;
    if found.is_parent() && found.name.is_none() {
        return Some(Phrase { owner: None, determiner: Determiner::Theirs, ..found.clone() }.told());
    }
    Some(match &found.name {
        Some(named) => named.name.clone(),
        None => format!("my {}", found.bare(false)),
    })
}
