//! Signs that are no words: tags of HTML and marks of Markdown, which some models put around what they tell.

/// The longest tag, in bytes; what is longer is text with a `<` in it.
const LONGEST: usize = 300;
/// Tags that part lines.
const BLOCKS: [&str; 12] = ["p", "br", "div", "li", "title", "section", "h1", "h2", "h3", "h4", "h5", "h6"];

/// What a character is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Text(char),
    /// It may belong to a tag.
    Held,
    /// It ended a tag, which parts lines or does not.
    Tag {
        parts_lines: bool,
    },
    /// What was held is text after all, with this character.
    Released(String),
}

/// Finds tags, wherever the text is cut.
#[derive(Debug, Default)]
pub(super) struct Tags {
    held: String,
}

impl Tags {
    pub(super) fn push(&mut self, character: char) -> Sign {
        match (self.held.len(), character) {
            (0, '<') | (1, 'a'..='z' | 'A'..='Z' | '/' | '!') => {}
            (0, _) => return Sign::Text(character),
            (2.., '>') => {
                let name = self.held.trim_start_matches(['<', '/']).split([' ', '/']).next().unwrap_or_default();
                let parts_lines = BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
                self.held.clear();
                return Sign::Tag { parts_lines };
            }
            (2..LONGEST, _) if character != '<' => {}
            _ => {
                self.held.push(character);
                return Sign::Released(self.finish());
            }
        }
        self.held.push(character);
        Sign::Held
    }

    /// What was held when the text ended.
    pub(super) fn finish(&mut self) -> String {
        std::mem::take(&mut self.held)
    }
}

/// A page's words without tags, and without the marks of headings, quotes, stress and code.
pub(super) fn plain(text: &str) -> String {
    let (mut tags, mut untagged) = (Tags::default(), String::with_capacity(text.len()));
    for character in text.chars() {
        match tags.push(character) {
            Sign::Text(character) => untagged.push(character),
            Sign::Released(held) => untagged.push_str(&held),
            Sign::Tag { parts_lines: true } => untagged.push_str("\n\n"),
            Sign::Tag { parts_lines: false } | Sign::Held => {}
        }
    }
    untagged.push_str(&tags.finish());
    let lines = untagged.split('\n').map(|line| line.trim_start_matches(['#', '>', ' ']));
    let unmarked = lines.collect::<Vec<_>>().join("\n").replace(['*', '`'], "").replace("__", "");
    let entities = [("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    entities.iter().fold(unmarked, |text, (entity, sign)| text.replace(entity, sign))
}
