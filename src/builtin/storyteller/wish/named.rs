//! Names that are said apart from those who bear them: `two foxes, Rusty and Ember`, `her name is Carla`, `my best
//! friend is Ines`.

use super::lexicon::is_function;
use super::name::{FoundName, name, told_name};
use super::phrase::{Determiner, Phrase};
use super::somebody::{being, of_name};
use super::text::Text;
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::pronoun::Pronoun;

/// `... His name is Smokey.`
pub(super) fn names_said_later(text: &Text, beings: &mut [Being]) {
    let behind = (0..text.len()).find_map(|at| {
        text.after_any(
            at,
            &[
                "his name is",
                "her name is",
                "their name is",
                "its name is",
                "name was",
                "he is called",
                "she is called",
                "it is called",
                "they are called",
            ],
        )
    });
    let Some(first) = beings.first_mut().filter(|first| first.name.is_none()) else { return };
    if let Some(found) = behind.and_then(|behind| told_name(text, behind)) {
        first.pronoun = first.pronoun.or(found.pronoun);
        first.name = Some(found.name);
    }
}

/// `My name is Noor`, `his name is Wren and hers is Lark`: those who are named before anything is said of them.
pub(super) fn names_said_first(text: &Text) -> Option<(Vec<Being>, usize)> {
    const FIRST: [(&str, Option<Pronoun>); 6] = [
        ("my name is", None),
        ("i am called", None),
        ("his name is", Some(Pronoun::He)),
        ("her name is", Some(Pronoun::She)),
        ("their names are", None),
        ("our names are", None),
    ];
    let named = |at: usize, pronoun: Option<Pronoun>| {
        let found = told_name(text, at)?;
        Some((found.end, of_name(FoundName { pronoun: pronoun.or(found.pronoun), ..found })))
    };
    let said = |(words, pronoun): &(&str, Option<Pronoun>)| named(text.after(0, words)?, *pronoun);
    let (mut end, first) = FIRST.iter().find_map(said)?;
    let mut beings = vec![first];
    for (words, pronoun) in [("and hers is", Some(Pronoun::She)), ("and his is", Some(Pronoun::He)), ("and", None)] {
        let also = text.after(end, words).filter(|behind| words != "and" || name(text, *behind).is_some());
        if let Some((behind, other)) = also.and_then(|behind| named(behind, pronoun)) {
            end = behind;
            beings.push(other);
        }
    }
    Some((beings, end))
}

/// `my mum's name is Carla`, `my best friend is Ines`: with the name that is said behind.
pub(super) fn with_name_behind(text: &Text, found: Phrase) -> Phrase {
    if found.name.is_some() || !found.is_being() {
        return found;
    }
    let told = text.after_any(found.end, &["name is", "'s name is", "is called", "is named", "names is"]);
    let friend = found.head().ends_with("friend") || found.is_any(&["relation"]);
    let listed = || text.after(found.end, "is").filter(|behind| friend && name(text, *behind).is_some());
    match told.or_else(listed).and_then(|behind| told_name(text, behind)) {
        Some(named) => Phrase { plural: false, end: named.end, name: Some(named), ..found },
        None => found,
    }
}

/// `my twins Anna and Ben`, `three cats called Mia, Mo and Max`: each of them has the kind.
pub(super) fn each_named(text: &Text, found: &Phrase) -> Option<(Vec<Being>, usize)> {
    const TOLD: [&str; 7] =
        ["named", "called", ", named", ", called", "whose names are", "who are called", "who are named"];
    if !found.plural || found.name.is_some() {
        return None;
    }
    let told = text.after_any(found.end, &TOLD);
    let counted = matches!(found.determiner, Determiner::Number(_));
    let one = |at: usize| {
        let by_case = text.is_capital(at) && counted && !is_function(text.word(at));
        name(text, at).or_else(|| told_name(text, at).filter(|_| told.is_some() || by_case))
    };
    let mut at = told.unwrap_or(found.end + usize::from(text.word(found.end) == ","));
    let mut names = Vec::new();
    let mut end = at;
    while let Some(named) = one(at) {
        end = named.end;
        names.push(named);
        at = text.after_any(end, &["and", ", and", ","]).unwrap_or(text.len());
    }
    let each = |named: FoundName| {
        being(&Phrase { plural: false, determiner: Determiner::The, name: Some(named), ..found.clone() })
    };
    (names.len() > 1).then(|| (names.into_iter().filter_map(each).collect(), end))
}

/// `a boy, Tim, who`, `a girl (Maya)`: a name set apart.
pub(super) fn aside(text: &Text, at: usize) -> Option<FoundName> {
    let found = name(text, at + 1).filter(|_| text.word(at) == ",")?;
    text.is_break(found.end).then_some(found)
}
