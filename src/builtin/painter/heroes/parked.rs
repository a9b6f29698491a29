//! Machines as things: drawn as those that are heroes, without a face.

use super::super::canvas::Canvas;
use super::figure::Figure;
use super::pose::{Mouth, Pose};
use super::{machines, reading};
use crate::domain::{Character, Hero};

/// How a machine is drawn.
type Drawing = fn(&mut Canvas, &Figure, Pose);

/// Draws a machine that nobody is, about 100 units tall, its wheels at the origin; `false` where none has such a name.
pub(in super::super) fn parked(canvas: &mut Canvas, name: &str) -> bool {
    let Some(draw) = drawing(name) else { return false };
    let sheet = Character { name: String::new(), kind: name.to_owned(), traits: Vec::new(), look: String::new() };
    let figure = Figure { has_face: false, ..reading::read(&Hero { sheet, index: 0, kin: None }) };
    draw(canvas, &figure, Pose { arms: (0.0, 0.0), tilt: 0.0, look: 0.0, mouth: Mouth::Calm });
    true
}

/// Whether a machine of this name can be parked.
pub(in super::super) fn is_machine(name: &str) -> bool {
    drawing(name).is_some()
}

fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "car" | "racing car" | "taxi" | "van" => machines::car,
        "police car" => machines::police_car,
        "truck" | "lorry" | "monster truck" => machines::truck,
        "garbage truck" | "rubbish truck" => machines::rubbish_truck,
        "fire engine" | "fire truck" => machines::fire_engine,
        "ambulance" => machines::ambulance,
        "bus" | "school bus" | "tram" => machines::bus,
        "bicycle" | "bike" | "tricycle" => machines::bicycle,
        "digger" | "excavator" => machines::digger,
        "crane" => machines::crane,
        "dump truck" => machines::dumper,
        "cement mixer" => machines::mixer,
        "bulldozer" | "snowplough" => machines::bulldozer,
        "tractor" => machines::tractor,
        "plane" | "aeroplane" | "airplane" => machines::plane,
        "helicopter" => machines::helicopter,
        "submarine" => machines::submarine,
        "flying saucer" => machines::ufo,
        _ => return None,
    };
    Some(draw)
}
