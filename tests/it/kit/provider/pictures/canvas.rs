//! A picture for tests: a ground that its prompt decides, and for each hero a band in their colour with their name.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use sha2::{Digest, Sha256};

use super::letters::write;

/// A PNG of so many pixels that shows these heroes.
pub fn png(width: u32, height: u32, heroes: &[String], prompt: &str) -> Vec<u8> {
    let mut picture = RgbImage::from_pixel(width, height, colour(prompt, 170));
    let bands = u32::try_from(heroes.len()).unwrap();
    for (place, hero) in (0..).zip(heroes) {
        let (left, band) = (width * (2 * place + 1) / (2 * bands + 1), width / (2 * bands + 1));
        let own = colour(hero, 60);
        for x in left..left + band {
            for y in height / 4..height {
                // stripes as wide as the name is long
                let is_stripe = (x + y) / (3 + u32::try_from(hero.len()).unwrap()) % 2 == 0;
                picture.put_pixel(x, y, if is_stripe { own } else { Rgb(own.0.map(|part| part / 2)) });
            }
        }
        write(&mut picture, hero, (left, height / 8));
    }
    encoded(&picture)
}

fn encoded(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The same for the same text, and no darker than `least`.
fn colour(text: &str, least: u8) -> Rgb<u8> {
    let hash = Sha256::digest(text);
    Rgb([hash[0], hash[1], hash[2]].map(|part| least + part % (255 - least)))
}
