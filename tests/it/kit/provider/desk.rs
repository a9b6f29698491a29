//! Where calls arrive: who may ask, what is written down, which script answers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::http::{Request, header};
use super::journal::Journal;
use super::script::Script;
use super::shelf::Shelf;
use super::{Call, Endpoint, Knee, Pace, Reply, faults, judgements, multipart, pictures, texts};

/// The only key that opens a provider.
pub const KEY: &str = "sk-test-Zq4mN8xV2w";

/// What a provider's connections share.
pub struct Desk {
    pub journal: Journal,
    /// Texts.
    pub chat: Script,
    /// Texts about pictures.
    pub vision: Script,
    pub images: Script,
    pub edits: Script,
    pub moderations: Script,
    pub models: Script,
    shelf: Arc<Shelf>,
    painting: Arc<AtomicUsize>,
    knee: Mutex<Option<Knee>>,
    rate: Mutex<Option<Rate>>,
}

/// So many calls in each span of time.
struct Rate {
    limit: u32,
    span: Duration,
    since: Instant,
    used: u32,
}

/// A call that was taken, and what it is answered.
pub struct Taken {
    pub number: usize,
    pub reply: Reply,
    /// One of the pictures that are painted at once, until it is dropped.
    pub painting: Option<Painting>,
}

/// A picture that is on its way.
pub struct Painting(Arc<AtomicUsize>);

impl Drop for Painting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Desk {
    pub fn new(origin: String) -> Self {
        Self {
            journal: Journal::default(),
            chat: Script::new(texts::tale),
            vision: Script::new(judgements::seen_safe),
            images: Script::new(pictures::painted),
            edits: Script::new(pictures::painted),
            moderations: Script::new(judgements::safe),
            models: Script::new(faults::models),
            shelf: Arc::new(Shelf::new(origin)),
            painting: Arc::default(),
            knee: Mutex::default(),
            rate: Mutex::default(),
        }
    }

    /// How quick good answers are from now on.
    pub fn pace(&self, pace: Pace) {
        *self.shelf.pace.lock().unwrap() = pace;
    }

    /// When it has had enough of painting.
    pub fn knee(&self, quick: usize, most: usize) {
        *self.knee.lock().unwrap() = Some(Knee { quick, most });
    }

    /// It takes so many calls in each span, which its headers say; all others are answered 429 with `retry-after`.
    pub fn rate(&self, limit: u32, span: Duration) {
        *self.rate.lock().unwrap() = Some(Rate { limit, span, since: Instant::now(), used: 0 });
    }

    /// Takes a call, and says what it is answered.
    pub fn take(&self, request: Request) -> Taken {
        let call = self.call(request);
        let number = self.journal.begin(call.clone());
        let (reply, painting) = self.answer(&call);
        self.journal.answering(number, reply.status);
        Taken { number, reply, painting }
    }

    fn call(&self, request: Request) -> Call {
        let content_type = header(&request.headers, "content-type").unwrap_or_default();
        let form = multipart::parse(content_type, &request.body);
        let (mut body, files) =
            form.unwrap_or_else(|| (serde_json::from_slice(&request.body).unwrap_or_default(), Vec::new()));
        let path = request.path.split('?').next().unwrap_or_default();
        if let Some(name) = path.strip_prefix("/files/") {
            body = json!(name);
        }
        let endpoint = endpoint(&request.method, path, &body);
        Call { endpoint, headers: request.headers, body, files, shelf: Arc::clone(&self.shelf) }
    }

    fn answer(&self, call: &Call) -> (Reply, Option<Painting>) {
        if let Endpoint::File = call.endpoint {
            return (self.shelf.file(call.body.as_str().unwrap_or_default()).unwrap_or_else(faults::not_found), None);
        }
        if call.header("authorization") != Some(&format!("Bearer {KEY}")) {
            return (faults::wrong_key(call), None);
        }
        let (limits, is_over) = self.count();
        if is_over {
            return (limited(faults::rate_limited(call), &limits), None);
        }
        let (reply, painting) = match call.endpoint {
            Endpoint::Images => self.paint(call, &self.images),
            Endpoint::Edits => self.paint(call, &self.edits),
            Endpoint::Chat => (self.chat.answer(call), None),
            Endpoint::Vision => (self.vision.answer(call), None),
            Endpoint::Moderations => (self.moderations.answer(call), None),
            Endpoint::Models => (self.models.answer(call), None),
            Endpoint::File | Endpoint::Unknown => (faults::not_found(), None),
        };
        (limited(reply, &limits), painting)
    }

    fn paint(&self, call: &Call, script: &Script) -> (Reply, Option<Painting>) {
        let at_once = self.painting.fetch_add(1, Ordering::SeqCst) + 1;
        let painting = Some(Painting(Arc::clone(&self.painting)));
        let time = self.shelf.pace().picture;
        let knee = *self.knee.lock().unwrap();
        match knee.map_or(Some(time), |knee| knee.time(time, at_once)) {
            Some(time) => (script.answer(call).after(time), painting),
            None => (faults::rate_limited(call), None),
        }
    }

    /// Counts a call: what its headers say, and whether it is one too many.
    fn count(&self) -> (Limits, bool) {
        let mut rate = self.rate.lock().unwrap();
        let Some(rate) = rate.as_mut() else { return (Limits::default(), false) };
        if rate.since.elapsed() >= rate.span {
            (rate.since, rate.used) = (Instant::now(), 0);
        }
        let is_over = rate.used >= rate.limit;
        rate.used += u32::from(!is_over);
        let reset = rate.span.saturating_sub(rate.since.elapsed());
        (Limits { limit: rate.limit, remaining: rate.limit - rate.used, reset }, is_over)
    }
}

/// What the headers say of a rate.
struct Limits {
    limit: u32,
    remaining: u32,
    reset: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { limit: 10_000, remaining: 9_999, reset: Duration::from_millis(6) }
    }
}

/// An answer with the headers that tell a client how much is left of its rate.
fn limited(reply: Reply, limits: &Limits) -> Reply {
    let reset = limits.reset.as_millis();
    let reset = if reset < 1_000 { format!("{reset}ms") } else { format!("{}s", limits.reset.as_secs_f64()) };
    let is_over = reply.status == 429 && limits.remaining == 0;
    let reply = reply
        .header("x-ratelimit-limit-requests", limits.limit.to_string())
        .header("x-ratelimit-remaining-requests", limits.remaining.to_string())
        .header("x-ratelimit-reset-requests", reset);
    if is_over { reply.header("retry-after", limits.reset.as_secs_f64().ceil().to_string()) } else { reply }
}

fn endpoint(method: &str, path: &str, body: &Value) -> Endpoint {
    match (method, path) {
        ("POST", "/v1/chat/completions") if is_about_pictures(body) => Endpoint::Vision,
        ("POST", "/v1/chat/completions") => Endpoint::Chat,
        ("POST", "/v1/images/generations") => Endpoint::Images,
        ("POST", "/v1/images/edits") => Endpoint::Edits,
        ("POST", "/v1/moderations") => Endpoint::Moderations,
        ("GET", "/v1/models") => Endpoint::Models,
        ("GET", path) if path.starts_with("/files/") => Endpoint::File,
        _ => Endpoint::Unknown,
    }
}

fn is_about_pictures(body: &Value) -> bool {
    let messages = body["messages"].as_array().into_iter().flatten();
    let mut parts = messages.filter_map(|message| message["content"].as_array()).flatten();
    body["model"].as_str().is_some_and(|model| model.contains("sees")) || parts.any(|part| part["type"] == "image_url")
}
