//! The stored set: widths, formats, placeholder, keys, and what is refused.

use std::io::Cursor;

use ai_tale::domain::{StoryId, Style};
use ai_tale::pipeline::postprocess::{Options, PostprocessError, finish};
use base64::Engine as _;
use image::{ImageFormat, Rgb, RgbImage};

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("writing to memory cannot fail");
    file.into_inner()
}

fn plain(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 120]));
    encoded(&picture, ImageFormat::Png)
}

fn options(widths: &[u32]) -> Options {
    Options { width: 1280, height: 960, widths: widths.to_vec(), quality: 80 }
}

fn finished(raw: &[u8], widths: &[u32]) -> Result<Vec<(u32, u32)>, PostprocessError> {
    let set = finish(raw, Style::Watercolor, true, &options(widths))?;
    Ok(set
        .encodings
        .iter()
        .map(|encoding| {
            let picture = image::load_from_memory(&encoding.bytes).expect("what was encoded decodes");
            assert_eq!(encoding.width, picture.width());
            (picture.width(), picture.height())
        })
        .collect())
}

#[test]
fn a_picture_is_stored_in_its_widths() {
    let raw = plain(900, 600);
    assert_eq!(finished(&raw, &[480, 800, 1280]).unwrap(), [(480, 320), (800, 533)]);
    assert_eq!(finished(&raw, &[900, 300, 300]).unwrap(), [(300, 200), (900, 600)]);
    assert_eq!(finished(&raw, &[1280]).unwrap(), [(900, 600)]);
    let set = finish(&raw, Style::Night, false, &options(&[450])).unwrap();
    assert_eq!((set.width, set.height), (450, 338), "cut to the page's shape");
}

#[test]
fn jpeg_and_webp_lose_their_metadata() {
    let picture = RgbImage::from_pixel(64, 48, Rgb([200, 90, 60]));
    let jpeg = encoded(&picture, ImageFormat::Jpeg);
    let exif = b"\xff\xe1\x00\x16Exif\0\0secret-place";
    let mut tagged = jpeg[..2].to_vec();
    tagged.extend_from_slice(exif);
    tagged.extend_from_slice(&jpeg[2..]);
    for raw in [tagged, encoded(&picture, ImageFormat::WebP)] {
        let set = finish(&raw, Style::Watercolor, false, &options(&[64])).unwrap();
        let bytes = &set.encodings[0].bytes;
        assert!(!bytes.windows(12).any(|window| window == b"secret-place"));
        assert!(!bytes.windows(4).any(|window| window == b"EXIF"));
    }
}

#[test]
fn the_placeholder_hashes_the_whole_picture() {
    let set = finish(&plain(640, 480), Style::Watercolor, true, &options(&[320])).unwrap();
    let hash = base64::engine::general_purpose::STANDARD.decode(&set.placeholder).unwrap();
    assert!(hash.len() <= 32);
    let (width, height, _) = thumbhash::thumb_hash_to_rgba(&hash).unwrap();
    assert!(width > height);
}

#[test]
fn pictures_from_outside_are_graded_alike() {
    let raw = plain(96, 64);
    let graded = |style, here| finish(&raw, style, here, &options(&[96])).unwrap().encodings[0].bytes.clone();
    assert_eq!(graded(Style::Night, false), graded(Style::Night, false));
    assert_ne!(graded(Style::Night, false), graded(Style::Night, true));
    assert_ne!(graded(Style::Night, false), graded(Style::Crayon, false));
}

#[test]
fn what_is_no_picture_is_refused() {
    let refused = |raw: &[u8]| finish(raw, Style::Watercolor, true, &options(&[480])).unwrap_err();
    assert!(matches!(refused(b""), PostprocessError::Empty));
    assert!(matches!(refused(b"<html>no picture</html>"), PostprocessError::UnknownFormat));
    let whole = plain(64, 64);
    assert!(matches!(refused(&whole[..whole.len() / 2]), PostprocessError::Damaged(_)));
    assert!(matches!(refused(&vec![0; (32 << 20) + 1]), PostprocessError::TooManyBytes { .. }));
    assert!(matches!(refused(&plain(9000, 2)), PostprocessError::TooLarge { limit: 8192 }));
}

#[test]
fn encodings_are_stored_under_keys_of_their_own() {
    let story = StoryId::new();
    let set = finish(&plain(900, 600), Style::Watercolor, true, &options(&[300, 900])).unwrap();
    let keys: Vec<String> = set.encodings.iter().map(|encoding| encoding.key(story, 3).to_string()).collect();
    assert!(keys[0].starts_with(&format!("illustrations/{story}/3/")) && keys[0].ends_with("-300.webp"));
    assert!(keys[1].ends_with("-900.webp"));
}
