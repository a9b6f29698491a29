//! Gentler words for things that painters refuse to paint, whatever is meant by them: in looks, traits, kinds and
//! things to be seen. Rules of ours, so that nobody has to be asked; in English, as painters read it.

/// What is said instead, longest first where one begins another.
const REPLACED: &[(&str, &str)] = &[
    ("shooting star", "falling star"),
    ("shooting stars", "falling stars"),
    ("killer whale", "orca"),
    ("killer whales", "orcas"),
    ("naked mole rat", "mole rat"),
    ("butter knife", "spoon"),
    ("pocket knife", "whistle"),
    ("blood orange", "orange"),
    ("bow and arrow", "feather"),
    ("bow and arrows", "feathers"),
    ("blood-red", "deep red"),
    ("bloodred", "deep red"),
    ("bloodshot", "tired"),
    ("barechested", "in a shirt"),
    ("bare-chested", "in a shirt"),
    ("shirtless", "in a shirt"),
    ("sword", "wooden toy sword"),
    ("swords", "wooden toy swords"),
    ("shoot", "sprout"),
    ("shoots", "sprouts"),
    ("cannon", "drum"),
    ("cannons", "drums"),
    ("bullet", "pebble"),
    ("bullets", "pebbles"),
    ("battle", "game"),
    ("war", "game"),
    ("warrior", "hero"),
    ("fighter", "hero"),
    ("hunter", "forester"),
    ("fighting", "playing"),
    ("deadly", "great"),
    ("scary", "funny"),
    ("fierce", "bold"),
    ("tattoo", "painted pattern"),
];

/// Whatever has one of these words in it is left out.
const LEFT_OUT: &[&str] = &[
    "knife",
    "knives",
    "dagger",
    "daggers",
    "blade",
    "blades",
    "axe",
    "axes",
    "spear",
    "spears",
    "gun",
    "guns",
    "rifle",
    "rifles",
    "pistol",
    "pistols",
    "revolver",
    "weapon",
    "weapons",
    "bomb",
    "bombs",
    "grenade",
    "dynamite",
    "shooting",
    "shooter",
    "shot",
    "stab",
    "stabbed",
    "stabbing",
    "blood",
    "bloody",
    "bleeding",
    "bloodthirsty",
    "gore",
    "gory",
    "wound",
    "wounds",
    "wounded",
    "kill",
    "kills",
    "killed",
    "killer",
    "killing",
    "murder",
    "murderer",
    "dead",
    "death",
    "dying",
    "corpse",
    "hanged",
    "noose",
    "whip",
    "torture",
    "poison",
    "poisonous",
    "naked",
    "nude",
    "undressed",
    "topless",
    "underwear",
    "bikini",
    "lingerie",
    "sexy",
    "seductive",
    "drunk",
    "beer",
    "wine",
    "cigarette",
    "cigarettes",
    "smoking",
    "drugs",
];

/// Words in a rule, at the most.
const LONGEST: usize = 3;

/// The same in gentler words; `None` where nothing gentle can be said.
#[must_use]
pub fn gentle(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut said: Vec<String> = Vec::new();
    let mut next = 0;
    while next < words.len() {
        match replaced(&words[next..]) {
            Some((taken, instead)) => {
                said.push(instead);
                next += taken;
            }
            None if is_left_out(words[next]) => return None,
            None => {
                said.push(words[next].to_owned());
                next += 1;
            }
        }
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// How many of the first words a rule is about, and what is said instead of them.
fn replaced(words: &[&str]) -> Option<(usize, String)> {
    (1..=LONGEST.min(words.len())).rev().find_map(|count| {
        let phrase = words[..count].iter().map(|word| core(word).to_lowercase()).collect::<Vec<_>>().join(" ");
        let (_, instead) = REPLACED.iter().find(|(said, _)| *said == phrase)?;
        let (first, last) = (words[0], words[count - 1]);
        let before = &first[..first.len() - first.trim_start_matches(is_mark).len()];
        let after = &last[last.trim_end_matches(is_mark).len()..];
        Some((count, format!("{before}{instead}{after}")))
    })
}

/// Whether a word, or a part of one with hyphens in it, is one of [`LEFT_OUT`].
fn is_left_out(word: &str) -> bool {
    let word = core(word).to_lowercase();
    word.split(['-', '\'', '\u{2019}']).any(|part| LEFT_OUT.contains(&part))
}

/// A word without the marks around it.
fn core(word: &str) -> &str {
    word.trim_matches(is_mark)
}

fn is_mark(letter: char) -> bool {
    !letter.is_alphanumeric()
}
