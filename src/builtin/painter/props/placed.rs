//! Finds each thing its place: in the sky, behind the heroes, or beside them on the ground.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::Tone;
use super::super::footing::Standing;
use super::super::page::Page;
use super::super::shapes;
use super::thing::thing;
use crate::domain::Place;
use crate::pipeline::palette::{is_covered, is_inside};

/// Where a thing belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Above,
    Behind,
    Ground,
}

fn belongs(prop: &str) -> Where {
    match prop {
        "moon" | "star" | "sun" | "rainbow" | "kite" | "balloon" | "bird" | "butterfly" | "firefly" | "feather"
        | "leaf" => Where::Above,
        "lighthouse" | "tent" | "train" | "rocket" | "snowman" | "ladder" | "door" => Where::Behind,
        _ => Where::Ground,
    }
}

/// Draws the things of the page.
pub(in super::super) fn around(canvas: &mut Canvas, page: &Page<'_>) {
    let mut chance = Chance::new(page.spec.seed, 7);
    let w = canvas.width;
    let flip = chance.heads();
    let side = |x: f32| if flip { w * (1.0 - x) } else { w * x };
    let mut places = [
        [(0.68, 250.0), (0.36, 210.0), (0.9, 330.0), (0.12, 300.0)].iter(),
        [(0.86, 0.0), (0.13, 0.0), (0.7, 0.0), (0.3, 0.0)].iter(),
        [(0.16, 0.0), (0.83, 0.0), (0.07, 26.0), (0.93, 30.0)].iter(),
    ];
    let afloat = matches!(page.footing.standing, Standing::Boat | Standing::Cloud | Standing::Floating);
    for prop in &page.spec.elements.props {
        if canvas.told.shines(prop) || belongs_to_place(prop, page) {
            canvas.told.thing(prop);
            continue;
        }
        if !has_room(prop, page) {
            continue;
        }
        let belongs = belongs(prop);
        let Some((x, drop)) = places[belongs as usize].next() else { continue };
        let at = match belongs {
            Where::Above => (side(*x), *drop),
            Where::Behind => (side(*x), page.footing.y - 96.0),
            Where::Ground if afloat => (side(*x), page.footing.y - 60.0 + drop),
            Where::Ground => (side(*x), page.footing.y + 34.0 + drop),
        };
        canvas.told.thing(prop);
        one(canvas, prop, at, belongs, afloat);
    }
}

/// The boat that carries the heroes, and what a place is known by, are not drawn twice.
fn belongs_to_place(prop: &str, page: &Page<'_>) -> bool {
    match (prop, page.spec.elements.place) {
        ("boat", _) => page.footing.standing == Standing::Boat,
        ("lighthouse", place) => place == Place::Lighthouse,
        ("tent" | "campfire", place) => place == Place::Campsite,
        ("train", place) => place == Place::Station,
        _ => false,
    }
}

/// There is one sun at most, and no sky in a room.
fn has_room(prop: &str, page: &Page<'_>) -> bool {
    let place = page.spec.elements.place;
    match prop {
        "sun" => false,
        "moon" | "star" if is_covered(&page.spec.elements) && place != Place::Space => false,
        "moon" | "star" | "rainbow" => !is_inside(place),
        _ => true,
    }
}

fn one(canvas: &mut Canvas, prop: &str, at: (f32, f32), belongs: Where, afloat: bool) {
    canvas.toned(Tone::Hero, |canvas| {
        if belongs != Where::Above && !afloat {
            canvas.toned(Tone::Shining, |canvas| {
                canvas.glaze(shapes::ellipse(at.0, at.1 + 2.0, 66.0, 11.0), [0.10, 0.08, 0.20], 0.22);
            });
        }
        canvas.at(at, (1.45, 1.45), 0.0, |canvas| thing(canvas, prop));
    });
}
