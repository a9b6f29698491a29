//! Which thing is drawn by whom.

use super::super::canvas::Canvas;
use super::super::colour::Tone;
use super::super::{scenery, shapes, sky};
use super::paints::{BLUE, RED};
use super::{food, large, nature, paper, tools, toys};
use crate::pipeline::palette::rgb;

/// Draws a thing by its name; one without a drawing of its own is a little wonder: a sparkle.
pub(in super::super) fn thing(canvas: &mut Canvas, name: &str) {
    match name {
        "boat" => large::boat(canvas),
        "lighthouse" => large::lighthouse(canvas),
        "rocket" => large::rocket(canvas),
        "snowman" => large::snowman(canvas),
        "tent" => large::tent(canvas),
        "train" => large::train(canvas),
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
        "leaf" => nature::feather(canvas, rgb(0xe0_8c_3c)),
        "fish" => nature::fish(canvas),
        "flower" => nature::flower(canvas),
        "mushroom" => nature::mushroom(canvas),
        "shell" | "snail" => nature::shell(canvas),
        "stone" => scenery::stone(canvas, (0.0, 0.0), 62.0, rgb(0xa2_a2_ac)),
        "acorn" => scenery::stone(canvas, (0.0, 0.0), 62.0, rgb(0xb0_7a_48)),
        "apple" | "pumpkin" => food::apple(canvas, name == "pumpkin"),
        "basket" | "nest" | "egg" => food::basket(canvas),
        "bread" | "cookie" => food::bread(canvas),
        "cake" | "candle" => food::cake(canvas),
        "carrot" => canvas.body(shapes::drop(0.0, 2.0, 26.0, -56.0), rgb(0xf2_8a_3c)),
        "cup" | "teapot" | "honey" | "bottle" | "watering can" => food::cup(canvas, name),
        "book" => paper::book(canvas),
        "map" => paper::map(canvas),
        "flag" => paper::flag(canvas),
        "letter" => paper::letter(canvas),
        "balloon" => toys::balloon(canvas),
        "kite" => toys::kite(canvas),
        "ball" | "drum" | "wheel" => toys::ball(canvas),
        "teddy" => toys::teddy(canvas),
        "crown" => toys::crown(canvas),
        "wand" | "sword" | "paintbrush" => toys::wand(canvas),
        "gift" | "backpack" => toys::gift(canvas),
        "heart" => canvas.body(shapes::heart(0.0, -28.0, 24.0), RED),
        "campfire" => tools::campfire(canvas),
        "lantern" | "lamp" => tools::lantern(canvas),
        "treasure" => tools::treasure(canvas),
        "umbrella" => tools::umbrella(canvas),
        "bell" => tools::bell(canvas),
        "hat" => tools::hat(canvas),
        "key" => tools::key(canvas),
        "telescope" => tools::telescope(canvas),
        "chair" => tools::chair(canvas),
        "clock" => tools::clock(canvas),
        "anchor" => tools::anchor(canvas),
        _ => toys::sparkle(canvas),
    }
}
