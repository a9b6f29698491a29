//! Which thing is drawn by whom.

use super::super::canvas::Canvas;
use super::super::colour::Tone;
use super::super::{scenery, shapes, sky};
use super::drawing::Drawing;
use super::food::{dishes, table, treats};
use super::home::{clothes, handy, paper, rooms, school, tools};
use super::paints::{BLUE, RED};
use super::play::{music, playthings, rides, sport, toys};
use super::{feasts, finds, large, nature, small};
use crate::pipeline::palette::rgb;

/// The rooms that find a drawing by a name.
const ROOMS: [fn(&str) -> Option<Drawing>; 12] = [
    rides::drawing,
    sport::drawing,
    playthings::drawing,
    music::drawing,
    feasts::drawing,
    dishes::drawing,
    treats::drawing,
    school::drawing,
    handy::drawing,
    rooms::drawing,
    clothes::drawing,
    finds::drawing,
];

/// Draws a thing by its name; one without a drawing of its own is a little wonder: a sparkle.
pub(in super::super) fn thing(canvas: &mut Canvas, name: &str) {
    if let Some(draw) = ROOMS.iter().find_map(|room| room(name)) {
        return draw(canvas);
    }
    match name {
        "boat" => large::boat(canvas),
        "lighthouse" => large::lighthouse(canvas),
        "rocket" => large::rocket(canvas),
        "snowman" => large::snowman(canvas),
        "tent" => large::tent(canvas),
        "train" | "toy train" => large::train(canvas),
        "ladder" => large::ladder(canvas),
        "door" => large::door(canvas),
        "moon" => canvas.toned(Tone::Shining, |canvas| sky::moon(canvas, (0.0, -30.0), 36.0)),
        "star" => nature::star(canvas),
        "sun" => nature::sun(canvas),
        "rainbow" => nature::rainbow(canvas),
        "bird" => nature::bird(canvas),
        "butterfly" => nature::butterfly(canvas),
        "firefly" => nature::fireflies(canvas),
        "feather" => nature::feather(canvas, BLUE),
        "leaf" => small::leaf(canvas),
        "fish" => nature::fish(canvas),
        "flower" => nature::flower(canvas),
        "mushroom" => nature::mushroom(canvas),
        "shell" => nature::shell(canvas),
        "stone" => scenery::stone(canvas, (0.0, 0.0), 62.0, rgb(0xa2_a2_ac)),
        "acorn" => small::acorn(canvas),
        "egg" | "dragon egg" | "dinosaur egg" => small::egg(canvas),
        "nest" => small::nest(canvas),
        "cookie" => small::cookie(canvas),
        "candle" => small::candle(canvas),
        "sword" => small::sword(canvas),
        "paintbrush" | "magic paintbrush" => small::paintbrush(canvas),
        "backpack" => small::backpack(canvas),
        "drum" => small::drum(canvas),
        "wheel" => small::wheel(canvas),
        "guitar" | "ukulele" | "banjo" => small::guitar(canvas),
        "ribbon" => small::ribbon(canvas),
        "snail" => small::snail(canvas),
        "bottle" => small::bottle(canvas),
        "honey" => small::honey(canvas),
        "apple" | "pumpkin" => table::apple(canvas, name == "pumpkin"),
        "basket" => table::basket(canvas),
        "bread" => table::bread(canvas),
        "cake" | "birthday cake" | "wedding cake" => table::cake(canvas),
        "carrot" => table::carrot(canvas),
        "cup" => table::cup(canvas),
        "teapot" => table::teapot(canvas),
        "watering can" => table::watering_can(canvas),
        "book" => paper::book(canvas),
        "map" => paper::map(canvas),
        "flag" => paper::flag(canvas),
        "letter" => paper::letter(canvas),
        "balloon" => toys::balloon(canvas),
        "kite" => toys::kite(canvas),
        "ball" => toys::ball(canvas),
        "teddy" | "teddy bear" => toys::teddy(canvas),
        "crown" => toys::crown(canvas),
        "wand" | "magic wand" => toys::wand(canvas),
        "gift" => toys::gift(canvas),
        "heart" => canvas.body(shapes::heart(0.0, -28.0, 24.0), RED),
        "campfire" => tools::campfire(canvas),
        "lantern" | "lamp" => tools::lantern(canvas),
        "treasure" => tools::treasure(canvas),
        "umbrella" => tools::umbrella(canvas),
        "bell" => tools::bell(canvas),
        "hat" | "magic hat" => tools::hat(canvas),
        "key" | "golden key" => tools::key(canvas),
        "telescope" => tools::telescope(canvas),
        "chair" => tools::chair(canvas),
        "clock" => tools::clock(canvas),
        "anchor" => tools::anchor(canvas),
        _ => toys::sparkle(canvas),
    }
}
