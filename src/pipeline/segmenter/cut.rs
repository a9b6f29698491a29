//! The segmenter's states: what a character means depends on what came before it.

use super::decoder::Decoder;
use super::markup::{Sign, Tags, plain};
use super::object::{Object, Step};
use super::order::InOrder;
use super::prose::{Page, SCENE, TITLE_LINE, is_title};
use super::read::{Found, read};
use crate::domain::{Outline, PlannedScene, StoryRequest};
use crate::pipeline::elements;
use crate::pipeline::metadata::{RawOutline, clean_text, complete, shorten};

/// Something whole that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The plan; first, and once.
    Outline {
        outline: Outline,
        /// What is planned of the scenes for their pictures: as many as were planned, or fewer.
        planned: Vec<PlannedScene>,
    },
    /// The next scene's words.
    Scene(String),
}

/// What a call's text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    OutlineFirst,
    /// More of a story, or a scene anew: outlines are ignored.
    ScenesOnly,
}

/// What form the text has, as far as is known.
#[derive(Debug)]
enum Form {
    /// Nothing but perhaps a first line came, which is a title or a model's "Here is your story:".
    Unknown {
        first: Option<String>,
        line: String,
    },
    /// Objects; what stands between them is ignored.
    Json,
    Prose,
}

/// Cuts one call's text. Feed it with [`Segmenter::push`], end it with [`Segmenter::finish`].
#[derive(Debug)]
pub struct Segmenter {
    request: StoryRequest,
    decoder: Decoder,
    form: Form,
    /// A brace, and the white space behind it, that may open an object.
    brace: bool,
    object: Option<Object>,
    /// Of prose; those within objects are left out with each scene.
    tags: Tags,
    page: Page,
    order: InOrder,
    outlined: bool,
    scenes_left: u32,
    pieces: Vec<Piece>,
}

impl Segmenter {
    /// Expects at most `max_scenes` scenes, and no more than the outline plans; what comes after them is ignored.
    #[must_use]
    pub fn new(request: &StoryRequest, expect: Expect, max_scenes: u32) -> Self {
        let outlined = expect == Expect::ScenesOnly;
        Self {
            request: request.clone(),
            decoder: Decoder::default(),
            form: if outlined { Form::Prose } else { Form::Unknown { first: None, line: String::new() } },
            brace: false,
            object: None,
            tags: Tags::default(),
            page: Page::new(request.age_group),
            order: InOrder::new(!outlined),
            outlined,
            scenes_left: max_scenes,
            pieces: Vec::new(),
        }
    }

    /// Takes the next bytes; gives what became whole by them.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Piece> {
        let text = self.decoder.push(bytes);
        self.take_text(&text);
        std::mem::take(&mut self.pieces)
    }

    /// Ends the text; gives what is left of it.
    #[must_use]
    pub fn finish(mut self) -> Vec<Piece> {
        let text = self.decoder.finish();
        self.take_text(&text);
        if let Some(object) = self.object.take() {
            self.take_object(object.closed());
        }
        let held = self.tags.finish();
        held.chars().for_each(|character| self.take_untagged(character));
        if let Form::Unknown { .. } = self.form {
            self.begin_prose();
        }
        if let Form::Prose = self.form {
            let rest = self.page.finish();
            self.emit_scene(&rest);
        }
        for text in self.order.finish() {
            self.emit_scene(&text);
        }
        self.pieces
    }

    /// Whether more text can give more pieces.
    #[must_use]
    pub const fn wants_more(&self) -> bool {
        self.scenes_left > 0 || !self.outlined
    }

    fn take_text(&mut self, text: &str) {
        for character in text.chars() {
            if !self.wants_more() {
                return;
            }
            self.take_character(character);
        }
    }

    fn take_character(&mut self, character: char) {
        if let Some(object) = self.object.as_mut() {
            match object.push(character) {
                Step::Open => self.drop_spoiled_object(),
                Step::Closed => {
                    let text = self.object.take().and_then(Object::text);
                    self.take_object(text);
                }
                Step::Restarted => {
                    let text = self.object.take().and_then(Object::closed);
                    self.take_object(text);
                    self.brace = true;
                }
            }
        } else if self.brace {
            self.after_brace(character);
        } else if character == '{' {
            self.brace = true;
        } else {
            self.take_plain(character);
        }
    }

    /// A quote behind a brace makes it an object; anything else makes it a character of prose.
    fn after_brace(&mut self, character: char) {
        match character {
            ' ' | '\t' | '\r' | '\n' => {}
            '"' => {
                self.brace = false;
                let mut object = Object::new();
                object.push('"');
                self.object = Some(object);
            }
            '{' => self.take_plain('{'),
            _ => {
                self.brace = false;
                self.take_plain('{');
                self.take_plain(character);
            }
        }
    }

    /// Among objects, one that is too long is read over to its end; among prose it is given up at once.
    fn drop_spoiled_object(&mut self) {
        if !matches!(self.form, Form::Json) && self.object.as_ref().is_some_and(Object::is_spoiled) {
            self.object = None;
        }
    }

    fn take_object(&mut self, text: Option<String>) {
        let found = text.map(|text| read(&text)).unwrap_or_default();
        if found.is_empty() {
            return;
        }
        self.form = Form::Json;
        self.page.take();
        self.emit(found);
    }

    fn take_plain(&mut self, character: char) {
        match self.tags.push(character) {
            Sign::Text(character) => self.take_untagged(character),
            Sign::Released(held) => held.chars().for_each(|character| self.take_untagged(character)),
            Sign::Tag { parts_lines: true } => self.take_untagged('\n'),
            Sign::Tag { parts_lines: false } | Sign::Held => {}
        }
    }

    fn take_untagged(&mut self, character: char) {
        match &mut self.form {
            Form::Json => {}
            Form::Prose => {
                if let Some(text) = self.page.push(character, self.scenes_left == 1) {
                    self.emit_scene(&text);
                }
            }
            Form::Unknown { first, line } => {
                if character == '\n' {
                    let ended = std::mem::take(line);
                    let ignored = ended.trim().is_empty() || ended.trim_start().starts_with("```");
                    if !ignored {
                        *first = Some(ended);
                    }
                    return;
                }
                if !(line.is_empty() && (character.is_whitespace() || character == '\u{feff}')) {
                    line.push(character);
                }
                let second = first.is_some() && !line.is_empty() && !line.starts_with('`');
                if second || line.len() > TITLE_LINE * 4 {
                    self.begin_prose();
                }
            }
        }
    }

    /// It is prose: the first line is its title or its first words.
    fn begin_prose(&mut self) {
        let Form::Unknown { first, line } = std::mem::replace(&mut self.form, Form::Prose) else { return };
        let first = first.unwrap_or_default();
        let titled = is_title(&first) || (first.is_empty() && is_title(&line));
        let (title, text) = match (titled, first.is_empty()) {
            (true, false) => (first, line),
            (true, true) => (line, String::new()),
            (false, true) => (String::new(), line),
            (false, false) => (String::new(), format!("{first}\n{line}")),
        };
        if title.is_empty() && text.is_empty() {
            return;
        }
        self.emit_outline(&RawOutline { title, ..RawOutline::default() });
        text.chars().for_each(|character| self.take_untagged(character));
    }

    fn emit(&mut self, found: Found) {
        if let Some(outline) = found.outline {
            self.emit_outline(&outline);
        }
        for scene in found.scenes {
            for text in self.order.push(scene) {
                self.emit_scene(&text);
            }
        }
    }

    fn emit_outline(&mut self, raw: &RawOutline) {
        if !self.outlined {
            self.outlined = true;
            let outline = complete(raw, &self.request);
            self.scenes_left = self.scenes_left.min(outline.scenes);
            let scenes = outline.scenes as usize;
            let planned = elements::planned(&raw.planned[..raw.planned.len().min(scenes)], &outline.characters);
            self.pieces.push(Piece::Outline { outline, planned });
        }
    }

    fn emit_scene(&mut self, text: &str) {
        let text = shorten(&clean_text(&plain(text)), SCENE);
        if text.is_empty() || self.scenes_left == 0 {
            return;
        }
        self.emit_outline(&RawOutline::default());
        self.scenes_left -= 1;
        self.pieces.push(Piece::Scene(text));
    }
}
