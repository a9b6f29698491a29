//! What a provider knows besides a call: its pace, the pictures that it serves by address, the heroes of its stories.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::{Pace, Reply};

/// What is kept between calls.
#[derive(Debug)]
pub struct Shelf {
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    pub pace: Mutex<Pace>,
    files: Mutex<BTreeMap<String, Reply>>,
    heroes: Mutex<BTreeSet<String>>,
}

impl Shelf {
    pub fn new(origin: String) -> Self {
        Self { origin, pace: Mutex::default(), files: Mutex::default(), heroes: Mutex::default() }
    }

    pub fn pace(&self) -> Pace {
        *self.pace.lock().unwrap()
    }

    /// Serves an answer under an address of its own, which it returns.
    pub fn serve(&self, reply: Reply) -> String {
        let mut files = self.files.lock().unwrap();
        let name = format!("{}.png", files.len() + 1);
        let address = format!("{}/files/{name}", self.origin);
        files.insert(name, reply);
        address
    }

    pub fn file(&self, name: &str) -> Option<Reply> {
        self.files.lock().unwrap().get(name).cloned()
    }

    /// Whoever is named in a picture's prompt after this is painted.
    pub fn know(&self, name: &str) {
        self.heroes.lock().unwrap().insert(name.to_owned());
    }

    /// The heroes that a prompt names, in the order of their names.
    pub fn named_in(&self, prompt: &str) -> Vec<String> {
        self.heroes.lock().unwrap().iter().filter(|name| prompt.contains(name.as_str())).cloned().collect()
    }
}
