//! A prompt in a file: `version: 3`, an empty line, and the text, in which `{{name}}` is a slot.

/// A prompt's file, as it stands in this folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(&'static str);

impl Template {
    /// Of the whole text of a file.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The number that grows whenever the words change.
    ///
    /// # Panics
    ///
    /// Where the file has none: a test opens them all.
    #[must_use]
    pub fn version(&self) -> u32 {
        let first = self.0.lines().next().and_then(|line| line.strip_prefix("version: "));
        first.and_then(|number| number.parse().ok()).expect("a prompt's file begins with its version")
    }

    /// The text behind the version, paragraphs parted by an empty line and each on one line.
    #[must_use]
    pub fn text(&self) -> String {
        let (_, text) = self.0.split_once("\n\n").unwrap_or_default();
        let paragraphs = text.trim().split("\n\n").map(|paragraph| paragraph.lines().collect::<Vec<_>>().join(" "));
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }

    /// The text with its slots filled. A value is never searched for slots.
    ///
    /// # Panics
    ///
    /// Where a slot has no value.
    #[must_use]
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        let text = self.text();
        let (mut filled, mut rest) = (String::new(), text.as_str());
        while let Some((before, behind)) = rest.split_once("{{") {
            let (name, after) = behind.split_once("}}").expect("a slot that opens is closed");
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(before);
            filled.push_str(value.unwrap_or_else(|| panic!("the slot {name} has no value")).1);
            rest = after;
        }
        filled + rest
    }
}
