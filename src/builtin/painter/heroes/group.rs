//! Places the heroes on the page, side by side, each in a pose of the scene's own.

use super::drawing::figure_in;
use super::figure::Figure;
use super::items::Item;
use super::kinds::{Build, Ears, Extra, Kind};
use super::pose::Pose;
use super::shape::Shape;
use super::{reading, wear};
use crate::domain::Hero;
use crate::pipeline::palette::rgb;

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::Tone;
use super::super::footing::{Footing, MOST_HEROES, Standing};
use super::super::page::Page;
use super::super::shapes;
use super::super::sky::cloud;

pub(in super::super) fn draw(canvas: &mut Canvas, page: &Page<'_>) {
    let heroes: Vec<&Hero> = page.spec.elements.heroes.iter().take(MOST_HEROES).collect();
    if heroes.is_empty() {
        return;
    }
    let mut chance = Chance::new(page.spec.seed, 4);
    let Footing { middle, spread, size, count, .. } = page.footing;
    canvas.toned(Tone::Hero, |canvas| {
        let left = page.footing.first();
        if page.footing.standing == Standing::Boat {
            boat(canvas, (middle, page.footing.y), spread, size, count, Side::Behind);
        }
        for (index, hero) in heroes.iter().enumerate() {
            let mut figure = reading::read(hero);
            if page.footing.standing == Standing::Boat {
                figure.hide_below_the_waist();
            }
            canvas.told.hero(&hero.sheet.name, figure.told_kind());
            let far = if index % 2 == 1 { 14.0 } else { 0.0 };
            let at = (left + spread * index as f32, page.footing.y - far);
            let pose = Pose::drawn_by(&mut chance, page.spec.elements.mood);
            one(canvas, (&figure, pose), at, size * stature(&figure), page.footing.standing, &mut chance);
        }
        if page.footing.standing == Standing::Boat {
            boat(canvas, (middle, page.footing.y), spread, size, count, Side::Before);
        }
    });
}

/// A mouse is smaller than a bear.
fn stature(figure: &Figure) -> f32 {
    match figure.kind {
        Kind::Beast(beast) if beast.extra == Extra::Spines => 0.84,
        Kind::Beast(beast) if beast.extra == Extra::Whiskers && beast.ears == Ears::Wide => 0.8,
        Kind::Beast(beast) if matches!(beast.ears, Ears::Elephant) => 1.06,
        Kind::Person(Build::Baby) => 0.8,
        Kind::Shape(shape) => shape.stature(),
        _ => 1.0,
    }
}

fn one(
    canvas: &mut Canvas,
    (figure, pose): (&Figure, Pose),
    at: (f32, f32),
    size: f32,
    standing: Standing,
    chance: &mut Chance,
) {
    let turn = match standing {
        Standing::Floating | Standing::Swimming => chance.between(-12.0, 12.0),
        Standing::Boat => 0.0,
        _ => chance.between(-2.5, 2.5),
    };
    let rise =
        if matches!(standing, Standing::Floating | Standing::Swimming) { chance.between(40.0, 130.0) } else { 0.0 };
    match standing {
        Standing::Ground => shadow(canvas, at, size),
        Standing::Cloud => {
            let white = canvas.lit(rgb(0xff_ff_ff));
            canvas.toned(Tone::Shining, |canvas| cloud(canvas, (at.0, at.1 + 22.0), size * 0.36, white));
        }
        Standing::Boat | Standing::Floating | Standing::Swimming => {}
    }
    canvas.at((at.0, at.1 - rise), (size, size), turn, |canvas| {
        figure_in(canvas, figure, pose);
        if needs_bubble(figure, standing) {
            bubble(canvas);
        }
    });
}

fn shadow(canvas: &mut Canvas, (x, y): (f32, f32), size: f32) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glaze(shapes::ellipse(x, y + 2.0, size * 31.0, size * 5.4), [0.10, 0.08, 0.20], 0.26);
    });
}

/// Who needs air among the stars or under water.
fn needs_bubble(figure: &Figure, standing: Standing) -> bool {
    let wears = |item: Item| wear::worn(figure, item).is_some();
    let is_thing = matches!(figure.kind, Kind::Thing(_));
    let shape = if let Kind::Shape(shape) = figure.kind { Some(shape) } else { None };
    let needs_no_air = is_thing || shape.is_some_and(Shape::needs_no_air);
    match standing {
        Standing::Swimming => !needs_no_air && !wears(Item::Fishtail) && !shape.is_some_and(Shape::breathes_water),
        Standing::Floating => !needs_no_air && !wears(Item::SpaceHelmet),
        _ => false,
    }
}

/// A helmet of glass.
fn bubble(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        let glass = shapes::ellipse(0.0, -67.0, 45.0, 44.0);
        canvas.glaze(glass.clone(), [0.85, 0.95, 1.0], 0.16);
        canvas.stroke(glass, 1.7, [0.95, 0.99, 1.0], 0.9);
        canvas.stroke(shapes::curve(&[(-35.0, -78.0), (-30.0, -91.0), (-19.0, -101.0)]), 3.0, [1.0, 1.0, 1.0], 0.85);
        canvas.glaze(shapes::ellipse(28.0, -50.0, 3.0, 3.0), [1.0, 1.0, 1.0], 0.7);
    });
}

/// Which part of the boat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Behind,
    Before,
}

fn boat(canvas: &mut Canvas, (x, y): (f32, f32), spread: f32, size: f32, count: usize, side: Side) {
    let half = spread * (count as f32 - 1.0) / 2.0 + size * 50.0;
    let wood = rgb(0xb8_74_4a);
    canvas.at((x, y), (1.0, 1.0), 0.0, |canvas| match side {
        Side::Behind => {
            let mast = half * 0.86;
            canvas.body(shapes::rect(mast - 7.0, -430.0, 14.0, 440.0), rgb(0x8c_5c_40));
            let sail = [(mast + 12.0, -420.0), (mast + 12.0, -120.0), (mast + 190.0, -130.0), (mast + 120.0, -250.0)];
            canvas.body(shapes::polygon(&sail), rgb(0xff_f6_e2));
            canvas.body(shapes::polygon(&[(mast, -430.0), (mast - 52.0, -412.0), (mast, -394.0)]), rgb(0xe4_5c_50));
            canvas.body(shapes::ellipse(0.0, -62.0, half * 1.02, 26.0), rgb(0x86_50_38));
        }
        Side::Before => {
            let hull = [
                (-half - 40.0, -86.0),
                (-half * 0.6, -62.0),
                (0.0, -54.0),
                (half * 0.6, -62.0),
                (half + 40.0, -86.0),
                (half * 0.84, 50.0),
                (half * 0.5, 100.0),
                (-half * 0.5, 100.0),
                (-half * 0.84, 50.0),
            ];
            canvas.body(shapes::smooth(&hull), wood);
            for (drop, grow) in [(-14.0, 0.98), (24.0, 0.9)] {
                let plank = [(-half * grow, drop - 20.0), (0.0, drop + 6.0), (half * grow, drop - 20.0)];
                canvas.stroke(shapes::curve(&plank), 4.0, rgb(0x86_50_38), 0.7);
            }
        }
    });
}
