//! Shirts, dresses, trousers.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::{Figure, Worn};
use super::super::items::Item;
use super::worn::worn;
use super::{aids, garments};
use crate::pipeline::palette::{Rgb, rgb};

/// The order in which cloth lies on cloth.
const LAYERS: [Item; 15] = [
    Item::Swimsuit,
    Item::Pyjamas,
    Item::SpaceSuit,
    Item::Armour,
    Item::Trousers,
    Item::Shorts,
    Item::Shirt,
    Item::Sweater,
    Item::Dress,
    Item::Sari,
    Item::Skirt,
    Item::Dungarees,
    Item::Waistcoat,
    Item::Coat,
    Item::Apron,
];

/// Everything on the trunk.
pub(in super::super) fn on_body(canvas: &mut Canvas, figure: &Figure) {
    for item in LAYERS {
        for worn in figure.wear.iter().filter(|worn| worn.item == item) {
            piece(canvas, worn, figure.is_person());
            canvas.tell(&worn.words);
        }
    }
    for worn in &figure.wear {
        match worn.item {
            Item::Backpack => straps(canvas, worn.colour),
            Item::Satchel => satchel(canvas, worn.colour),
            _ => continue,
        }
        canvas.tell(&worn.words);
    }
    if !figure.is_person() {
        aids::seat(canvas, figure);
    }
}

/// The colour of the sleeves; `None` for bare arms.
pub(in super::super) fn sleeve(figure: &Figure) -> Option<Rgb> {
    let long = [Item::Coat, Item::Sweater, Item::Shirt, Item::Pyjamas, Item::SpaceSuit, Item::Armour];
    let sleeve = long.into_iter().find_map(|item| worn(figure, item));
    sleeve.or_else(|| worn(figure, Item::Dress).filter(|_| figure.is_person()).map(|colour| lighter(colour, 0.12)))
}

fn piece(canvas: &mut Canvas, worn: &Worn, on_person: bool) {
    match worn.item {
        Item::Trousers | Item::Shorts if !on_person => canvas.body(shapes::smooth(&garments::SEAT), worn.colour),
        Item::Trousers | Item::Shorts => canvas.body(shapes::round_rect(-18.6, -24.0, 37.2, 13.0, 5.0), worn.colour),
        Item::Shirt | Item::Sweater => garments::shirt(canvas, worn),
        Item::Coat => garments::coat(canvas, worn),
        Item::Waistcoat => garments::waistcoat(canvas, worn.colour),
        Item::Dress => garments::dress(canvas, worn),
        Item::Sari => garments::sari(canvas, worn),
        Item::Skirt => garments::skirt(canvas, worn),
        Item::Apron => garments::apron(canvas, worn.colour),
        Item::Dungarees => garments::dungarees(canvas, worn.colour),
        Item::Pyjamas => garments::pyjamas(canvas, worn),
        Item::Swimsuit => garments::swimsuit(canvas, worn.colour),
        Item::SpaceSuit => garments::space_suit(canvas, worn.colour),
        Item::Armour => garments::armour(canvas, worn.colour),
        _ => {}
    }
}

fn straps(canvas: &mut Canvas, colour: Rgb) {
    for side in [-1.0, 1.0] {
        let strap = [(side * 14.0, -44.0), (side * 17.5, -32.0), (side * 18.0, -20.0)];
        canvas.stroke(shapes::curve(&strap), 3.6, darker(colour, 0.15), 1.0);
    }
}

fn satchel(canvas: &mut Canvas, colour: Rgb) {
    canvas.stroke(shapes::curve(&[(-14.0, -44.0), (2.0, -32.0), (20.0, -20.0)]), 3.2, darker(colour, 0.2), 1.0);
    canvas.body(shapes::round_rect(12.0, -22.0, 20.0, 15.0, 4.0), colour);
    canvas.body(shapes::round_rect(12.0, -22.0, 20.0, 8.0, 4.0), darker(colour, 0.14));
    canvas.mark(shapes::ellipse(22.0, -14.6, 1.8, 1.8), rgb(0xf6_d4_70));
}
