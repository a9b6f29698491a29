//! Forms of English words by rule: plurals of nouns, forms of verbs. What no rule makes stands in the lists.

/// Singulars that a plural may have, the likeliest first.
pub(super) fn singulars(plural: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(stem) = plural.strip_suffix("ies") {
        found.push(format!("{stem}y"));
    }
    if let Some(stem) = plural.strip_suffix("es").filter(|stem| ends_hissing(stem)) {
        found.push(stem.to_owned());
    }
    if let Some(stem) = plural.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s')) {
        found.push(stem.to_owned());
    }
    if let Some(stem) = plural.strip_suffix("ves") {
        found.push(format!("{stem}f"));
    }
    found
}

fn ends_hissing(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end))
}

/// Forms of a regular verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `bake`
    Base,
    /// `bakes`
    Third,
    /// `baked`
    Past,
    /// `baking`
    Ing,
}

/// Every form of a verb that rules make, the base among them.
pub(super) fn forms(verb: &str) -> Vec<(Form, String)> {
    let third = match verb {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if ends_hissing(verb) => format!("{verb}es"),
        _ => after_consonant_y(verb).map_or_else(|| format!("{verb}s"), |stem| format!("{stem}ies")),
    };
    let past = match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => after_consonant_y(verb).map_or_else(|| format!("{}ed", doubled(verb)), |stem| format!("{stem}ied")),
    };
    let ing = match verb.strip_suffix('e') {
        Some(stem) if stem.ends_with('i') => format!("{}ying", &stem[..stem.len() - 1]),
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) && stem.len() > 1 => format!("{stem}ing"),
        _ => format!("{}ing", doubled(verb)),
    };
    vec![(Form::Base, verb.to_owned()), (Form::Third, third), (Form::Past, past), (Form::Ing, ing)]
}

/// The form that ends in `ing`, of a verb of one or more words.
pub(super) fn ing(deed: &str) -> String {
    let (verb, rest) = deed.split_once(' ').unwrap_or((deed, ""));
    let form = forms(verb).pop().map_or_else(|| verb.to_owned(), |(_, form)| form);
    format!("{form} {rest}").trim().to_owned()
}

fn after_consonant_y(verb: &str) -> Option<&str> {
    verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

/// `hug` to `hugg`: a short verb with one vowel before its last consonant.
fn doubled(verb: &str) -> String {
    let letters: Vec<char> = verb.chars().collect();
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
    match letters[..] {
        [.., before, vowel, last]
            if !is_vowel(before) && is_vowel(vowel) && !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') =>
        {
            let vowels = letters.iter().filter(|letter| is_vowel(**letter)).count();
            if vowels == 1 || (before == 'u' && vowels == 2) { format!("{verb}{last}") } else { verb.to_owned() }
        }
        _ => verb.to_owned(),
    }
}

/// A plural by rule, with the exceptions that a story needs.
pub(super) fn plural_of(noun: &str) -> String {
    let (head, last) = noun.rsplit_once(' ').map_or(("", noun), |(head, last)| (head, last));
    let plural = match last {
        "mouse" => "mice".to_owned(),
        "goose" => "geese".to_owned(),
        "child" => "children".to_owned(),
        "foot" => "feet".to_owned(),
        "tooth" => "teeth".to_owned(),
        "person" => "people".to_owned(),
        "leaf" | "wolf" | "elf" | "calf" | "loaf" | "shelf" | "scarf" | "hoof" => {
            format!("{}ves", last.trim_end_matches('f'))
        }
        "sheep" | "deer" | "fish" | "reindeer" | "moose" | "salmon" => last.to_owned(),
        "Roman" | "human" | "German" | "shaman" | "talisman" | "caiman" | "ottoman" => format!("{last}s"),
        _ if last.ends_with("man") => format!("{}men", last.trim_end_matches("man")),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| last.ends_with(end)) => format!("{last}es"),
        _ if matches!(
            last,
            "potato"
                | "tomato"
                | "mango"
                | "mosquito"
                | "hero"
                | "superhero"
                | "echo"
                | "volcano"
                | "domino"
                | "tornado"
                | "buffalo"
        ) =>
        {
            format!("{last}es")
        }
        _ => match last.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{last}s"),
        },
    };
    format!("{head} {plural}").trim().to_owned()
}
