//! What the words for kinds look like.

use crate::pipeline::palette::{Rgb, rgb};

/// Ears of an animal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ears {
    Pointed,
    Long,
    Round,
    Wide,
    Floppy,
    Elephant,
    Side,
}

/// Tail of an animal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    Bushy,
    Puff,
    Thin,
    Curl,
    Mane,
    None,
}

/// Middle of an animal's face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Snout {
    /// Pale fluff on both cheeks, a pointed chin.
    Cheeks,
    Muzzle,
    Nose,
    Trunk,
    Pig,
    /// A long soft muzzle.
    Long,
}

/// What else is special.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extra {
    None,
    Stripes,
    Spines,
    Mane,
    Fleece,
    Antlers,
    Horn,
    HorseMane,
    Mask,
    Panda,
    Patch,
    Whiskers,
    Horns,
}

/// An animal on two legs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beast {
    pub(super) ears: Ears,
    pub(super) tail: Tail,
    pub(super) snout: Snout,
    pub(super) extra: Extra,
}

/// A person's part in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Girl,
    Boy,
    Queen,
    King,
    Knight,
    Wizard,
    Fairy,
    Mermaid,
    Pirate,
    Astronaut,
    Grandmother,
    Grandfather,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Beast(Beast),
    Bird,
    Owl,
    Penguin,
    Duck,
    Person(Role),
    Dragon,
    Fish,
    Frog,
    Robot,
    Ghost,
    Turtle,
    Octopus,
    Star,
    /// A friendly round creature: everything else.
    Round,
}

const fn beast(ears: Ears, tail: Tail, snout: Snout, extra: Extra) -> Kind {
    Kind::Beast(Beast { ears, tail, snout, extra })
}

/// Words, what they look like, their own colour and their belly's.
const KINDS: &[(&[&str], Kind, u32, u32)] = &[
    (&["fox", "vixen"], beast(Ears::Pointed, Tail::Bushy, Snout::Cheeks, Extra::None), 0xea_7b_34, 0xff_f3_e2),
    (
        &["wolf", "coyote", "husky", "jackal"],
        beast(Ears::Pointed, Tail::Bushy, Snout::Cheeks, Extra::None),
        0x8b_93_a4,
        0xee_f0_f2,
    ),
    (
        &["squirrel", "chipmunk"],
        beast(Ears::Pointed, Tail::Bushy, Snout::Nose, Extra::Whiskers),
        0xc0_6e_3c,
        0xff_e9_cf,
    ),
    (&["raccoon", "badger"], beast(Ears::Round, Tail::Bushy, Snout::Muzzle, Extra::Mask), 0x8d_8a_90, 0xe9_e4_df),
    (&["rabbit", "bunny", "hare"], beast(Ears::Long, Tail::Puff, Snout::Nose, Extra::Whiskers), 0xd9_c4_ae, 0xff_f7_ec),
    (
        &["bear", "cub", "bearcub", "teddy"],
        beast(Ears::Round, Tail::Puff, Snout::Muzzle, Extra::None),
        0xa8_71_48,
        0xea_c8_9c,
    ),
    (&["panda"], beast(Ears::Round, Tail::Puff, Snout::Muzzle, Extra::Panda), 0xfb_f9_f6, 0xff_ff_ff),
    (&["koala"], beast(Ears::Wide, Tail::None, Snout::Muzzle, Extra::None), 0x9f_a6_b2, 0xef_f0_f2),
    (
        &["beaver", "otter", "mole", "weasel", "seal"],
        beast(Ears::Round, Tail::Thin, Snout::Muzzle, Extra::Whiskers),
        0x8e_64_48,
        0xe6_c8_a2,
    ),
    (&["hamster", "guinea"], beast(Ears::Round, Tail::None, Snout::Cheeks, Extra::Whiskers), 0xe2_a8_62, 0xff_f6_e6),
    (
        &["cat", "kitten", "kitty"],
        beast(Ears::Pointed, Tail::Curl, Snout::Nose, Extra::Whiskers),
        0xf0_a8_54,
        0xff_f2_dc,
    ),
    (&["tiger", "tigress"], beast(Ears::Round, Tail::Curl, Snout::Muzzle, Extra::Stripes), 0xf2_98_3c, 0xff_f2_de),
    (
        &["leopard", "cheetah", "panther", "lynx", "jaguar"],
        beast(Ears::Round, Tail::Curl, Snout::Muzzle, Extra::Whiskers),
        0xf0_c0_5c,
        0xff_f4_dc,
    ),
    (&["lion", "lioness"], beast(Ears::Round, Tail::Curl, Snout::Muzzle, Extra::Mane), 0xf2_bd_5c, 0xff_ec_c6),
    (
        &["dog", "puppy", "hound", "pup"],
        beast(Ears::Floppy, Tail::Curl, Snout::Muzzle, Extra::Patch),
        0xdf_b0_78,
        0xff_f4_e4,
    ),
    (&["mouse", "mice", "rat"], beast(Ears::Wide, Tail::Thin, Snout::Nose, Extra::Whiskers), 0xa8_a6_b4, 0xf1_ec_f0),
    (&["elephant", "mammoth"], beast(Ears::Elephant, Tail::Thin, Snout::Trunk, Extra::None), 0x9a_aa_c4, 0xd2_dc_ea),
    (
        &["hedgehog", "porcupine", "urchin"],
        beast(Ears::Round, Tail::None, Snout::Nose, Extra::Spines),
        0xe8_c6_98,
        0xff_ef_d8,
    ),
    (&["pig", "piglet"], beast(Ears::Floppy, Tail::Thin, Snout::Pig, Extra::None), 0xf5_ac_b4, 0xff_d6_d8),
    (&["cow", "calf", "bull", "ox"], beast(Ears::Side, Tail::Thin, Snout::Long, Extra::Horns), 0xf2_e9_e0, 0xff_d8_cc),
    (&["sheep", "lamb", "ram"], beast(Ears::Side, Tail::Puff, Snout::Nose, Extra::Fleece), 0xef_d9_c2, 0xff_fb_f2),
    (&["goat", "kid"], beast(Ears::Side, Tail::Puff, Snout::Long, Extra::Horns), 0xd8_cc_bc, 0xff_f8_ea),
    (
        &["deer", "fawn", "reindeer", "moose", "stag"],
        beast(Ears::Side, Tail::Puff, Snout::Long, Extra::Antlers),
        0xc0_8a_58,
        0xff_ea_cc,
    ),
    (&["unicorn"], beast(Ears::Pointed, Tail::Mane, Snout::Long, Extra::Horn), 0xfd_f4_fa, 0xff_e4_f0),
    (
        &["horse", "pony", "donkey", "foal", "zebra"],
        beast(Ears::Pointed, Tail::Mane, Snout::Long, Extra::HorseMane),
        0xb8_86_5c,
        0xf2_d8_b8,
    ),
    (
        &["giraffe", "camel", "llama", "alpaca", "kangaroo"],
        beast(Ears::Side, Tail::Thin, Snout::Long, Extra::None),
        0xf0_c4_74,
        0xff_ee_c8,
    ),
    (
        &["hippo", "rhino", "hippopotamus"],
        beast(Ears::Round, Tail::Thin, Snout::Long, Extra::None),
        0xa4_9c_b8,
        0xd8_d0_e2,
    ),
    (
        &["monkey", "ape", "chimpanzee", "gorilla"],
        beast(Ears::Wide, Tail::Curl, Snout::Muzzle, Extra::None),
        0x94_64_48,
        0xf2_d0_a8,
    ),
    (&["bat"], beast(Ears::Pointed, Tail::None, Snout::Nose, Extra::None), 0x7a_6c_90, 0xc8_b8_dc),
    (&["owl", "owlet"], Kind::Owl, 0xa6_7e_5c, 0xf4_e2_c2),
    (
        &[
            "bird", "robin", "sparrow", "parrot", "raven", "crow", "eagle", "falcon", "finch", "swallow", "wren",
            "phoenix",
        ],
        Kind::Bird,
        0x5c_9c_d6,
        0xff_ee_d0,
    ),
    (&["penguin", "puffin"], Kind::Penguin, 0x3e_4c_6c, 0xff_ff_fa),
    (
        &["duck", "duckling", "chick", "chicken", "hen", "rooster", "goose", "gosling", "swan"],
        Kind::Duck,
        0xff_d8_58,
        0xff_ee_a8,
    ),
    (
        &["dragon", "dinosaur", "dino", "lizard", "crocodile", "alligator", "gecko"],
        Kind::Dragon,
        0x6e_b8_6a,
        0xf8_e8_a4,
    ),
    (&["fish", "goldfish", "whale", "dolphin", "shark", "seahorse"], Kind::Fish, 0xff_98_4c, 0xff_e0_b0),
    (&["frog", "toad", "tadpole"], Kind::Frog, 0x80_c0_5a, 0xe8_f2_b8),
    (&["robot", "android", "machine"], Kind::Robot, 0x9c_bc_d0, 0xe6_f0_f4),
    (&["ghost", "spirit", "phantom"], Kind::Ghost, 0xf6_f6_ff, 0xff_ff_ff),
    (&["turtle", "tortoise", "snail"], Kind::Turtle, 0x9c_cc_6c, 0xf2_ec_b4),
    (&["octopus", "squid", "jellyfish", "kraken"], Kind::Octopus, 0xc8_82_d0, 0xf0_d0_f0),
    (&["star"], Kind::Star, 0xff_d8_5a, 0xff_f0_b0),
    (
        &[
            "girl",
            "sister",
            "daughter",
            "mother",
            "mom",
            "mum",
            "woman",
            "aunt",
            "princess",
            "ballerina",
            "baker",
            "child",
            "gardener",
            "teacher",
            "dancer",
        ],
        Kind::Person(Role::Girl),
        0xf4_cc_a8,
        0xe8_7a_8a,
    ),
    (
        &[
            "boy", "brother", "son", "father", "dad", "man", "uncle", "farmer", "sailor", "captain", "toddler", "kid",
            "human", "person", "inventor", "prince", "explorer",
        ],
        Kind::Person(Role::Boy),
        0xf4_cc_a8,
        0x5a_94_c8,
    ),
    (&["queen"], Kind::Person(Role::Queen), 0xf4_cc_a8, 0xa8_6a_b8),
    (&["king"], Kind::Person(Role::King), 0xf4_cc_a8, 0xc0_4a_4e),
    (&["knight"], Kind::Person(Role::Knight), 0xf4_cc_a8, 0xa8_b4_c4),
    (&["wizard", "witch", "magician", "sorcerer"], Kind::Person(Role::Wizard), 0xf4_cc_a8, 0x5c_58_a8),
    (&["fairy", "elf", "pixie", "angel", "gnome"], Kind::Person(Role::Fairy), 0xf4_cc_a8, 0x8c_c4_7c),
    (&["mermaid"], Kind::Person(Role::Mermaid), 0xf4_cc_a8, 0x4c_b0_a8),
    (&["pirate"], Kind::Person(Role::Pirate), 0xf4_cc_a8, 0xb8_48_48),
    (&["astronaut", "cosmonaut"], Kind::Person(Role::Astronaut), 0xf4_cc_a8, 0xf2_f4_f8),
    (&["grandmother", "grandma", "granny", "nana"], Kind::Person(Role::Grandmother), 0xf4_cc_a8, 0x9a_7a_b0),
    (&["grandfather", "grandpa", "granddad", "old"], Kind::Person(Role::Grandfather), 0xf4_cc_a8, 0x6a_8a_70),
];

/// The kind of a word, its colour and its belly's; `None` for a word that is not known.
pub(super) fn of(word: &str) -> Option<(Kind, Rgb, Rgb)> {
    KINDS
        .iter()
        .find(|(words, ..)| words.contains(&word))
        .map(|(_, kind, colour, belly)| (*kind, rgb(*colour), rgb(*belly)))
}
