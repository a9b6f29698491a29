//! Finds each thing its place: in the air, behind the heroes, or beside them on the ground.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::Tone;
use super::super::footing::Standing;
use super::super::heroes::{is_machine, parked};
use super::super::page::Page;
use super::super::props::thing;
use super::super::shapes::{self, At};
use super::super::sky::cloud;
use super::stage::{Stage, Where};
use crate::domain::Place;
use crate::pipeline::palette::{is_covered, is_inside, rgb};

/// A thing with its place on the page.
pub(in super::super) struct Placed {
    name: String,
    at: At,
    size: f32,
}

/// How large a thing is drawn that is as large as a hero's hand or head.
const SMALL: f32 = 1.65;
/// How large a machine or a house is drawn, out of doors.
const LARGE: f32 = 2.6;

/// Where a thing belongs out of doors, and how large it is drawn.
fn nature(prop: &str) -> (Where, f32) {
    match prop {
        "moon" | "star" | "sun" | "rainbow" | "kite" | "balloon" | "bird" | "butterfly" | "firefly" | "feather"
        | "leaf" | "fireworks" | "paper lantern" | "piñata" | "paper plane" | "soap bubbles" | "bunting" => {
            (Where::Above, SMALL)
        }
        "hot air balloon" => (Where::Above, 1.9),
        "rocket" => (Where::Behind, 2.0),
        "lighthouse" | "tent" | "snowman" | "ladder" | "door" => (Where::Behind, SMALL),
        "train" => (Where::Behind, 1.9),
        "Christmas tree" | "tree house" | "swing" | "scarecrow" | "traffic light" | "bird house" => {
            (Where::Behind, 1.75)
        }
        "bicycle" | "bike" | "tricycle" => (Where::Behind, 2.2),
        prop if is_machine(prop) => (Where::Behind, LARGE),
        _ => (Where::Beside, SMALL),
    }
}

/// What is too large for a room, or for a raft on the waves, is a toy there.
fn belongs(prop: &str, page: &Page<'_>) -> (Where, f32) {
    let place = page.spec.elements.place;
    let is_small = is_inside(place) && !matches!(place, Place::Cave | Place::Workshop | Place::Museum | Place::Circus);
    let is_carried = matches!(page.footing.standing, Standing::Boat | Standing::Cloud);
    let (belongs, size) = nature(prop);
    if is_machine(prop) && (is_small || is_carried) { (Where::Beside, 1.1) } else { (belongs, size) }
}

/// Draws the things of the page that are above and behind the heroes; those that stand before them are given back.
pub(in super::super) fn behind(canvas: &mut Canvas, page: &Page<'_>) -> Vec<Placed> {
    let flip = Chance::new(page.spec.seed, 7).heads();
    let mut stage = Stage::of(&page.footing, canvas.width, flip);
    let mut beside = Vec::new();
    for prop in &page.spec.elements.props {
        if canvas.told.shines(prop) || belongs_to_place(prop, page) {
            canvas.told.thing(prop);
            continue;
        }
        if !has_room(prop, page) {
            continue;
        }
        let (belongs, size) = belongs(prop, page);
        let Some(at) = stage.next(belongs) else { continue };
        canvas.told.thing(prop);
        let placed = Placed { name: prop.clone(), at, size };
        match belongs {
            Where::Above => one(canvas, &placed),
            Where::Behind => standing(canvas, page, &placed),
            Where::Beside => beside.push(placed),
        }
    }
    beside
}

/// Draws the things that stand before the heroes.
pub(in super::super) fn before(canvas: &mut Canvas, page: &Page<'_>, beside: &[Placed]) {
    for placed in beside {
        standing(canvas, page, placed);
    }
}

/// The boat that carries the heroes, and what a place is known by, are not drawn twice.
fn belongs_to_place(prop: &str, page: &Page<'_>) -> bool {
    match (prop, page.spec.elements.place) {
        ("boat", _) => page.footing.standing == Standing::Boat,
        ("lighthouse", place) => place == Place::Lighthouse,
        ("tent" | "campfire", place) => place == Place::Campsite,
        ("train", place) => place == Place::Station,
        ("swing", place) => place == Place::Playground,
        ("plane" | "aeroplane" | "airplane", place) => place == Place::Airport,
        ("fire engine" | "fire truck", place) => place == Place::FireStation,
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

/// A thing with what it stands on: its shadow, or what keeps it above the waves or in the air.
fn standing(canvas: &mut Canvas, page: &Page<'_>, placed: &Placed) {
    let ((x, y), wide) = (placed.at, 46.0 * placed.size);
    canvas.toned(Tone::Hero, |canvas| match page.footing.standing {
        Standing::Ground | Standing::Swimming => canvas.toned(Tone::Shining, |canvas| {
            canvas.glaze(shapes::ellipse(x, y + 2.0, wide, wide * 0.17), [0.10, 0.08, 0.20], 0.22);
        }),
        Standing::Boat => {
            canvas.body(shapes::round_rect(x - wide * 1.1, y - 6.0, wide * 2.2, 24.0, 11.0), rgb(0xb8_74_4a));
        }
        Standing::Cloud => {
            let white = canvas.lit(rgb(0xff_ff_ff));
            canvas.toned(Tone::Shining, |canvas| cloud(canvas, (x, y + 22.0), wide / 78.0, white));
        }
        Standing::Floating => {}
    });
    one(canvas, placed);
}

fn one(canvas: &mut Canvas, placed: &Placed) {
    canvas.toned(Tone::Hero, |canvas| {
        canvas.at(placed.at, (placed.size, placed.size), 0.0, |canvas| {
            if !parked(canvas, &placed.name) {
                thing(canvas, &placed.name);
            }
        });
    });
}
