//! What heroes have on or with them.

use crate::pipeline::palette::{Rgb, rgb};

/// Something to wear or to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumString)]
pub(super) enum Item {
    Hat,
    SunHat,
    Cap,
    Beanie,
    Beret,
    TopHat,
    ChefHat,
    PartyHat,
    SantaHat,
    PointedHat,
    PirateHat,
    Crown,
    Helmet,
    FireHelmet,
    KnightHelmet,
    SpaceHelmet,
    Hood,
    Hijab,
    Turban,
    Kippah,
    Bandana,
    Flower,
    Wreath,
    HairBow,
    Headband,
    Headphones,
    Antennae,
    Horns,
    Glasses,
    Sunglasses,
    EyePatch,
    HearingAid,
    Mask,
    Freckles,
    Vitiligo,
    Birthmark,
    Beard,
    Moustache,
    Scarf,
    Tie,
    Bow,
    Necklace,
    Medal,
    Bell,
    Collar,
    Button,
    Stethoscope,
    Shirt,
    Coat,
    Sweater,
    Waistcoat,
    Dress,
    Sari,
    Skirt,
    Apron,
    Trousers,
    Shorts,
    Dungarees,
    Pyjamas,
    Swimsuit,
    Armour,
    SpaceSuit,
    Boots,
    Shoes,
    Socks,
    Cape,
    Wings,
    Backpack,
    Satchel,
    Wheelchair,
    Cane,
    Stick,
    Crutches,
    Walker,
    Prosthesis,
    BionicArm,
    Cast,
    Sling,
    Tube,
    Fishtail,
    Teeth,
}

/// What an item takes, so that nobody wears two hats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Head,
    Eyes,
    Body,
    Legs,
    Feet,
    Aid,
    /// As many as one likes.
    Free,
}

impl Item {
    pub(super) const fn slot(self) -> Slot {
        match self {
            item if item.is_hat() => Slot::Head,
            Self::Glasses | Self::Sunglasses | Self::Mask => Slot::Eyes,
            item if item.is_cloth() => Slot::Body,
            Self::Skirt | Self::Trousers | Self::Shorts | Self::Dungarees => Slot::Legs,
            Self::Boots | Self::Shoes | Self::Socks => Slot::Feet,
            Self::Wheelchair | Self::Cane | Self::Stick | Self::Crutches | Self::Walker => Slot::Aid,
            _ => Slot::Free,
        }
    }

    pub(super) const fn is_below_the_waist(self) -> bool {
        matches!(
            self,
            Self::Boots
                | Self::Shoes
                | Self::Socks
                | Self::Trousers
                | Self::Shorts
                | Self::Skirt
                | Self::Prosthesis
                | Self::Cast
                | Self::Walker
                | Self::Fishtail
                | Self::Satchel
        )
    }

    const fn is_hat(self) -> bool {
        matches!(
            self,
            Self::Hat
                | Self::SunHat
                | Self::Cap
                | Self::Beanie
                | Self::Beret
                | Self::TopHat
                | Self::ChefHat
                | Self::PartyHat
                | Self::SantaHat
                | Self::PointedHat
                | Self::PirateHat
                | Self::Crown
                | Self::Helmet
                | Self::FireHelmet
                | Self::KnightHelmet
                | Self::SpaceHelmet
                | Self::Hood
                | Self::Hijab
                | Self::Turban
                | Self::Kippah
                | Self::Bandana
                | Self::Wreath
        )
    }

    const fn is_cloth(self) -> bool {
        matches!(
            self,
            Self::Shirt
                | Self::Coat
                | Self::Sweater
                | Self::Dress
                | Self::Sari
                | Self::Pyjamas
                | Self::Swimsuit
                | Self::Armour
                | Self::SpaceSuit
        )
    }

    const fn is_white(self) -> bool {
        matches!(
            self,
            Self::ChefHat
                | Self::Apron
                | Self::SpaceSuit
                | Self::SpaceHelmet
                | Self::Socks
                | Self::Cast
                | Self::Sling
                | Self::Cane
                | Self::Teeth
        )
    }

    /// What it is made of when nobody says.
    pub(super) fn natural(self, accent: Rgb) -> Rgb {
        match self {
            Self::Crown | Self::Necklace | Self::Medal | Self::Bell | Self::Button => rgb(0xf6_c4_4a),
            Self::SunHat => rgb(0xec_d0_8c),
            Self::Glasses | Self::Sunglasses | Self::EyePatch | Self::PirateHat | Self::TopHat => rgb(0x4c_40_4c),
            Self::Boots | Self::Shoes | Self::Stick => rgb(0x8c_58_40),
            Self::Wings => rgb(0xd8_ee_fa),
            Self::Helmet | Self::Armour | Self::KnightHelmet => rgb(0xb4_c0_cc),
            Self::Backpack | Self::Satchel => rgb(0xb8_80_50),
            item if item.is_white() => rgb(0xfa_f8_f4),
            Self::Turban => rgb(0xe8_8a_3c),
            Self::Kippah => rgb(0x3c_5c_a8),
            Self::Hijab => rgb(0x6a_8a_c8),
            Self::SantaHat | Self::Hood | Self::FireHelmet => rgb(0xd4_3c_3c),
            Self::HearingAid => rgb(0xf4_a4_c8),
            Self::Stethoscope | Self::Headphones => rgb(0x4a_4a_5c),
            Self::Trousers | Self::Dungarees | Self::Shorts => rgb(0x5a_74_a8),
            Self::Prosthesis | Self::BionicArm | Self::Crutches | Self::Walker => rgb(0xa4_b0_bc),
            Self::Fishtail => rgb(0x4c_b0_a8),
            Self::Wreath | Self::Flower => rgb(0xf2_8c_ac),
            Self::Birthmark => rgb(0xb0_4c_54),
            _ => accent,
        }
    }
}

/// What is on a cloth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Plain,
    Stripes,
    Dots,
}

impl Pattern {
    /// Its word, where it is drawn on such a cloth.
    pub(super) fn of(self, item: Item) -> Option<&'static str> {
        let shows = match item {
            Item::Shirt | Item::Sweater | Item::Dress | Item::Skirt | Item::Pyjamas => true,
            Item::Scarf | Item::Socks => self == Self::Stripes,
            _ => false,
        };
        match self {
            Self::Stripes if shows => Some("striped"),
            Self::Dots if shows => Some("spotted"),
            _ => None,
        }
    }
}
