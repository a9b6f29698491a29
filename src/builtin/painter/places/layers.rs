//! What stands behind and before the heroes, and which place is drawn by whom.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::conditions::Conditions;
use super::{beyond, country, halls, indoors, land, outings, rooms, stations, towns, water};
use crate::domain::{PictureSpec, Place, Weather};

/// Everything behind the heroes.
pub(in super::super) fn background(canvas: &mut Canvas, spec: &PictureSpec) {
    let mut conditions = Conditions::of(spec);
    let draw = match spec.elements.place {
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
        Place::Jungle => country::jungle,
        Place::Mill => country::mill,
        Place::Campsite => country::campsite,
        Place::Cottage => country::cottage,
        Place::Zoo => country::zoo,
        Place::Lighthouse => water::lighthouse,
        Place::Harbour => outings::harbour,
        Place::Street => outings::street,
        Place::Park => outings::park,
        Place::Playground => outings::playground,
        Place::SportsField => outings::sports_field,
        Place::BuildingSite => outings::building_site,
        Place::Kitchen => rooms::kitchen,
        Place::Hospital => rooms::hospital,
        Place::Workshop => rooms::workshop,
        Place::Stable => rooms::stable,
        Place::Train => rooms::train,
        Place::Library => halls::library,
        Place::Museum => halls::museum,
        Place::Theatre => halls::theatre,
        Place::Circus => halls::circus,
        Place::Shop => halls::shop,
        Place::Pool => halls::pool,
        Place::Station => stations::station,
        Place::Airport => stations::airport,
        Place::FireStation => stations::fire_station,
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
    draw(canvas, &mut conditions);
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
