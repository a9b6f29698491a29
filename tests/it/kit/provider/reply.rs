//! What is sent, in steps: so that an answer may wait, fall silent, break off or never end anywhere in it.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

/// An answer. Its head leaves with the first byte of its body, so that what comes before is silence.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub steps: Vec<Step>,
}

/// A part of an answer.
#[derive(Clone, Debug)]
pub enum Step {
    Send(Bytes),
    /// Nothing for so long.
    Wait(Duration),
    /// The same for ever, with a pause before each.
    Repeat(Bytes, Duration),
    /// Nothing any more, on a connection that stays.
    Silence,
    /// The connection ends, and the answer does not.
    Close,
    /// The connection is reset.
    Reset,
}

impl Reply {
    /// A body of one type.
    pub fn new(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![("content-type", media_type.to_owned())];
        Self { status, headers, steps: vec![Step::Send(body.into())] }
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// Server-sent events, by what happens one after the other.
    pub fn events(steps: Vec<Step>) -> Self {
        Self { status: 200, headers: vec![("content-type", "text/event-stream".to_owned())], steps }
    }

    /// No answer but this.
    pub fn only(step: Step) -> Self {
        Self { status: 200, headers: Vec::new(), steps: vec![step] }
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// After so long.
    pub fn after(mut self, wait: Duration) -> Self {
        self.steps.insert(0, Step::Wait(wait));
        self
    }

    /// Only so much of the body, in thousandths, and then this.
    pub fn cut(mut self, thousandths: usize, last: Step) -> Self {
        let mut left = self.bytes() * thousandths / 1_000;
        let mut kept = Vec::new();
        for step in self.steps {
            if let Step::Send(bytes) = &step {
                if bytes.len() > left {
                    kept.push(Step::Send(bytes.slice(..left)));
                    break;
                }
                left -= bytes.len();
            }
            kept.push(step);
        }
        kept.push(last);
        self.steps = kept;
        self
    }

    /// With a pause before each of its parts.
    pub fn dripping(mut self, pause: Duration) -> Self {
        self.steps = self.steps.into_iter().flat_map(|step| [Step::Wait(pause), step]).collect();
        self
    }

    /// In parts of so many bytes, wherever that cuts it.
    pub fn in_parts_of(mut self, length: usize) -> Self {
        let mut parts = Vec::new();
        for step in self.steps {
            match step {
                Step::Send(bytes) => {
                    parts.extend(bytes.chunks(length).map(|part| Step::Send(Bytes::copy_from_slice(part))));
                }
                other => parts.push(other),
            }
        }
        self.steps = parts;
        self
    }

    /// The length of its body, as far as it has one.
    fn bytes(&self) -> usize {
        let sent = self.steps.iter().map(|step| if let Step::Send(bytes) = step { bytes.len() } else { 0 });
        sent.sum()
    }
}
