//! Finds where a JSON object ends, character by character: depth, strings, escapes.

/// The longest object that is kept, in bytes: a scene of 4,000 characters, each written as an escape, fits.
const LIMIT: usize = 64 * 1024;

/// What a character did to an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Open,
    Closed,
    /// This character begins another object; the one so far never closed.
    Restarted,
}

/// An object that is arriving. Begins behind its first brace.
#[derive(Debug)]
pub(super) struct Object {
    raw: String,
    spoiled: bool,
    depth: u32,
    at: At,
    line_start: bool,
    last: char,
}

/// Where in an object the next character stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Structure,
    String,
    /// Behind a backslash in a string.
    Escape,
}

impl Object {
    pub(super) fn new() -> Self {
        Self { raw: "{".to_owned(), spoiled: false, depth: 1, at: At::Structure, line_start: false, last: '{' }
    }

    /// Whether it outgrew what is kept of an object.
    pub(super) const fn is_spoiled(&self) -> bool {
        self.spoiled
    }

    pub(super) fn push(&mut self, character: char) -> Step {
        if self.begins_another(character) {
            return Step::Restarted;
        }
        self.keep(character);
        if self.at != At::Structure {
            self.step_in_string(character);
            return Step::Open;
        }
        match character {
            '"' => self.at = At::String,
            '{' | '[' => self.depth = self.depth.saturating_add(1),
            '}' | ']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if !character.is_whitespace() {
            self.last = character;
        }
        if self.depth == 0 { Step::Closed } else { Step::Open }
    }

    /// The text of the object; `None` when it was too long to be kept.
    pub(super) fn text(self) -> Option<String> {
        (!self.spoiled).then_some(self.raw)
    }

    /// The text with the braces that are missing, were it to end here. `None` too when a string is open.
    pub(super) fn closed(mut self) -> Option<String> {
        if self.at != At::Structure || self.depth != 1 {
            return None;
        }
        self.raw.push('}');
        self.text()
    }

    /// A brace at the start of a line within a string, or where no value can stand.
    fn begins_another(&self, character: char) -> bool {
        let out_of_place = match self.at {
            At::Structure => !matches!(self.last, '[' | ',' | ':'),
            At::String | At::Escape => self.line_start,
        };
        character == '{' && out_of_place
    }

    fn step_in_string(&mut self, character: char) {
        self.line_start = character == '\n' || (self.line_start && character == ' ');
        self.at = match (self.at, character) {
            (At::String, '\\') => At::Escape,
            (At::String, '"') => At::Structure,
            _ => At::String,
        };
        if self.at == At::Structure {
            self.line_start = false;
            self.last = '"';
        }
    }

    /// Models write bare line ends into strings, which JSON forbids: they are escaped here.
    fn keep(&mut self, character: char) {
        if self.spoiled {
            return;
        }
        match character {
            '\n' if self.at == At::String => self.raw.push_str("\\n"),
            _ if self.at != At::Structure && character.is_control() => self.raw.push(' '),
            _ => self.raw.push(character),
        }
        if self.raw.len() > LIMIT {
            self.spoiled = true;
            self.raw = String::new();
        }
    }
}
