//! Who has a shape of their own.

/// A shape; `words/kinds.txt` says whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Shape {
    // birds
    Bird,
    Duck,
    Hen,
    Parrot,
    Peacock,
    Eagle,
    Owl,
    Penguin,
    Wader,
    // scales and shells
    Dragon,
    Rex,
    LongNeck,
    ThreeHorns,
    Crocodile,
    Lizard,
    Snake,
    Frog,
    Turtle,
    // of the sea
    Fish,
    Whale,
    Dolphin,
    Shark,
    Seahorse,
    Seal,
    Walrus,
    Octopus,
    Jellyfish,
    Crab,
    // small ones
    Bee,
    Ladybird,
    Butterfly,
    Ant,
    Spider,
    Caterpillar,
    Worm,
    Snail,
    // machines
    Robot,
    Car,
    PoliceCar,
    TowTruck,
    Truck,
    RubbishTruck,
    FireEngine,
    Ambulance,
    Bus,
    Train,
    Bicycle,
    Motorbike,
    Digger,
    Crane,
    Dumper,
    Mixer,
    Bulldozer,
    Tractor,
    Rocket,
    Plane,
    Helicopter,
    Boat,
    Sailboat,
    Submarine,
    Ufo,
    // of tales
    Ghost,
    Alien,
    Yeti,
    Snowman,
    Gingerbread,
    // of the sky
    Star,
    Sun,
    Moon,
    Cloud,
    Raindrop,
    Snowflake,
    // things that have come to life
    Tree,
    Flower,
    Leaf,
    Pencil,
    House,
    Banana,
    Carrot,
    Potato,
    Sock,
    /// A friendly round creature: everything else.
    Round,
}

impl Shape {
    /// Who is at home in the sea, and needs no bubble of air.
    pub(super) const fn breathes_water(self) -> bool {
        matches!(
            self,
            Self::Fish
                | Self::Whale
                | Self::Dolphin
                | Self::Shark
                | Self::Seahorse
                | Self::Seal
                | Self::Walrus
                | Self::Octopus
                | Self::Jellyfish
                | Self::Crab
                | Self::Frog
                | Self::Turtle
                | Self::Crocodile
                | Self::Submarine
                | Self::Snail
        )
    }

    /// Who needs no air at all.
    pub(super) const fn needs_no_air(self) -> bool {
        matches!(
            self,
            Self::Robot
                | Self::Ghost
                | Self::Star
                | Self::Sun
                | Self::Moon
                | Self::Alien
                | Self::Rocket
                | Self::Ufo
                | Self::Plane
                | Self::Helicopter
                | Self::Train
                | Self::Car
                | Self::PoliceCar
                | Self::TowTruck
                | Self::Truck
                | Self::RubbishTruck
                | Self::FireEngine
                | Self::Ambulance
                | Self::Bus
                | Self::Bicycle
                | Self::Motorbike
                | Self::Digger
                | Self::Crane
                | Self::Dumper
                | Self::Mixer
                | Self::Bulldozer
                | Self::Tractor
                | Self::Boat
                | Self::Sailboat
                | Self::Submarine
        )
    }

    /// Who is drawn in a scarf or a bow when they have nothing on.
    pub(super) const fn likes_a_scarf(self) -> bool {
        matches!(self, Self::Bird | Self::Duck | Self::Owl | Self::Penguin | Self::Frog | Self::Snowman)
    }

    /// How large they are beside a child.
    pub(super) const fn stature(self) -> f32 {
        match self {
            Self::Bee | Self::Ladybird | Self::Butterfly | Self::Ant | Self::Spider | Self::Raindrop => 0.78,
            Self::Caterpillar | Self::Worm | Self::Snail | Self::Crab | Self::Seahorse | Self::Snowflake => 0.8,
            Self::Bird | Self::Duck | Self::Hen | Self::Parrot | Self::Frog | Self::Turtle | Self::Star => 0.84,
            Self::Fish | Self::Octopus | Self::Jellyfish | Self::Round | Self::Lizard | Self::Snake => 0.9,
            Self::Whale | Self::LongNeck | Self::Rex | Self::Yeti | Self::FireEngine | Self::Train => 1.12,
            _ => 1.0,
        }
    }
}
