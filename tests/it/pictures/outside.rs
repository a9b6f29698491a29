//! What is made of pictures from outside: cut to the page's shape with the heads on, laid on white, and refused where
//! they are too much or more than one.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::io::Cursor;

use ai_tale::domain::Style;
use ai_tale::pipeline::postprocess::{Options, PictureSet, PostprocessError, finish, small_copy};
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use webp::{AnimEncoder, AnimFrame, WebPConfig};

const WHITE: Rgb<u8> = Rgb([255; 3]);
const BLACK: Rgb<u8> = Rgb([0; 3]);

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Made for pages of 4 to 3.
fn finished(raw: &[u8], drawn_here: bool) -> Result<PictureSet, PostprocessError> {
    let options = Options { width: 1280, height: 960, widths: vec![1280], quality: 90 };
    finish(raw, Style::Storybook, drawn_here, &options)
}

/// What a reader sees.
fn seen(raw: &[u8]) -> RgbImage {
    let set = finished(raw, false).unwrap();
    let picture = image::load_from_memory(&set.encodings[0].bytes).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (set.width, set.height));
    picture
}

fn is_dark(picture: &RgbImage, x: u32, y: u32) -> bool {
    picture.get_pixel(x, y).0.iter().all(|part| *part < 90)
}

/// A white picture with black bars across it, in thousandths of its height.
fn with_bars(width: u32, height: u32, bars: &[(u32, u32)]) -> Vec<u8> {
    png(&RgbImage::from_fn(width, height, |_, y| {
        if bars.iter().any(|(from, to)| (*from..*to).contains(&(y * 1_000 / height))) { BLACK } else { WHITE }
    }))
}

#[test]
fn every_shape_becomes_the_page() {
    for (size, wanted) in [
        ((800, 600), (800, 600)),
        ((1536, 1024), (1280, 960)),
        ((1024, 1024), (1024, 768)),
        ((1024, 1536), (1024, 768)),
        ((1792, 1024), (1280, 960)),
        ((300, 200), (267, 200)),
        ((64, 64), (64, 48)),
        ((1000, 10), (13, 10)),
        ((1, 1), (1, 1)),
    ] {
        let set = finished(&png(&RgbImage::from_pixel(size.0, size.1, WHITE)), false).unwrap();
        assert_eq!((set.width, set.height), wanted, "{size:?}");
    }
}

#[test]
fn heads_stay_where_a_square_is_cut() {
    // a head begins at a tenth of the height, feet end at the bottom
    let square = seen(&with_bars(400, 400, &[(100, 150), (950, 1_000)]));
    assert_eq!(square.dimensions(), (400, 300));
    assert!(is_dark(&square, 200, 25), "the head is cut off");
    assert!(!is_dark(&square, 200, 297), "the feet are there instead");
    // of a tall one half is lost
    let tall = seen(&with_bars(400, 600, &[(200, 240)]));
    assert!(is_dark(&tall, 200, 57), "the head is cut off");
}

#[test]
fn what_is_too_wide_loses_both_sides_alike() {
    let wide = RgbImage::from_fn(600, 300, |x, _| if (290..310).contains(&x) { BLACK } else { WHITE });
    let page = seen(&png(&wide));
    assert_eq!(page.dimensions(), (400, 300));
    assert!(is_dark(&page, 200, 150) && !is_dark(&page, 180, 150) && !is_dark(&page, 220, 150));
}

#[test]
fn what_is_drawn_here_is_never_cut() {
    let set = finished(&png(&RgbImage::from_pixel(300, 300, WHITE)), true).unwrap();
    assert_eq!((set.width, set.height), (300, 300));
}

#[test]
fn transparency_is_laid_on_white() {
    let picture = RgbaImage::from_fn(80, 60, |x, _| Rgba([200, 0, 0, if x < 40 { 0 } else { 255 }]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        let page = seen(&file.into_inner());
        assert!(page.get_pixel(10, 30).0.iter().all(|part| *part > 220), "{format:?}: {:?}", page.get_pixel(10, 30));
        assert!(page.get_pixel(70, 30).0[1] < 60, "{format:?}");
    }
}

/// A red picture and then a blue one, as WebP.
fn animated_webp() -> Vec<u8> {
    let config = WebPConfig::new().unwrap();
    let frames = [[250, 40, 40], [40, 40, 250]].map(|colour: [u8; 3]| colour.repeat(64 * 48));
    let mut encoder = AnimEncoder::new(64, 48, &config);
    for (frame, at) in frames.iter().zip([0, 100]) {
        encoder.add_frame(AnimFrame::from_rgb(frame, 64, 48, at));
    }
    encoder.encode().to_vec()
}

/// The same as PNG: the chunk that says so is enough.
fn animated_png() -> Vec<u8> {
    let still = png(&RgbImage::from_pixel(64, 48, WHITE));
    // signature and head take 33 bytes; then two frames, endlessly
    let chunk = b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0";
    let sum = crc(&chunk[4..]);
    [&still[..33], chunk, &sum.to_be_bytes(), &still[33..]].concat()
}

/// As PNG counts it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let turn = |sum: u32| (0..8).fold(sum, |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 });
    !bytes.iter().fold(u32::MAX, |sum, byte| turn((sum ^ u32::from(*byte)) & 0xff) ^ (sum >> 8))
}

#[test]
fn a_picture_that_moves_is_refused() {
    for raw in [animated_webp(), animated_png()] {
        let refused = finished(&raw, false);
        assert!(matches!(refused, Err(PostprocessError::Animated)), "{refused:?}");
    }
}

#[test]
fn bytes_say_what_a_picture_is() {
    let picture = RgbImage::from_pixel(80, 60, Rgb([90, 160, 90]));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        assert_eq!(seen(&file.into_inner()).dimensions(), (80, 60), "{format:?}");
    }
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    for raw in [gif.as_slice(), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM plainly no picture"] {
        let refused = finished(raw, false);
        assert!(matches!(refused, Err(PostprocessError::UnknownFormat)), "{refused:?}");
    }
}

#[test]
fn pixels_are_counted_before_they_are_decoded() {
    // 40 and 17 megapixels, in few bytes
    for (width, height) in [(8_000, 5_000), (4_097, 4_096), (2_050, 8_190)] {
        let refused = finished(&grey(width, height), false);
        assert!(matches!(refused, Err(PostprocessError::TooLarge { .. })), "{width} x {height}: {refused:?}");
    }
    let mut bomb = png(&RgbImage::from_pixel(8, 8, WHITE));
    for at in [16, 20] {
        bomb[at..at + 4].copy_from_slice(&50_000_u32.to_be_bytes());
    }
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    let refused = finished(&bomb, false);
    assert!(matches!(refused, Err(PostprocessError::TooLarge { .. })), "{refused:?}");
}

fn grey(width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image::GrayImage::new(width, height).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

#[test]
fn who_judges_sees_what_is_stored() {
    let copy = small_copy(&with_bars(3_000, 1_500, &[(0, 500)]), 1_024).unwrap();
    assert_eq!(image::guess_format(&copy).unwrap(), ImageFormat::Jpeg);
    let copy = image::load_from_memory(&copy).unwrap().into_rgb8();
    assert_eq!(copy.dimensions(), (1_024, 512));
    assert!(is_dark(&copy, 512, 100) && !is_dark(&copy, 512, 400));
    let small = small_copy(&with_bars(96, 64, &[]), 1_024).unwrap();
    assert_eq!(image::load_from_memory(&small).unwrap().into_rgb8().dimensions(), (96, 64));
    assert!(matches!(small_copy(&animated_webp(), 1_024), Err(PostprocessError::Animated)));
}
