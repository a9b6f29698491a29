//! Reads a character sheet: what somebody is, their colours, and what they have on.

use super::super::colour::darker;
use super::kinds::{self, Kind, Role};
use crate::domain::Hero;
use crate::pipeline::elements::{kind_word, words_of};
use crate::pipeline::palette::{Rgb, mix, rgb};

/// Something to wear or to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Scarf,
    Hat,
    Crown,
    Glasses,
    Cape,
    Dress,
    Shirt,
    Trousers,
    Bow,
    Backpack,
    Boots,
    Flower,
    Helmet,
    Wings,
    Necklace,
}

/// How somebody looks on every page.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) kind: Kind,
    /// Fur, feathers, skin, metal.
    pub(super) coat: Rgb,
    pub(super) belly: Rgb,
    pub(super) hair: Rgb,
    /// Eyes' rims and small extras.
    pub(super) accent: Rgb,
    pub(super) wear: Vec<(Item, Rgb)>,
    /// From the name: chooses hair-dos and freckles.
    pub(super) hash: u64,
}

impl Figure {
    /// The colour of a mane: a unicorn's is pink unless its sheet says more.
    pub(super) fn mane(&self) -> Rgb {
        if self.coat[0] > 0.9 && self.coat[2] > 0.9 {
            mix(self.accent, rgb(0xf4_a0_d0), 0.6)
        } else {
            darker(self.coat, 0.45)
        }
    }
}

const COLOURS: &[(&str, u32)] = &[
    ("red", 0xdc_4a_44),
    ("orange", 0xf0_8c_3c),
    ("straw", 0xe6_c8_7c),
    ("yellow", 0xf8_cf_4c),
    ("green", 0x5c_aa_5c),
    ("blue", 0x4c_86_cc),
    ("purple", 0x93_62_b8),
    ("violet", 0x93_62_b8),
    ("pink", 0xf2_8c_ac),
    ("white", 0xfa_f8_f4),
    ("black", 0x43_3e_4c),
    ("grey", 0x9a_9e_a8),
    ("gray", 0x9a_9e_a8),
    ("brown", 0x94_62_42),
    ("gold", 0xf2_bc_48),
    ("golden", 0xf2_bc_48),
    ("silver", 0xba_c6_d2),
    ("turquoise", 0x48_b8_b4),
    ("teal", 0x3c_98_94),
    ("cream", 0xf8_ea_cc),
    ("copper", 0xc8_7a_4c),
    ("scarlet", 0xd4_38_3c),
    ("crimson", 0xb8_30_44),
    ("blond", 0xf2_cf_74),
    ("blonde", 0xf2_cf_74),
    ("ginger", 0xde_7c_3c),
    ("lilac", 0xc2_a2_dc),
    ("lavender", 0xc2_a2_dc),
    ("mint", 0x9c_dc_b8),
    ("dark", 0x4c_40_44),
    ("sandy", 0xe2_bc_84),
    ("spotted", 0xe8_8a_6a),
    ("striped", 0xe0_6a_6a),
    ("rainbow", 0xf0_7a_a0),
    ("chestnut", 0x8c_50_34),
    ("bronze", 0xb8_84_50),
];

const ITEMS: &[(&str, Item)] = &[
    ("scarf", Item::Scarf),
    ("shawl", Item::Scarf),
    ("bandana", Item::Scarf),
    ("tie", Item::Bow),
    ("collar", Item::Necklace),
    ("hat", Item::Hat),
    ("cap", Item::Hat),
    ("beanie", Item::Hat),
    ("hood", Item::Hat),
    ("bonnet", Item::Hat),
    ("crown", Item::Crown),
    ("tiara", Item::Crown),
    ("glasses", Item::Glasses),
    ("spectacles", Item::Glasses),
    ("goggles", Item::Glasses),
    ("cape", Item::Cape),
    ("cloak", Item::Cape),
    ("dress", Item::Dress),
    ("gown", Item::Dress),
    ("skirt", Item::Dress),
    ("robe", Item::Dress),
    ("apron", Item::Dress),
    ("shirt", Item::Shirt),
    ("coat", Item::Shirt),
    ("raincoat", Item::Shirt),
    ("jacket", Item::Shirt),
    ("sweater", Item::Shirt),
    ("jumper", Item::Shirt),
    ("vest", Item::Shirt),
    ("waistcoat", Item::Shirt),
    ("pullover", Item::Shirt),
    ("hoodie", Item::Shirt),
    ("overalls", Item::Trousers),
    ("dungarees", Item::Trousers),
    ("trousers", Item::Trousers),
    ("shorts", Item::Trousers),
    ("pants", Item::Trousers),
    ("bow", Item::Bow),
    ("ribbon", Item::Bow),
    ("backpack", Item::Backpack),
    ("satchel", Item::Backpack),
    ("bag", Item::Backpack),
    ("rucksack", Item::Backpack),
    ("boots", Item::Boots),
    ("shoes", Item::Boots),
    ("wellies", Item::Boots),
    ("sneakers", Item::Boots),
    ("slippers", Item::Boots),
    ("socks", Item::Boots),
    ("flower", Item::Flower),
    ("daisy", Item::Flower),
    ("helmet", Item::Helmet),
    ("wings", Item::Wings),
    ("necklace", Item::Necklace),
    ("medal", Item::Necklace),
    ("bell", Item::Necklace),
    ("button", Item::Necklace),
];

const COAT_WORDS: &[&str] = &[
    "fur", "feathers", "scales", "skin", "body", "shell", "plumage", "coat", "metal", "wool", "fleece", "spots", "paws",
];
const HAIR_WORDS: &[&str] = &["hair", "curls", "braids", "plaits", "pigtails", "mane", "beard", "ponytail"];

const SKINS: [u32; 5] = [0xf8_d6_b4, 0xf0_c0_98, 0xd6_9c_70, 0xa8_70_4c, 0x84_54_3a];
const HAIRS: [u32; 6] = [0x4a_34_30, 0x7a_4c_33, 0xd8_9c_4c, 0xb8_58_34, 0x2e_2a_34, 0x96_68_44];
const ACCENTS: [u32; 6] = [0xe0_5a_52, 0x4c_8c_c8, 0xf2_b8_48, 0x6a_b0_6c, 0x9a_6c_c0, 0xf0_8c_a8];
const ROUNDS: [u32; 6] = [0x8c_c8_e8, 0xf4_a8_a0, 0xa8_d8_8c, 0xc8_a4_e4, 0xf8_cc_70, 0x7c_d0_c0];

/// Reads the sheet of a hero.
pub(super) fn read(hero: &Hero) -> Figure {
    let sheet = &hero.sheet;
    let hash = hash_of(&sheet.name, &sheet.kind);
    let pick = |table: &[u32], turn: u32| rgb(table[usize::from((hash >> turn).to_le_bytes()[0]) % table.len()]);
    let (kind, own, own_belly) = known(&sheet.kind).unwrap_or_else(|| (Kind::Round, pick(&ROUNDS, 4), rgb(0xff_f4_de)));
    let mut figure = Figure {
        kind,
        coat: own,
        belly: own_belly,
        hair: pick(&HAIRS, 12),
        accent: rgb(ACCENTS[hero.index % ACCENTS.len()]),
        wear: Vec::new(),
        hash,
    };
    if matches!(kind, Kind::Person(_)) {
        figure.coat = pick(&SKINS, 20);
    }
    if let Some(colour) = words_of(&sheet.kind).iter().find_map(|word| colour_of(word)) {
        paint_coat(&mut figure, colour);
    }
    for piece in sheet.look.to_lowercase().split([',', ';', '.']).flat_map(|piece| piece.split(" and ")) {
        put_on(&mut figure, piece);
    }
    dress(&mut figure);
    figure
}

fn known(kind: &str) -> Option<(Kind, Rgb, Rgb)> {
    let words = words_of(kind);
    kinds::of(&kind_word(kind)).or_else(|| words.iter().rev().find_map(|word| kinds::of(word)))
}

/// Takes one piece of a look: a colour and what has it.
fn put_on(figure: &mut Figure, piece: &str) {
    let words = words_of(piece);
    let colour = words.iter().find_map(|word| colour_of(word));
    let is = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let person = matches!(figure.kind, Kind::Person(_));
    let item = words.iter().rev().find_map(|word| ITEMS.iter().find(|(name, _)| name == word).map(|(_, item)| *item));
    match (item, colour) {
        (_, Some(colour)) if is(HAIR_WORDS) => figure.hair = colour,
        (Some(Item::Shirt), Some(colour)) if !person && is(&["coat"]) && !is(&["rain", "winter"]) => {
            paint_coat(figure, colour);
        }
        (Some(item), colour) => figure.wear.push((item, colour.unwrap_or_else(|| natural(item, figure.accent)))),
        (None, Some(colour)) if !person && (is(COAT_WORDS) || is_colour_alone(&words)) => paint_coat(figure, colour),
        (None, _) => {}
    }
}

/// `bright red` is somebody's colour, `pink umbrella` is not.
fn is_colour_alone(words: &[String]) -> bool {
    words.len() <= 2 && words.last().is_some_and(|word| colour_of(word).is_some())
}

/// What a crown or glasses are made of when nobody says.
fn natural(item: Item, accent: Rgb) -> Rgb {
    match item {
        Item::Crown | Item::Necklace => rgb(0xf6_c4_4a),
        Item::Glasses => rgb(0x4c_40_4c),
        Item::Boots => rgb(0x8c_58_40),
        Item::Wings => rgb(0xe8_f4_ff),
        Item::Helmet => rgb(0xb4_c0_cc),
        Item::Backpack => rgb(0xb8_80_50),
        _ => accent,
    }
}

/// People are dressed, whatever their sheet forgot; others get a mark of their own when they wear nothing.
fn dress(figure: &mut Figure) {
    let wears = |item: Item| figure.wear.iter().any(|(worn, _)| *worn == item);
    let plain = |figure: &Figure| kinds_cloth(figure);
    let add = match figure.kind {
        Kind::Person(Role::Girl | Role::Queen | Role::Wizard | Role::Fairy | Role::Grandmother)
            if !wears(Item::Dress) && !wears(Item::Shirt) =>
        {
            vec![(Item::Dress, plain(figure))]
        }
        Kind::Person(Role::Mermaid) => vec![],
        Kind::Person(_) if !wears(Item::Shirt) && !wears(Item::Dress) => vec![(Item::Shirt, plain(figure))],
        Kind::Person(_) => vec![],
        _ if figure.wear.is_empty()
            && !matches!(figure.kind, Kind::Robot | Kind::Ghost | Kind::Fish | Kind::Star | Kind::Octopus) =>
        {
            let item = if figure.hash.is_multiple_of(4) { Item::Bow } else { Item::Scarf };
            vec![(item, figure.accent)]
        }
        _ => vec![],
    };
    figure.wear.extend(add);
    let crowned = matches!(figure.kind, Kind::Person(Role::Queen | Role::King));
    if crowned && !figure.wear.iter().any(|(item, _)| *item == Item::Crown) {
        figure.wear.push((Item::Crown, rgb(0xf6_c4_4a)));
    }
}

/// A person's cloth: what the role wears, but boys and girls by their place in the cast.
fn kinds_cloth(figure: &Figure) -> Rgb {
    match figure.kind {
        Kind::Person(Role::Girl | Role::Boy) => figure.accent,
        _ => figure.belly,
    }
}

fn paint_coat(figure: &mut Figure, colour: Rgb) {
    figure.coat = colour;
    if colour.iter().all(|channel| *channel < 0.35) {
        figure.belly = rgb(0xcf_c8_d0);
    }
}

fn colour_of(word: &str) -> Option<Rgb> {
    COLOURS.iter().find(|(name, _)| *name == word).map(|(_, number)| rgb(*number))
}

/// FNV-1a: the same in every version.
fn hash_of(name: &str, kind: &str) -> u64 {
    name.bytes()
        .chain([0])
        .chain(kind.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
