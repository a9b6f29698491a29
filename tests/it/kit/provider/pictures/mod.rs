//! Pictures: one that shows whom its prompt names ([`painted`]), and what no reader may ever see ([`hostile`]).

mod canvas;
pub mod hostile;
mod letters;

pub use canvas::png;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Call, Reply};

/// What the prompt asks for: in the size's shape, with a band for each hero.
pub fn painted(call: &Call) -> Reply {
    let (width, height) = size(call);
    inline_or_by_address(call, &png(width, height, &call.shelf.named_in(call.text("prompt")), call.text("prompt")))
}

/// These bytes as the call wants them: in the answer, or under an address.
pub fn inline_or_by_address(call: &Call, bytes: &[u8]) -> Reply {
    if call.text("response_format") == "url" {
        by_address(call, &call.shelf.serve(Reply::new(200, "image/png", bytes.to_vec())))
    } else {
        inline(call, bytes)
    }
}

/// These bytes, in the answer.
pub fn inline(call: &Call, bytes: &[u8]) -> Reply {
    answer(call, &json!({ "b64_json": STANDARD.encode(bytes) }))
}

/// The picture is at this address.
pub fn by_address(call: &Call, address: &str) -> Reply {
    answer(call, &json!({ "url": address }))
}

/// Tokens that a large picture is read as.
const REFERENCE: usize = 6_300;

fn answer(call: &Call, picture: &Value) -> Reply {
    let mut picture = picture.clone();
    picture["revised_prompt"] = format!("{} In soft light.", call.text("prompt")).into();
    let (words, pictures) = (call.text("prompt").len().div_ceil(4), REFERENCE * call.files.len());
    let read = words + pictures;
    let usage = json!({ "input_tokens": read, "output_tokens": 1_056, "total_tokens": read + 1_056,
        "input_tokens_details": { "text_tokens": words, "image_tokens": pictures } });
    Reply::json(200, &json!({ "created": 1_790_000_000, "data": [picture], "usage": usage }))
}

/// An eighth of what is asked for: its shape counts, and nobody waits for its pixels.
fn size(call: &Call) -> (u32, u32) {
    let asked = call
        .text("size")
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse::<u32>().ok()?, height.parse::<u32>().ok()?)));
    let (width, height) = asked.unwrap_or((1_024, 1_024));
    (width / 8, height / 8)
}
