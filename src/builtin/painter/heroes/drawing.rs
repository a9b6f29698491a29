//! Which kind is drawn by whom.

use super::super::canvas::Canvas;
use super::birds::Plume;
use super::figure::Figure;
use super::kinds::Kind;
use super::pose::Pose;
use super::shape::Shape;
use super::{beast, birds, creatures, dinosaurs, insects, machines, people, scaly, swimmers, things, wonders};

/// Draws somebody 100 units tall, their feet at the origin.
pub(super) fn figure_in(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    match figure.kind {
        Kind::Beast(beast) => beast::beast(canvas, figure, beast, pose),
        Kind::Person(build) => people::person(canvas, figure, build, pose),
        Kind::Thing(name) => things::living(canvas, figure, pose, name),
        Kind::Shape(shape) if animal(canvas, figure, pose, shape) || machine(canvas, figure, pose, shape) => {}
        Kind::Shape(shape) => other(canvas, figure, pose, shape),
    }
}

fn animal(canvas: &mut Canvas, figure: &Figure, pose: Pose, shape: Shape) -> bool {
    match shape {
        Shape::Bird => birds::bird(canvas, figure, pose, Plume::Songbird),
        Shape::Duck => birds::bird(canvas, figure, pose, Plume::Duck),
        Shape::Hen => birds::bird(canvas, figure, pose, Plume::Hen),
        Shape::Parrot => birds::bird(canvas, figure, pose, Plume::Parrot),
        Shape::Peacock => birds::bird(canvas, figure, pose, Plume::Peacock),
        Shape::Eagle => birds::bird(canvas, figure, pose, Plume::Eagle),
        Shape::Owl => birds::owl(canvas, figure, pose),
        Shape::Penguin => birds::penguin(canvas, figure, pose),
        Shape::Wader => birds::wader(canvas, figure, pose),
        Shape::Dragon => scaly::dragon(canvas, figure, pose),
        Shape::Rex => dinosaurs::rex(canvas, figure, pose),
        Shape::LongNeck => dinosaurs::long_neck(canvas, figure, pose),
        Shape::ThreeHorns => dinosaurs::three_horns(canvas, figure, pose),
        Shape::Crocodile => dinosaurs::crocodile(canvas, figure, pose, true),
        Shape::Lizard => dinosaurs::crocodile(canvas, figure, pose, false),
        Shape::Snake => dinosaurs::snake(canvas, figure, pose),
        Shape::Frog => scaly::frog(canvas, figure, pose),
        Shape::Turtle => scaly::turtle(canvas, figure, pose),
        Shape::Fish => creatures::fish(canvas, figure, pose),
        Shape::Whale => swimmers::whale(canvas, figure, pose),
        Shape::Dolphin => swimmers::dolphin(canvas, figure, pose, false),
        Shape::Shark => swimmers::dolphin(canvas, figure, pose, true),
        Shape::Seahorse => swimmers::seahorse(canvas, figure, pose),
        Shape::Seal => swimmers::seal(canvas, figure, pose, false),
        Shape::Walrus => swimmers::seal(canvas, figure, pose, true),
        Shape::Octopus => creatures::octopus(canvas, figure, pose),
        Shape::Jellyfish => swimmers::jellyfish(canvas, figure, pose),
        Shape::Crab => insects::crab(canvas, figure, pose),
        Shape::Bee => insects::bee(canvas, figure, pose),
        Shape::Ladybird => insects::ladybird(canvas, figure, pose),
        Shape::Butterfly => insects::butterfly(canvas, figure, pose),
        Shape::Ant => insects::ant(canvas, figure, pose),
        Shape::Spider => insects::spider(canvas, figure, pose),
        Shape::Caterpillar => insects::caterpillar(canvas, figure, pose, true),
        Shape::Worm => insects::caterpillar(canvas, figure, pose, false),
        Shape::Snail => insects::snail(canvas, figure, pose),
        _ => return false,
    }
    true
}

fn machine(canvas: &mut Canvas, figure: &Figure, pose: Pose, shape: Shape) -> bool {
    let draw = match shape {
        Shape::Robot => creatures::robot,
        Shape::Car => machines::car,
        Shape::PoliceCar => machines::police_car,
        Shape::TowTruck => machines::tow_truck,
        Shape::Truck => machines::truck,
        Shape::RubbishTruck => machines::rubbish_truck,
        Shape::FireEngine => machines::fire_engine,
        Shape::Ambulance => machines::ambulance,
        Shape::Bus => machines::bus,
        Shape::Train => machines::train,
        Shape::Bicycle => machines::bicycle,
        Shape::Motorbike => machines::motorbike,
        Shape::Digger => machines::digger,
        Shape::Crane => machines::crane,
        Shape::Dumper => machines::dumper,
        Shape::Mixer => machines::mixer,
        Shape::Bulldozer => machines::bulldozer,
        Shape::Tractor => machines::tractor,
        Shape::Rocket => machines::rocket,
        Shape::Plane => machines::plane,
        Shape::Helicopter => machines::helicopter,
        Shape::Boat => machines::boat,
        Shape::Sailboat => machines::sailboat,
        Shape::Submarine => machines::submarine,
        Shape::Ufo => machines::ufo,
        _ => return false,
    };
    draw(canvas, figure, pose);
    true
}

/// Whoever is neither animal nor machine, a round creature at the last.
fn other(canvas: &mut Canvas, figure: &Figure, pose: Pose, shape: Shape) {
    let draw = match shape {
        Shape::Ghost => creatures::ghost,
        Shape::Alien => wonders::alien,
        Shape::Yeti => wonders::yeti,
        Shape::Snowman => wonders::snowman,
        Shape::Gingerbread => wonders::gingerbread,
        Shape::Star => creatures::star,
        Shape::Sun => wonders::sun,
        Shape::Moon => wonders::moon,
        Shape::Cloud => wonders::cloud,
        Shape::Raindrop => wonders::drop,
        Shape::Snowflake => wonders::flake,
        Shape::Tree => things::tree,
        Shape::Flower => things::flower,
        Shape::Leaf => things::leaf,
        Shape::Pencil => things::pencil,
        Shape::House => things::house,
        Shape::Banana => things::banana,
        Shape::Carrot => things::carrot,
        Shape::Potato => things::potato,
        Shape::Sock => things::sock,
        _ => creatures::round,
    };
    draw(canvas, figure, pose);
}
