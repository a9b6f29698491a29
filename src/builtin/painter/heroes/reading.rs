//! Reads a character sheet: kind and look, then what the kind wears, then what chance says of whom nobody does.

use super::figure::{Figure, Hair, Said};
use super::items::{Item, Slot};
use super::kinds::{self, Build, Kind};
use super::lists::{Cut, TONES, Texture};
use super::look;
use crate::domain::{Character, Hero};
use crate::pipeline::elements::words_of;
use crate::pipeline::palette::{Rgb, rgb};

const ACCENTS: [u32; 6] = [0xe0_5a_52, 0x4c_8c_c8, 0xf2_b8_48, 0x6a_b0_6c, 0x9a_6c_c0, 0xf0_8c_a8];
const ROUNDS: [u32; 6] = [0x8c_c8_e8, 0xf4_a8_a0, 0xa8_d8_8c, 0xc8_a4_e4, 0xf8_cc_70, 0x7c_d0_c0];

/// The tones, from the palest on, that go with fair hair and light eyes.
const FAIR: usize = 3;

/// Reads the sheet of a hero.
pub(super) fn read(hero: &Hero) -> Figure {
    let sheet = &hero.sheet;
    let hash = hash_of(&sheet.name, &sheet.kind);
    let being = kinds::of(&sheet.kind);
    let mut figure = Figure {
        kind: being.kind,
        label: being.label,
        coat: being.coat.unwrap_or_else(|| rgb(ROUNDS[chosen(hash, 4, ROUNDS.len())])),
        coat_said: None,
        skin: None,
        belly: being.belly,
        marks: None,
        hair: Hair {
            colour: [0.0; 3],
            cut: Cut::Bald,
            texture: Texture::Straight,
            is_worn_long: false,
            said: Said::default(),
        },
        eyes: None,
        eye_count: None,
        accent: rgb(ACCENTS[hero.index % ACCENTS.len()]),
        wear: Vec::new(),
        has_face: true,
        hash,
        waiting: Vec::new(),
    };
    if let Kind::Person(build) = being.kind {
        let kin = hero.kin.as_ref().map(|sheet| read(&Hero { sheet: sheet.clone(), index: 0, kin: None }));
        let by_chance = chosen(hash, 20, if is_fair(sheet) { FAIR } else { TONES.len() });
        let of_kin = kin.filter(Figure::is_person).map(|kin| nearest_tone(kin.coat));
        let tone = of_kin.unwrap_or(by_chance);
        figure.coat = TONES[tone];
        figure.hair = hair_by_chance(hash, tone, build);
    }
    for look in [&sheet.kind, &sheet.look] {
        look::put_on(&mut figure, look);
        figure.waiting.clear();
    }
    put_on_outfit(&mut figure, being.outfit);
    dress(&mut figure);
    figure
}

/// The tone of skin that is most like a colour.
fn nearest_tone(colour: Rgb) -> usize {
    let distance = |tone: &Rgb| tone.iter().zip(colour).map(|(one, other)| (one - other).abs()).sum::<f32>();
    let nearest = TONES.iter().enumerate().min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)));
    nearest.map_or(0, |(tone, _)| tone)
}

/// Whether hair or eyes are such as most often go with a light skin.
fn is_fair(sheet: &Character) -> bool {
    const WORDS: [&str; 8] = ["blond", "blonde", "ginger", "redhead", "redheaded", "freckles", "freckled", "flaxen"];
    let words: Vec<String> = [&sheet.kind, &sheet.look].into_iter().flat_map(|text| words_of(text)).collect();
    let is_pair = |two: &[String]| {
        matches!((two[0].as_str(), two[1].as_str()), ("blue" | "green" | "grey", "eyes" | "eyed") | ("red", "hair"))
    };
    words.iter().any(|word| WORDS.contains(&word.as_str())) || words.windows(2).any(is_pair)
}

/// What the kind wears, as far as the sheet leaves room for it; nothing of it is told.
fn put_on_outfit(figure: &mut Figure, outfit: &'static str) {
    let (own, hair) = (figure.wear.len(), figure.hair.clone());
    look::put_on(figure, outfit);
    if hair.said.any {
        figure.hair = hair;
    } else {
        figure.hair.said = hair.said;
    }
    for worn in &mut figure.wear[own..] {
        worn.words.clear();
    }
    figure.waiting.clear();
}

/// Hair of whom the sheet says nothing of it: darker and curlier with darker skin more often than not, grey with age.
fn hair_by_chance(hash: u64, tone: usize, build: Build) -> Hair {
    const COLOURS: [u32; 8] =
        [0x26_22_2a, 0x4a_30_28, 0x6e_45_30, 0x26_22_2a, 0x9a_6a_44, 0xc0_56_2c, 0xd8_a4_58, 0xf0_cc_70];
    let dark = tone > 2;
    let colour = if build.is_old() { 0xe4_e2_e4 } else { COLOURS[chosen(hash, 12, if dark { 4 } else { 8 })] };
    let girls = [Cut::Long, Cut::Pigtails, Cut::Long, Cut::Bun, Cut::Ponytail, Cut::Short, Cut::Braids, Cut::Long];
    let dark_girls = [Cut::Afro, Cut::Braids, Cut::Pigtails, Cut::Long, Cut::Locs, Cut::Cornrows, Cut::Bun, Cut::Long];
    let boys = [Cut::Short, Cut::Short, Cut::Short, Cut::Short, Cut::Short, Cut::Shaved, Cut::Short, Cut::Short];
    let dark_boys = [Cut::Short, Cut::Shaved, Cut::Afro, Cut::Short, Cut::Cornrows, Cut::Short, Cut::Short, Cut::Locs];
    let cuts = match (build.wears_dresses(hash), tone > 4) {
        (true, false) => girls,
        (true, true) => dark_girls,
        (false, false) => boys,
        (false, true) => dark_boys,
    };
    let cut = match build {
        Build::Grandmother => Cut::Bun,
        Build::Grandfather | Build::Baby => Cut::Shaved,
        _ => cuts[chosen(hash, 40, cuts.len())],
    };
    let textures = [Texture::Straight, Texture::Wavy, Texture::Curly, Texture::Straight];
    let texture = if tone > 5 { Texture::Curly } else { textures[chosen(hash, 32, textures.len())] };
    Hair { colour: rgb(colour), cut, texture, is_worn_long: build.wears_dresses(hash), said: Said::default() }
}

/// People are dressed, whatever their sheet forgot; others get a mark of their own when they wear nothing.
fn dress(figure: &mut Figure) {
    let accent = figure.accent;
    match figure.kind {
        Kind::Person(_) if figure.wear.iter().any(|worn| worn.item == Item::Fishtail) => {}
        Kind::Person(build) if !figure.wears(Slot::Body) => {
            let in_dress = build.wears_dresses(figure.hash) && !figure.wears(Slot::Legs);
            let item = match build {
                Build::Baby => Item::Pyjamas,
                _ if in_dress => Item::Dress,
                _ => Item::Shirt,
            };
            figure.add(item, accent);
        }
        Kind::Shape(shape) if !shape.likes_a_scarf() => {}
        Kind::Thing(_) => {}
        _ if figure.wear.is_empty() => {
            figure.add(if figure.hash.is_multiple_of(4) { Item::Bow } else { Item::Scarf }, accent);
        }
        _ => {}
    }
}

/// A number below `count` from eight bits of a hash.
fn chosen(hash: u64, turn: u32, count: usize) -> usize {
    usize::from((hash >> turn).to_le_bytes()[0]) % count
}

/// FNV-1a: the same in every version.
fn hash_of(name: &str, kind: &str) -> u64 {
    name.bytes()
        .chain([0])
        .chain(kind.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
