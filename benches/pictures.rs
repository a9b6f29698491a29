//! Post-processing against the bare libraries: one decode, three WebP files at the same time. Goal: at most 1.1.
//!
//! `cargo bench --bench pictures`; the two are interleaved, so that a busy machine is unfair to neither.

use std::io::Cursor;
use std::time::{Duration, Instant};

use ai_tale::domain::Style;
use ai_tale::pipeline::postprocess::{Options, finish};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::{ImageFormat, RgbImage};

const ROUNDS: usize = 31;
const WIDTHS: [u32; 3] = [480, 800, 1280];
const QUALITY: u8 = 80;

fn main() {
    let raw = page();
    let options = Options { width: 1280, height: 960, widths: WIDTHS.to_vec(), quality: QUALITY };
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(timed(|| finish(&raw, Style::Watercolor, true, &options).map_or(0, |set| set.encodings.len())));
        bare.push(timed(|| bare_libraries(&raw)));
    }
    let mut ratios: Vec<f64> =
        ours.iter().zip(&bare).map(|(ours, bare)| ours.as_secs_f64() / bare.as_secs_f64()).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    println!("{:<16} {:>10}", "", "median ms");
    println!("{:<16} {:>10.1}", "finish", milliseconds(median(ours)));
    println!("{:<16} {:>10.1}", "bare libraries", milliseconds(median(bare)));
    println!(
        "{:<16} {:>10.3}   (median of {ROUNDS} rounds, half of them {:.3} to {:.3}; goal: at most 1.1)",
        "ratio",
        ratios[ROUNDS / 2],
        ratios[ROUNDS / 4],
        ratios[ROUNDS * 3 / 4],
    );
}

fn bare_libraries(raw: &[u8]) -> usize {
    let picture = image::load_from_memory(raw).expect("the page was just encoded").into_rgb8();
    std::thread::scope(|scope| {
        let threads: Vec<_> = WIDTHS
            .map(|width| {
                scope.spawn({
                    let picture = &picture;
                    move || encoded(picture, width)
                })
            })
            .into();
        threads.into_iter().filter_map(|thread| thread.join().ok()).filter(|bytes| *bytes > 0).count()
    })
}

fn encoded(picture: &RgbImage, width: u32) -> usize {
    let height = picture.height() * width / picture.width();
    if width == picture.width() {
        return webp::Encoder::from_rgb(picture, width, height).encode(f32::from(QUALITY)).len();
    }
    let from = ImageRef::new(picture.width(), picture.height(), picture, PixelType::U8x3).expect("three bytes a pixel");
    let mut to = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, None).expect("both have the same pixels");
    webp::Encoder::from_rgb(to.buffer(), width, height).encode(f32::from(QUALITY)).len()
}

/// A page with soft colours and some detail.
fn page() -> Vec<u8> {
    let picture = RgbImage::from_fn(1280, 960, |x, y| {
        let wave = ((x / 9) ^ (y / 7)).to_le_bytes()[0] / 8;
        image::Rgb([(x / 6).to_le_bytes()[0].saturating_add(wave), (y / 5).to_le_bytes()[0], 160 - wave])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).expect("writing to memory cannot fail");
    file.into_inner()
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
