//! What is to be painted: where, when, in what weather, whom, and how it looks.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{AgeGroup, Character, MediaType, Style};

/// Where a scene is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
pub enum Place {
    // the country
    Forest,
    Jungle,
    Meadow,
    Garden,
    Farm,
    Mill,
    Campsite,
    Mountain,
    Cave,
    Desert,
    Snowfield,
    // water
    River,
    Lake,
    Sea,
    Harbour,
    Underwater,
    Beach,
    Lighthouse,
    Island,
    // above
    Sky,
    Space,
    // where people are
    Village,
    Cottage,
    City,
    Street,
    Park,
    Playground,
    SportsField,
    BuildingSite,
    Zoo,
    Castle,
    // under a roof
    House,
    Kitchen,
    Bedroom,
    School,
    Library,
    Museum,
    Theatre,
    Circus,
    Shop,
    Hospital,
    Pool,
    Train,
    Station,
    Airport,
    FireStation,
    Workshop,
    Stable,
}

/// When a scene is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
pub enum TimeOfDay {
    Dawn,
    Day,
    Sunset,
    Night,
}

/// The weather of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, VariantArray)]
pub enum Weather {
    Clear,
    Cloudy,
    Rain,
    Storm,
    Snow,
    Wind,
    Fog,
}

/// What clouds hide of the sky.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString)]
pub enum Clouds {
    /// There is not a single one.
    None,
    White,
    /// They hide sun, moon and stars.
    Grey,
}

/// How everybody on a page feels, as far as faces show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr)]
pub enum Mood {
    /// Nothing forbids a laugh.
    Merry,
    /// Nobody laughs, and nobody need be sad.
    Calm,
    Sad,
}

/// Somebody to be seen in a picture: their character sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hero {
    /// The sheet: name, kind, traits, look. The same on every page.
    pub sheet: Character,
    /// Their place in the cast, from 0: chooses their colours.
    pub index: usize,
    /// A relative in the same story, whose skin they have where their own sheet says nothing of it.
    pub kin: Option<Character>,
}

/// What is to be seen in a scene; found in its words by [`crate::pipeline::elements`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elements {
    pub place: Place,
    pub time: TimeOfDay,
    pub weather: Weather,
    pub clouds: Clouds,
    pub mood: Mood,
    /// Who, most important first.
    pub heroes: Vec<Hero>,
    /// Things worth drawing, in lower case but for names: `lantern`, `boat`, `Christmas tree`.
    pub props: Vec<String>,
}

/// What a painter drew, by its own account: alt texts name this and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Who, from left to right.
    pub heroes: Vec<DrawnHero>,
    pub place: Place,
    /// `None` where no hour is to be seen, as in a cave.
    pub time: Option<TimeOfDay>,
    pub weather: Weather,
    /// Those in the sky; [`Clouds::None`] where no sky is to be seen.
    pub clouds: Clouds,
    /// What the faces show.
    pub mood: Mood,
    /// Things besides the heroes' own, in lower case but for names.
    pub things: Vec<String>,
}

/// Somebody in a picture, as they can be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnHero {
    pub name: String,
    /// What they are: `fox`, `girl`. Empty where the picture says no more than their name.
    pub kind: String,
    /// Pieces of their look without articles: `brown skin`, `red scarf`, `wheelchair`.
    pub looks: Vec<String>,
}

/// A hero's picture, for painters that paint after one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name of the hero whose it is.
    pub name: String,
    pub media_type: MediaType,
    pub bytes: Bytes,
}

/// Everything that a painter is told: a pure function of the request, the outline and the scene's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSpec {
    /// The scene, counted from 1.
    pub scene: u32,
    /// For painters that take words.
    pub prompt: String,
    /// For painters that take things.
    pub elements: Elements,
    /// For painters that take pictures: of heroes who are in it.
    pub references: Vec<Reference>,
    pub style: Style,
    /// For whom.
    pub age_group: AgeGroup,
    /// Seeds chance; differs by scene.
    pub seed: u64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}
