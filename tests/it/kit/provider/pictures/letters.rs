//! Names in pictures, so that a person who looks at them can tell who should be there.

use image::{Rgb, RgbImage};

/// The capital letters, three pixels wide and five high, from the top left: a bit each.
const LETTERS: [u16; 26] = [
    0b010_101_111_101_101,
    0b110_101_110_101_110,
    0b011_100_100_100_011,
    0b110_101_101_101_110,
    0b111_100_110_100_111,
    0b111_100_110_100_100,
    0b011_100_101_101_011,
    0b101_101_111_101_101,
    0b111_010_010_010_111,
    0b001_001_001_101_010,
    0b101_101_110_101_101,
    0b100_100_100_100_111,
    0b101_111_111_101_101,
    0b110_101_101_101_101,
    0b010_101_101_101_010,
    0b110_101_110_100_100,
    0b010_101_101_110_011,
    0b110_101_110_101_101,
    0b011_100_010_001_110,
    0b111_010_010_010_010,
    0b101_101_101_101_111,
    0b101_101_101_101_010,
    0b101_101_111_111_101,
    0b101_101_010_101_101,
    0b101_101_010_010_010,
    0b111_001_010_100_111,
];

/// Writes a name's letters of ASCII, as far as the picture reaches.
pub fn write(picture: &mut RgbImage, name: &str, (left, top): (u32, u32)) {
    for (place, letter) in (0..).zip(name.chars().filter(char::is_ascii_alphabetic)) {
        let pixels = LETTERS[usize::from(u8::try_from(letter.to_ascii_uppercase()).unwrap() - b'A')];
        for bit in 0..15 {
            let (x, y) = (left + place * 4 + bit % 3, top + bit / 3);
            if pixels & (1 << (14 - bit)) != 0 && x < picture.width() && y < picture.height() {
                picture.put_pixel(x, y, Rgb([0, 0, 0]));
            }
        }
    }
}
