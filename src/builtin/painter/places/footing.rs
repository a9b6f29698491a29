//! Which place is drawn by whom.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::{beyond, indoors, land, towns, water};
use crate::domain::{PictureSpec, Place, TimeOfDay, Weather};

/// How heroes are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Standing {
    /// On the ground, with a shadow.
    Ground,
    /// In a boat.
    Boat,
    /// On a cloud each.
    Cloud,
    /// In a bubble of glass, among the stars.
    Floating,
    /// In a bubble of air, under water.
    Swimming,
}

/// Where feet are, in units from the top, and what carries them.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Footing {
    pub(in super::super) y: f32,
    pub(in super::super) standing: Standing,
}

/// The footing of a place.
pub(in super::super) fn footing(place: Place) -> Footing {
    match place {
        Place::Sea => Footing { y: 770.0, standing: Standing::Boat },
        Place::Sky => Footing { y: 790.0, standing: Standing::Cloud },
        Place::Space => Footing { y: 770.0, standing: Standing::Floating },
        Place::Underwater => Footing { y: 770.0, standing: Standing::Swimming },
        Place::House | Place::Bedroom | Place::School => Footing { y: 870.0, standing: Standing::Ground },
        _ => Footing { y: 856.0, standing: Standing::Ground },
    }
}

/// What the drawing of a place asks of a page.
pub(super) struct Scene {
    pub(super) night: bool,
    pub(super) snowy: bool,
    pub(super) chance: Chance,
}

/// Everything behind the heroes.
pub(in super::super) fn background(canvas: &mut Canvas, spec: &PictureSpec) {
    let elements = &spec.elements;
    let mut scene = Scene {
        night: elements.time == TimeOfDay::Night || spec.style == crate::domain::Style::Night,
        snowy: elements.weather == Weather::Snow || elements.place == Place::Snowfield,
        chance: Chance::new(spec.seed, 2),
    };
    let draw = match elements.place {
        Place::Forest => land::forest,
        Place::Meadow => land::meadow,
        Place::Garden => land::garden,
        Place::Mountain => land::mountains,
        Place::Desert => land::desert,
        Place::Snowfield => land::snowfield,
        Place::Village => towns::village,
        Place::City => towns::city,
        Place::Castle => towns::castle,
        Place::Farm => towns::farm,
        Place::River => water::river,
        Place::Lake => water::lake,
        Place::Sea => water::sea,
        Place::Beach => water::beach,
        Place::Island => water::island,
        Place::Underwater => water::underwater,
        Place::House => indoors::house,
        Place::Bedroom => indoors::bedroom,
        Place::School => indoors::school,
        Place::Cave => beyond::cave,
        Place::Sky => beyond::sky,
        Place::Space => beyond::space,
    };
    draw(canvas, &mut scene);
}

/// What stands before the heroes, at the page's foot.
pub(in super::super) fn foreground(canvas: &mut Canvas, spec: &PictureSpec) {
    let mut chance = Chance::new(spec.seed, 3);
    match spec.elements.place {
        Place::Forest | Place::Meadow | Place::Garden | Place::Farm | Place::Castle | Place::River | Place::Lake
            if spec.elements.weather != Weather::Snow =>
        {
            land::verge(canvas, &mut chance);
        }
        Place::Sea => water::bow_wave(canvas, &mut chance),
        Place::Underwater => water::bubbles(canvas, &mut chance),
        _ => {}
    }
}
