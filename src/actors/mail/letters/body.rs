//! Both bodies of a letter, out of the same words: plain text, and HTML in which every value is escaped.

use super::{FRAME, Language, words};
use crate::pipeline::prompts::Template;

/// What a paragraph begins with that is the letter's link.
const LINK: &str = "=> ";

/// Where a letter leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What its link opens; a letter without one has no link.
    pub action: Option<String>,
    /// Where one says that one wants no more of these.
    pub unsubscribe: Option<String>,
}

/// A letter, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bodies {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Fills a letter's words, and puts what belongs to all letters under them.
pub(super) fn bodies(template: &Template, values: &[(&str, &str)], language: Language, links: &Links) -> Bodies {
    let whole = template.fill(values);
    let (subject, rest) = whole.split_once("\n\n").unwrap_or((whole.as_str(), ""));
    let body = paragraphs(rest, links.action.as_deref());
    let footer = footer(language, links.unsubscribe.as_deref());
    let text = body.iter().chain(&footer).map(Paragraph::text).collect::<Vec<_>>().join("\n\n") + "\n";
    let html = |paragraphs: &[Paragraph]| paragraphs.iter().map(Paragraph::html).collect::<Vec<_>>().join("\n");
    let frame = [
        ("language", language.tag()),
        ("title", &escaped(subject)),
        ("body", &html(&body)),
        ("footer", &html(&footer)),
    ];
    Bodies { subject: subject.to_owned(), text, html: FRAME.fill(&frame) }
}

fn footer(language: Language, unsubscribe: Option<&str>) -> Vec<Paragraph> {
    let said = |name| words(name, language).map(|words| words.text()).unwrap_or_default();
    let mut footer = paragraphs(&said("footer"), None);
    if unsubscribe.is_some() {
        footer.extend(paragraphs(&said("unsubscribe"), unsubscribe));
    }
    footer
}

/// A paragraph of a letter.
enum Paragraph {
    Words(String),
    Link { words: String, address: String },
}

fn paragraphs(text: &str, link: Option<&str>) -> Vec<Paragraph> {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.is_empty());
    let read = |paragraph: &str| match (paragraph.strip_prefix(LINK), link) {
        (Some(words), Some(address)) => Some(Paragraph::Link { words: words.to_owned(), address: address.to_owned() }),
        (Some(_), None) => None,
        (None, _) => Some(Paragraph::Words(paragraph.to_owned())),
    };
    paragraphs.filter_map(read).collect()
}

impl Paragraph {
    fn text(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Link { words, address } => format!("{words}:\n{address}"),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Words(words) => format!("<p>{}</p>", escaped(words)),
            Self::Link { words, address } => {
                format!(r#"<p><a href="{}" style="color:#8a3b12">{}</a></p>"#, escaped(address), escaped(words))
            }
        }
    }
}

/// Text that is no markup, between tags and in quotes.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, sign| {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
        escaped
    })
}
