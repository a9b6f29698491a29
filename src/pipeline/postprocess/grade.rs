//! A light tone and grain for pictures from outside, so that the pages of a book belong together.

use image::RgbImage;

use crate::domain::Style;

/// What a style does to a channel: `to` is mixed in by `amount` of 256, and the grain moves it by up to `grain`.
struct Grade {
    to: [i32; 3],
    amount: i32,
    grain: i32,
}

/// Grades in place; the same picture always gives the same picture.
pub(super) fn grade(picture: &mut RgbImage, style: Style) {
    let grade = of(style);
    let tables: [Vec<u8>; 3] = std::array::from_fn(|channel| table(&grade, grade.to[channel]));
    let row = picture.width() as usize;
    if row == 0 {
        return;
    }
    for (number, pixel) in picture.as_chunks_mut::<3>().0.iter_mut().enumerate() {
        let grain = usize::from(noise(number % row, number / row) & 3);
        for (channel, table) in pixel.iter_mut().zip(&tables) {
            *channel = table[usize::from(*channel) * 4 + grain];
        }
    }
}

fn of(style: Style) -> Grade {
    match style {
        Style::Watercolor => Grade { to: [255, 250, 240], amount: 20, grain: 3 },
        Style::PaperCut => Grade { to: [250, 236, 214], amount: 12, grain: 2 },
        Style::Crayon => Grade { to: [255, 244, 220], amount: 10, grain: 4 },
        Style::Storybook => Grade { to: [255, 246, 228], amount: 8, grain: 0 },
        Style::Night => Grade { to: [22, 28, 84], amount: 30, grain: 1 },
    }
}

/// Every channel value under each of four grains.
fn table(grade: &Grade, to: i32) -> Vec<u8> {
    (0..256 * 4)
        .map(|index| {
            let (value, grain) = (index / 4, index % 4);
            let toned = value + (to - value) * grade.amount / 256;
            let grained = toned + (grain * 2 - 3) * grade.grain / 3;
            u8::try_from(grained.clamp(0, 255)).unwrap_or(u8::MAX)
        })
        .collect()
}

/// A hash of the place in 2 x 2 blocks, so that the grain survives encoding.
fn noise(x: usize, y: usize) -> u8 {
    let mixed = (x / 2).wrapping_mul(0x9e37_79b1) ^ (y / 2).wrapping_mul(0x85eb_ca77);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
    (mixed >> 12).to_le_bytes()[0]
}
