//! What was asked of the provider, and whether the answer went out whole.

use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;
use tokio::time::Instant;

use super::http::header;
use super::multipart::Upload;
use super::shelf::Shelf;

/// Which part of the API was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    Chat,
    /// The address of [`Endpoint::Chat`], with a picture among what is said, or for a model with `sees` in its name.
    Vision,
    Images,
    Edits,
    Moderations,
    Models,
    /// A picture by its address.
    File,
    /// What no provider has.
    Unknown,
}

/// What was asked.
#[derive(Clone, Debug)]
pub struct Call {
    pub endpoint: Endpoint,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// JSON, or the fields of a form; of a file its name.
    pub body: Value,
    /// Of a form.
    pub files: Vec<Upload>,
    /// What the provider knows besides.
    pub shelf: Arc<Shelf>,
}

impl Call {
    /// A text of the body, empty where it has none.
    pub fn text(&self, key: &str) -> &str {
        self.body[key].as_str().unwrap_or_default()
    }

    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Everything that somebody in this role says, pictures left out.
    pub fn said_by(&self, role: &str) -> String {
        let messages = self.body["messages"].as_array().into_iter().flatten();
        let contents = messages.filter(|message| message["role"] == role).map(|message| match &message["content"] {
            Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().join("\n"),
            content => content.as_str().unwrap_or_default().to_owned(),
        });
        contents.collect::<Vec<_>>().join("\n")
    }
}

/// How far an answer got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is on its way.
    Open,
    Whole,
    /// The provider broke it off, by its script.
    Broken,
    /// The client went before its end.
    Abandoned,
}

/// A call with what came of it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub call: Call,
    /// When it had come.
    pub at: Instant,
    pub status: u16,
    pub sent: Sent,
}

/// All calls, in the order in which they came. Calls without the right key are in it too.
#[derive(Default)]
pub struct Journal(Mutex<Vec<Entry>>);

impl Journal {
    /// Writes a call down; returns its number.
    pub fn begin(&self, call: Call) -> usize {
        let mut entries = self.lock();
        entries.push(Entry { call, at: Instant::now(), status: 0, sent: Sent::Open });
        entries.len() - 1
    }

    pub fn answering(&self, number: usize, status: u16) {
        self.lock()[number].status = status;
    }

    pub fn ended(&self, number: usize, sent: Sent) {
        self.lock()[number].sent = sent;
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    /// The calls of one endpoint.
    pub fn of(&self, endpoint: Endpoint) -> Vec<Entry> {
        self.lock().iter().filter(|entry| entry.call.endpoint == endpoint).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap()
    }
}
