//! Answers that any endpoint may give: what goes wrong before anything is written or painted. And the list of models.

use serde_json::json;

use super::{Call, Reply, Step};

/// The models that there are.
pub fn models(_: &Call) -> Reply {
    let model = |id: &str| json!({ "id": id, "object": "model", "created": 1_790_000_000, "owned_by": "test" });
    let models = ["writes", "paints", "sees", "judges"].map(model);
    Reply::json(200, &json!({ "object": "list", "data": models }))
}

/// An error of this status.
pub fn status(status: u16) -> impl Fn(&Call) -> Reply {
    move |_| error(status, "server_error", "the engine is overloaded", None)
}

/// 429, with nothing on when to come again.
pub fn rate_limited(_: &Call) -> Reply {
    error(429, "requests", "Rate limit reached for requests", Some("rate_limit_exceeded"))
}

/// 429, to come again after so many seconds.
pub fn retry_after(seconds: u32) -> impl Fn(&Call) -> Reply {
    move |call| rate_limited(call).header("retry-after", seconds.to_string())
}

/// 401, as to every call without the right key. It quotes the key, as some providers do.
pub fn wrong_key(call: &Call) -> Reply {
    let given = call.header("authorization").unwrap_or_default();
    error(401, "invalid_request_error", &format!("Incorrect API key provided: {given}"), Some("invalid_api_key"))
}

pub fn not_found() -> Reply {
    error(404, "invalid_request_error", "Invalid URL", None)
}

/// A refusal to make what was asked for, quoting it.
pub fn refused(call: &Call) -> Reply {
    let told = format!("Your request was rejected by the safety system: {}", call.text("prompt"));
    error(400, "image_generation_user_error", &told, Some("moderation_blocked"))
}

/// All is well, says the status; an error, says the body.
pub fn error_in_a_good_answer(call: &Call) -> Reply {
    Reply { status: 200, ..status(500)(call) }
}

/// The connection is reset before a byte.
pub fn reset(_: &Call) -> Reply {
    Reply::only(Step::Reset)
}

/// No byte ever.
pub fn silent(_: &Call) -> Reply {
    Reply::only(Step::Silence)
}

/// Something that a proxy says in the provider's place.
pub fn html(_: &Call) -> Reply {
    Reply::new(200, "text/html", "<!DOCTYPE html><html><body><h1>Welcome to the hotel's Wi-Fi</h1></body></html>")
}

/// Nothing at all, with a good status.
pub fn empty(_: &Call) -> Reply {
    Reply::new(200, "application/json", "")
}

fn error(status: u16, kind: &str, message: &str, code: Option<&str>) -> Reply {
    let error = json!({ "message": message, "type": kind, "param": null, "code": code });
    Reply::json(status, &json!({ "error": error }))
}
