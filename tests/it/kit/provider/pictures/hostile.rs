//! What comes in a picture's place: bytes that are none, that are dangerous to open, or addresses that nobody may ask.

use std::io::Cursor;
use std::sync::OnceLock;
use std::time::Duration;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgba, RgbaImage};
use serde_json::json;
use webp::{AnimEncoder, AnimFrame, WebPConfig};

use super::super::{Call, Reply, Step};
use super::{answer, by_address, inline_or_by_address, png};

/// A page where a picture should be.
pub fn html(call: &Call) -> Reply {
    inline_or_by_address(call, b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>")
}

/// Half of a picture.
pub fn truncated(call: &Call) -> Reply {
    let whole = png(96, 64, &[], call.text("prompt"));
    inline_or_by_address(call, &whole[..whole.len() / 2])
}

/// A few bytes that say that they are 50,000 pixels wide and as high.
pub fn bomb(call: &Call) -> Reply {
    let mut bytes = png(96, 64, &[], call.text("prompt"));
    // width and height stand behind the signature, the length and the name of the first chunk
    for at in [16, 20] {
        bytes[at..at + 4].copy_from_slice(&50_000_u32.to_be_bytes());
    }
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    inline_or_by_address(call, &bytes)
}

/// A GIF under the name of a PNG.
pub fn another_type(call: &Call) -> Reply {
    // one pixel, as the format's own documentation has it
    const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\
        \x00\x02\x02D\x01\x00;";
    inline_or_by_address(call, GIF)
}

/// A whole picture of 8,000 by 5,000 pixels.
pub fn forty_megapixels(call: &Call) -> Reply {
    static LARGE: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = LARGE.get_or_init(|| {
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::NoFilter);
        encoder.write_image(&vec![200; 8_000 * 5_000], 8_000, 5_000, ExtendedColorType::L8).unwrap();
        bytes
    });
    inline_or_by_address(call, bytes)
}

/// A picture that moves.
pub fn animated(call: &Call) -> Reply {
    let config = WebPConfig::new().unwrap();
    let frames = [[250, 40, 40], [40, 40, 250]].map(|colour| colour.repeat(64 * 64));
    let mut encoder = AnimEncoder::new(64, 64, &config);
    for (frame, at) in frames.iter().zip([0, 100]) {
        encoder.add_frame(AnimFrame::from_rgb(frame, 64, 64, at));
    }
    inline_or_by_address(call, &encoder.encode())
}

/// A picture that one can see through everywhere but in its middle.
pub fn transparent(call: &Call) -> Reply {
    let picture = RgbaImage::from_fn(96, 64, |x, y| {
        let is_middle = (24..72).contains(&x) && (16..48).contains(&y);
        Rgba([200, 60, 60, if is_middle { 255 } else { 0 }])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    inline_or_by_address(call, &bytes.into_inner())
}

/// A picture with a word painted into it.
pub fn with_writing(call: &Call) -> Reply {
    inline_or_by_address(call, &png(192, 128, &["RUDE".to_owned()], call.text("prompt")))
}

/// The same picture, whatever is asked for.
pub fn always_the_same(call: &Call) -> Reply {
    inline_or_by_address(call, &png(96, 64, &[], "always the same"))
}

/// The address leads on to another one.
pub fn redirecting(to: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| {
        let moved = Reply::new(302, "text/plain", "").header("location", to);
        by_address(call, &call.shelf.serve(moved))
    }
}

/// The picture is said to be there.
pub fn at(address: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| by_address(call, address)
}

/// What is at the picture's address has no end.
pub fn endless(call: &Call) -> Reply {
    let start = Reply::new(200, "image/png", png(96, 64, &[], ""));
    let more = Step::Repeat(vec![0; 64 * 1024].into(), Duration::from_millis(100));
    by_address(call, &call.shelf.serve(start.cut(1_000, more)))
}

/// Text that no picture can be read from, in an answer that looks right.
pub fn no_base64(call: &Call) -> Reply {
    answer(call, &json!({ "b64_json": "*not base64*" }))
}

/// As PNG counts it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let turn = |sum: u32| (0..8).fold(sum, |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 });
    !bytes.iter().fold(u32::MAX, |sum, byte| turn((sum ^ u32::from(*byte)) & 0xff) ^ (sum >> 8))
}
