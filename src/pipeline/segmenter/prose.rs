//! Plain prose: a title, then paragraphs gathered into scenes of about the length that suits the readers' age.

use crate::domain::AgeGroup;
use crate::pipeline::metadata::{clean_line, ends_sentence, sentence_ends};

/// The longest scene, in characters.
pub(super) const SCENE: usize = 4_000;
/// The longest line that is taken for a title, in characters.
pub(super) const TITLE_LINE: usize = 100;

/// The page that is being gathered.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    characters: usize,
    line_start: usize,
    words: u32,
    in_word: bool,
    /// Words of a page by the readers' age: the middle of what a picture book of that age has.
    target: u32,
}

impl Page {
    pub(super) fn new(age: AgeGroup) -> Self {
        let target = match age {
            AgeGroup::ThreeToFive => 35,
            AgeGroup::SixToEight => 60,
            AgeGroup::NineToTwelve => 105,
        };
        Self { text: String::new(), characters: 0, line_start: 0, words: 0, in_word: false, target }
    }

    /// Takes a character; gives a page's text when it is full. The last page is full only at its limit.
    pub(super) fn push(&mut self, character: char, last: bool) -> Option<String> {
        if character == '\n' {
            return self.end_line(last);
        }
        let sentence = character.is_whitespace() && !last && self.words >= self.target + self.target / 2;
        if sentence && ends_sentence(&self.text) {
            return Some(self.take());
        }
        self.add(character);
        (self.characters >= SCENE).then(|| self.cut())
    }

    pub(super) fn take(&mut self) -> String {
        self.characters = 0;
        self.line_start = 0;
        self.words = 0;
        self.in_word = false;
        std::mem::take(&mut self.text)
    }

    /// Ends the text's last line, which may be a heading.
    pub(super) fn finish(&mut self) -> String {
        if is_boundary(&self.text[self.line_start..]) {
            self.text.truncate(self.line_start);
        }
        self.take()
    }

    fn add(&mut self, character: char) {
        self.text.push(character);
        self.characters += 1;
        let starts_word = !character.is_whitespace() && !self.in_word;
        self.in_word = !character.is_whitespace();
        self.words += u32::from(starts_word);
    }

    fn end_line(&mut self, last: bool) -> Option<String> {
        let line = &self.text[self.line_start..];
        let (boundary, blank) = (is_boundary(line), line.trim().is_empty());
        let sentence = ends_sentence(line.trim_end());
        if boundary {
            let kept = self.line_start;
            let text = self.take();
            let before = &text[..kept];
            if !last && !before.trim().is_empty() {
                return Some(before.to_owned());
            }
            before.chars().for_each(|character| self.add(character));
        }
        self.add('\n');
        self.line_start = self.text.len();
        let full = if blank { self.words * 5 >= self.target * 3 } else { sentence && self.words >= self.target };
        if self.characters >= SCENE {
            return Some(self.cut());
        }
        (full && !last).then(|| self.take())
    }

    /// Ends the page behind its last sentence and keeps what follows.
    fn cut(&mut self) -> String {
        let text = self.take();
        let end = sentence_ends(&text).last().unwrap_or(text.len());
        text[end..].trim_start().chars().for_each(|character| self.add(character));
        text[..end].to_owned()
    }
}

/// Whether a line only parts pages: a heading, a rule, a fence, "Chapter 2", "Scene 3: The Lake".
fn is_boundary(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with('#') || line.starts_with("```") {
        return true;
    }
    if line.len() >= 3 && line.chars().all(|character| matches!(character, '-' | '*' | '_' | '=' | ' ')) {
        return true;
    }
    let mut words = line.trim_matches(['*', '_', ' ']).split([' ', ':', '.']);
    let head = words.next().unwrap_or_default().to_lowercase();
    let number = words.next().unwrap_or_default();
    line.len() <= TITLE_LINE
        && matches!(head.as_str(), "scene" | "chapter" | "page" | "part")
        && !number.is_empty()
        && number.chars().all(|character| character.is_ascii_digit())
}

/// Whether a first line reads as a title: short, and no sentence unless it is marked as a heading.
pub(super) fn is_title(line: &str) -> bool {
    let line = clean_line(line);
    let marked = line.starts_with(['#', '*', '"', '\u{201c}']) || line.starts_with("Title:");
    !line.is_empty() && line.chars().count() <= TITLE_LINE && (marked || !line.ends_with(['.', ',', ';', ':']))
}
