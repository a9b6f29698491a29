//! Finds a noun with all that belongs to it ([`super::phrase`]), from its article to the name behind it.

use super::inflection::Form;
use super::lexicon::{
    ADVERBS, BEING_KINDS, FoundNoun, UNFIT, adjective, group, is_adjective, is_function, name_at, noun_at, verbs_at,
};
use super::name::{FoundName, is_known, looks_like_name, name, told_name};
use super::phrase::{Determiner, NUMBERS, Phrase};
use super::text::Text;

fn number(word: &str) -> Option<usize> {
    let digits = || word.parse().ok().filter(|count| (1..1000).contains(count));
    NUMBERS.iter().position(|number| *number == word).map(|at| at + 1).or_else(digits)
}

fn determiner(text: &Text, at: usize) -> (Determiner, usize) {
    let word = text.word(at);
    let found = match word {
        "a" | "an" | "another" | "any" => Determiner::Any,
        "the" | "this" | "that" | "these" | "those" | "no" | "every" => Determiner::The,
        "my" | "our" => Determiner::Mine,
        "his" | "her" | "their" | "its" | "your" => Determiner::Theirs,
        "some" | "many" | "several" | "lots" | "few" => Determiner::Number(99),
        "all" | "both" if text.is_one_of(at + 1, &["the", "his", "her", "their", "my", "our"]) => {
            return determiner(text, at + 1);
        }
        "all" => Determiner::Bare,
        _ => return number(word).map_or((Determiner::Bare, at), |count| (Determiner::Number(count), at + 1)),
    };
    // `the two sisters`, `my 3 cats`
    if let Some(count) = number(text.word(at + 1)).filter(|_| !text.is_one_of(at + 2, &["year", "years"])) {
        return (Determiner::Number(count), at + 2);
    }
    (found, at + if matches!(text.word(at), "lots" | "few") && text.word(at + 1) == "of" { 2 } else { 1 })
}

/// The noun phrase that begins here, if one does.
pub(super) fn phrase(text: &Text, at: usize) -> Option<Phrase> {
    let (determiner, from) = determiner(text, at);
    let mut found = head(text, at, determiner, from)?;
    if let Some(owned) = owned_unmarked(text, &found) {
        found = owned;
    }
    while text.word(found.end) == "'s" {
        let Some(mut owned) = head(text, found.end + 1, Determiner::Bare, found.end + 1) else { break };
        owned.start = at;
        owned.owner = Some(Box::new(found));
        found = owned;
    }
    if text.word(found.end) == "of"
        && found.name.is_none()
        && let Some(of) = phrase(text, found.end + 1)
        && (of.noun.is_some() || of.name.is_some())
    {
        found.end = of.end;
        found.of = Some(Box::new(of));
    }
    Some(found)
}

/// `her cousins wedding`, `grandmas cookies`: without its sign.
fn owned_unmarked(text: &Text, found: &Phrase) -> Option<Phrase> {
    let noun = found.noun.filter(|noun| noun.is_any(&["relation"]) && found.plural && found.name.is_none())?;
    if noun_at(text, found.end).is_some_and(|next| next.noun.is_any(&BEING_KINDS))
        || begins_verb(text, found.end, &FoundNoun { noun, plural: true, end: found.end }, false)
    {
        return None;
    }
    let mut owned = head(text, found.end, Determiner::Bare, found.end)?;
    owned.noun?;
    owned.start = found.start;
    owned.owner = Some(Box::new(Phrase { plural: false, ..found.clone() }));
    Some(owned)
}

fn head(text: &Text, start: usize, determiner: Determiner, from: usize) -> Option<Phrase> {
    let mut phrase = Phrase {
        start,
        end: from,
        determiner,
        adjectives: Vec::new(),
        before: Vec::new(),
        noun: None,
        unknown: None,
        plural: false,
        name: None,
        owner: None,
        of: None,
        left_out: false,
    };
    let mut at = from;
    loop {
        if let Some(end) = age(text, at) {
            at = end;
        } else if determiner == Determiner::Bare && at == from && is_listed_name(text, at) {
            return named_alone(text, phrase, at);
        } else if text.is_one_of(at, &["very", "really", "so", "super", "extra", "quite", "most"])
            && (is_adjective(text.word(at + 1)) || noun_at(text, at + 1).is_some())
            || (text.word(at) == "," && !phrase.adjectives.is_empty() && is_adjective(text.word(at + 1)))
            || (text.word(at) == "and" && !phrase.adjectives.is_empty() && is_only_adjective(text, at + 1))
        {
            at += 1;
        } else if let Some(noun) = noun_at(text, at).filter(|noun| !adjective_first(text, at, noun)) {
            return Some(with_nouns(text, phrase, noun));
        } else if is_adjective(text.word(at)) {
            phrase.adjectives.extend(adjective(text.word(at)).map(str::to_owned));
            at += 1;
        } else if matches!(determiner, Determiner::Bare | Determiner::Number(_)) || !phrase.adjectives.is_empty() {
            return named_alone(text, phrase, at);
        } else if let Some(found) = named_alone(text, phrase.clone(), at) {
            return Some(found);
        } else if !is_known(text, at) && !text.is_break(at) && (nouns_near(text, at)) {
            phrase.left_out = true;
            at += 1;
        } else {
            return unknown_head(text, phrase, at);
        }
    }
}

/// A name of the lists, where no noun follows that would make it a word.
fn is_listed_name(text: &Text, at: usize) -> bool {
    let the = text.is_capital(at) && text.word(at + 1) == "the" && !is_function(text.word(at));
    name_at(text, at).is_some() && name(text, at).is_some()
        || the && noun_at(text, at).is_none() && verbs_at(text, at).is_empty()
}

/// `5 year old`, `six-year-old`.
fn age(text: &Text, at: usize) -> Option<usize> {
    if text.word(at).ends_with("-year-old") {
        return Some(at + 1);
    }
    number(text.word(at))?;
    text.after_any(at + 1, &["year old", "years old", "year-old"])
}

/// `little mermaid`: an adjective that is a noun as well counts as an adjective before a noun.
fn adjective_first(text: &Text, at: usize, noun: &FoundNoun) -> bool {
    noun.end == at + 1
        && is_adjective(text.word(at))
        && (noun_at(text, at + 1).is_some() || is_adjective(text.word(at + 1)))
        && !begins_verb(text, at + 1, noun, false)
}

fn is_only_adjective(text: &Text, at: usize) -> bool {
    is_adjective(text.word(at)) && (noun_at(text, at).is_none() || noun_at(text, at + 1).is_some())
}

/// Whether a noun comes within two unknown words.
fn nouns_near(text: &Text, at: usize) -> bool {
    (at + 1..at + 3).take_while(|near| *near == at + 1 || !is_known(text, near - 1)).any(|near| {
        noun_at(text, near).is_some() && verbs_at(text, near).iter().all(|verb| verb.form == Form::Base)
            || is_adjective(text.word(near)) && noun_at(text, near + 1).is_some()
    })
}

/// Whether what follows a noun is what it does: `the dog barks`, `two robots learn`.
fn begins_verb(text: &Text, at: usize, noun: &FoundNoun, is_joined: bool) -> bool {
    let acts = noun.noun.is_any(&BEING_KINDS) || noun.noun.is("nature");
    acts && verbs_at(text, at).iter().any(|verb| match verb.form {
        Form::Third => !noun.plural,
        Form::Base => noun.plural || is_joined,
        Form::Past => noun_at(text, at).is_none(),
        Form::Ing => true,
    })
}

fn with_nouns(text: &Text, mut phrase: Phrase, first: FoundNoun) -> Phrase {
    let mut noun = first;
    // `our cat Socks`: a capital letter behind somebody begins a name
    let is_name = |noun: &FoundNoun| {
        noun.noun.is_any(&BEING_KINDS) && text.is_capital(noun.end) && !text.is_capital(noun.end - 1)
    };
    let is_aid = |noun: &FoundNoun| {
        (group("seen").contains(&noun.noun.written) || noun.noun.is_any(&["look", "clothes"]))
            && verbs_at(text, noun.end).iter().any(|verb| matches!(verb.form, Form::Third | Form::Ing))
    };
    let is_kin = |noun: &FoundNoun| noun.noun.is("relation");
    // `daddy seahorse`, `firefighter mom`
    let is_mixed = |noun: &FoundNoun, next: &FoundNoun| {
        is_kin(noun) && next.noun.is("animal") && PARENTS.contains(&noun.noun.written)
            || is_kin(next) && (noun.noun.is_any(&["job", "fantasy"]) || noun.noun.written.starts_with("super"))
    };
    let is_own = phrase.determiner == Determiner::Mine;
    let is_pet = |noun: &FoundNoun| is_own && noun.noun.is("animal") && is_pet_name(text, noun.end);
    let compounds = |noun: &FoundNoun, next: &FoundNoun| {
        let plain = !is_kin(noun) && !is_kin(next);
        !is_aid(noun) && !noun.plural && !is_name(noun) && (plain || is_mixed(noun, next))
    };
    let is_joined = phrase.start > 0 && text.word(phrase.start - 1) == "and";
    while let Some(next) = noun_at(text, noun.end).filter(|next| {
        compounds(&noun, next)
            && !begins_verb(text, noun.end, &noun, is_joined)
            && !does_something(text, &noun, next)
            && !is_pet(&noun)
    }) {
        phrase.before.push(noun.noun.written);
        noun = next;
    }
    phrase.noun = Some(noun.noun);
    phrase.plural = noun.plural;
    phrase.end = noun.end;
    if phrase.is_being() || noun.noun.is("nature") || noun.noun.is("toy") {
        with_name(text, &mut phrase);
    }
    phrase
}

const PARENTS: [&str; 12] =
    ["mum", "mom", "mummy", "mommy", "mama", "mother", "dad", "daddy", "papa", "father", "grandpa", "grandma"];

/// `crocodile swallows a clock`: what looks like a plural is what somebody does.
fn does_something(text: &Text, noun: &FoundNoun, next: &FoundNoun) -> bool {
    let object = text
        .is_one_of(next.end, &["a", "an", "the", "his", "her", "their", "its", "my", "all", "every", "nobody"])
        || noun_at(text, next.end).is_some_and(|object| object.plural);
    next.plural && noun.noun.is_any(&BEING_KINDS) && object
}

/// `a girl named Mia`, `my daughter Emma`, `our dog bello`, `princess Lina`.
fn with_name(text: &Text, phrase: &mut Phrase) {
    let at = phrase.end;
    let behind = text.after_any(
        at,
        &[
            "named",
            "called",
            ", named",
            ", called",
            "whose name is",
            "by the name of",
            "who is named",
            "who is called",
            "that is called",
            "who goes by",
            "with the name",
        ],
    );
    let pet = phrase.determiner == Determiner::Mine && phrase.is_any(&["animal"]) && is_pet_name(text, at);
    let found = if let Some(behind) = behind {
        told_name(text, behind).filter(|first| !phrase.plural || !text.is_one_of(first.end, &["and", ","]))
    } else if pet && !phrase.plural {
        told_name(text, at)
    } else if phrase.noun.is_some_and(|noun| noun.is_any(&BEING_KINDS)) && !phrase.plural {
        name(text, at).or_else(|| small_name(text, phrase)).or_else(|| word_name(text, phrase))
    } else {
        None
    };
    if let Some(found) = found {
        phrase.end = found.end;
        phrase.name = Some(found);
    }
}

/// `our dog bello wants`: an unknown word between somebody and what they do.
fn small_name(text: &Text, phrase: &Phrase) -> Option<FoundName> {
    let at = phrase.end;
    let word = text.word(at);
    let mine = matches!(phrase.determiner, Determiner::Mine | Determiner::Bare | Determiner::Theirs);
    let plain = word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    let ends = text.is_break(at + 1)
        || text.is_one_of(at + 1, &["and", "who", "is", "was", "has", "can", "wants", "loves", "'s"])
        || verbs_at(text, at + 1).iter().any(|verb| verb.form == Form::Third);
    (mine
        && plain
        && ends
        && !is_known(text, at)
        && !word.ends_with("ly")
        && !word.ends_with("ed")
        && !UNFIT.contains(word)
        && !ADVERBS.contains(word))
    .then(|| told_name(text, at))
    .flatten()
}

/// `my cat biscuit`: what is eaten, grows or falls from the sky is a name behind a pet of one's own.
fn is_pet_name(text: &Text, at: usize) -> bool {
    let named_so = |found: FoundNoun| {
        found.end == at + 1
            && found.noun.is_any(&["food", "weather", "nature", "space", "music", "clothes", "look"])
            && !text.is_one_of(at, &["food", "web", "nest", "egg", "shell", "collar", "costume", "bed", "cake"])
    };
    let known = noun_at(text, at).is_some_and(named_so) || is_adjective(text.word(at));
    let acts = || verbs_at(text, at + 1).iter().any(|verb| matches!(verb.form, Form::Third | Form::Past));
    let ends =
        text.is_break(at + 1) || text.is_one_of(at + 1, &["and", "who", "is", "was", "has", "can", "'s", "have"]);
    // `my puppy cookie chewed`
    let seems_to_act = || text.word(at + 1).ends_with("ed") || text.word(at + 1).ends_with('s');
    let acts = || acts() || seems_to_act() && noun_at(text, at + 1).is_none();
    known && !is_function(text.word(at)) && (ends || acts())
}

/// `our cat Pumpkin`: a capital letter makes a word a name here.
fn word_name(text: &Text, phrase: &Phrase) -> Option<FoundName> {
    let at = phrase.end;
    let small_before = text.word(at - 1) == text.typed(at - 1);
    let acts = verbs_at(text, at).iter().any(|verb| matches!(verb.form, Form::Third | Form::Past));
    (text.is_capital(at) && small_before && !acts && !is_function(text.word(at))).then(|| told_name(text, at)).flatten()
}

/// A name without a noun before it; `Max the fox` and `Tom, a boy` have one behind it.
fn named_alone(text: &Text, mut phrase: Phrase, at: usize) -> Option<Phrase> {
    let found = name(text, at).or_else(|| told_name(text, at).filter(|_| is_listed_name(text, at)))?;
    phrase.end = found.end;
    let end = found.end;
    phrase.name = Some(found);
    let behind = match text.word(end) {
        "the" => Some(end + 1),
        "," if text.is_one_of(end + 1, &["a", "an", "the", "my", "our"]) => Some(end + 2),
        _ => noun_at(text, end).filter(|kind| kind.noun.is_any(&["animal", "fantasy"]) && !kind.plural).map(|_| end),
    };
    if let Some(behind) = behind
        && let Some(kind) = head(text, end, Determiner::Bare, behind)
        && kind.name.is_none()
        && !kind.plural
        && !text.is_one_of(kind.end, &["killer", "slayer", "tamer"])
        && (kind.is_being()
            || (kind.noun.is_some() && text.word(end) == "the" && kind.is_any(&["nature", "vehicle", "toy"])))
    {
        phrase.noun = kind.noun;
        phrase.before = kind.before;
        phrase.adjectives.extend(kind.adjectives);
        phrase.end = kind.end + usize::from(text.word(end) == "," && text.word(kind.end) == ",");
    }
    Some(phrase)
}

/// `a zorble who ...`: a word of no list, where somebody is told of.
fn unknown_head(text: &Text, mut phrase: Phrase, at: usize) -> Option<Phrase> {
    let word = text.word(at);
    let plain =
        (3..=20).contains(&word.chars().count()) && word.chars().all(|letter| letter.is_alphabetic() || letter == '-');
    let told_of = text.is_one_of(at + 1, &["who", "that", "which", "named", "called", "whose"])
        || phrase.determiner == Determiner::Any && text.is_one_of(at + 1, &["wants", "is", "and"]);
    if !plain || !told_of || is_known(text, at) || looks_like_name(text, at) || UNFIT.contains(word) {
        return None;
    }
    phrase.unknown = Some(word.to_owned());
    phrase.end = at + 1;
    with_name(text, &mut phrase);
    Some(phrase)
}
