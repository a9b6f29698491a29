//! Small tiles of paper, wax and pigment, made once and laid over shapes and pages.

use std::sync::OnceLock;

use tiny_skia::{Pixmap, PremultipliedColorU8};

/// Pixels, each way; a tile repeats without a seam.
const SIDE: usize = 192;

/// Grained paper: grey specks, to be multiplied with the page.
pub(super) fn paper() -> &'static Pixmap {
    static TILE: OnceLock<Pixmap> = OnceLock::new();
    TILE.get_or_init(|| tile(|x, y| grey(0.80 + 0.15 * cloud(x, y, 96, 1) + 0.13 * cloud(x, y, 48, 2) - 0.03)))
}

/// Pigment that pooled: soft light and dark.
pub(super) fn pigment() -> &'static Pixmap {
    static TILE: OnceLock<Pixmap> = OnceLock::new();
    TILE.get_or_init(|| {
        tile(|x, y| {
            let depth = cloud(x, y, 4, 3) * 0.55 + cloud(x, y, 9, 4) * 0.3 + cloud(x, y, 24, 5) * 0.15;
            if depth > 0.5 {
                shade([1.0; 3], (depth - 0.5) * 0.75)
            } else {
                shade([0.1, 0.1, 0.3], (0.5 - depth) * 0.34)
            }
        })
    })
}

/// Wax that missed the paper's hollows: pale strokes along the tile.
pub(super) fn wax() -> &'static Pixmap {
    static TILE: OnceLock<Pixmap> = OnceLock::new();
    TILE.get_or_init(|| {
        tile(|x, y| {
            let stroke = stretched(x, y, 3, 32, 6) * 0.6 + stretched(x, y, 6, 64, 7) * 0.4;
            let tooth = cloud(x, y, 64, 8);
            let bare = (stroke * 0.62 + tooth * 0.5 - 0.62).clamp(0.0, 0.3) * 2.3;
            shade([1.0, 0.98, 0.92], bare.min(0.55))
        })
    })
}

fn tile(pixel: impl Fn(usize, usize) -> PremultipliedColorU8) -> Pixmap {
    let side = u32::try_from(SIDE).expect("a tile's side is a small number");
    let mut tile = Pixmap::new(side, side).expect("a tile has pixels");
    for (index, place) in tile.pixels_mut().iter_mut().enumerate() {
        *place = pixel(index % SIDE, index / SIDE);
    }
    tile
}

fn grey(value: f32) -> PremultipliedColorU8 {
    shade([value.clamp(0.0, 1.0); 3], 1.0)
}

fn shade(colour: [f32; 3], alpha: f32) -> PremultipliedColorU8 {
    let [red, green, blue] = colour;
    tiny_skia::Color::from_rgba(red, green, blue, alpha.clamp(0.0, 1.0))
        .unwrap_or(tiny_skia::Color::TRANSPARENT)
        .premultiply()
        .to_color_u8()
}

/// Smooth noise, 0 to 1, of `cells` cells each way.
fn cloud(x: usize, y: usize, cells: usize, salt: usize) -> f32 {
    stretched(x, y, cells, cells, salt)
}

fn stretched(x: usize, y: usize, across: usize, down: usize, salt: usize) -> f32 {
    let (left, fx) = cell(x, across);
    let (top, fy) = cell(y, down);
    let corner = |dx: usize, dy: usize| speck((left + dx) % across, (top + dy) % down, salt);
    let upper = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * fx;
    let lower = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * fx;
    upper + (lower - upper) * fy
}

fn cell(at: usize, cells: usize) -> (usize, f32) {
    let scaled = at * cells;
    let within = (scaled % SIDE) as f32 / SIDE as f32;
    (scaled / SIDE, within * within * (3.0 - 2.0 * within))
}

fn speck(x: usize, y: usize, salt: usize) -> f32 {
    let mut mixed = (x as u64 | (y as u64) << 16 | (salt as u64) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 40) as f32 / (1_u64 << 24) as f32
}
