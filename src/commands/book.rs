//! A told story as files: a self-contained `book.html`, and `story.json`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Context;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde_json::json;

use crate::domain::Story;

/// A picture beside the book.
pub(super) struct Picture {
    /// Its file's name.
    pub(super) file: String,
    /// Its media type.
    pub(super) media_type: String,
    /// Its bytes, which the book holds itself.
    pub(super) bytes: Bytes,
}

/// Writes the book.
pub(super) fn write(story: &Story, pictures: &BTreeMap<u32, Picture>, out: &Path) -> anyhow::Result<()> {
    let save = |name: &str, content: String| {
        let path = out.join(name);
        fs::write(&path, content).with_context(|| format!("failed to write {}", path.display()))
    };
    save("book.html", html(story, pictures))?;
    save("story.json", format!("{:#}\n", data(story, pictures)))
}

fn data(story: &Story, pictures: &BTreeMap<u32, Picture>) -> serde_json::Value {
    let scenes: Vec<_> = story
        .scenes
        .iter()
        .map(|told| {
            json!({
                "scene": told.words.scene,
                "text": told.words.text,
                "picture": pictures.get(&told.words.scene).map(|picture| &picture.file),
                "alt": told.illustration.as_ref().map(|illustration| &illustration.alt),
            })
        })
        .collect();
    let outline = story.outline.as_ref();
    json!({
        "id": story.id,
        "created_at": story.created_at,
        "request": story.request,
        "title": outline.map(|outline| &outline.title),
        "summary": outline.map(|outline| &outline.summary),
        "tags": outline.map(|outline| &outline.tags),
        "characters": outline.map(|outline| &outline.characters),
        "scenes": scenes,
    })
}

fn html(story: &Story, pictures: &BTreeMap<u32, Picture>) -> String {
    let title = story.outline.as_ref().map_or("", |outline| outline.title.as_str());
    let summary = story.outline.as_ref().map_or("", |outline| outline.summary.as_str());
    let pages = story.scenes.iter().fold(String::new(), |mut pages, told| {
        let picture = pictures.get(&told.words.scene).zip(told.illustration.as_ref());
        let image = picture.map_or_else(String::new, |(picture, illustration)| {
            format!(
                "<img src=\"data:{};base64,{}\" alt=\"{}\" width=\"{}\" height=\"{}\">",
                escape(&picture.media_type),
                BASE64_STANDARD.encode(&picture.bytes),
                escape(&illustration.alt),
                illustration.width,
                illustration.height
            )
        });
        let words: String = told.words.text.split("\n\n").fold(String::new(), |mut words, paragraph| {
            let _infallible = write!(words, "<p>{}</p>", escape(paragraph));
            words
        });
        let number = told.words.scene;
        let _infallible = writeln!(pages, "<article>{image}<div>{words}<small>{number}</small></div></article>");
        pages
    });
    include_str!("book.html")
        .replace("{title}", &escape(title))
        .replace("{summary}", &escape(summary))
        .replace("{pages}", &pages)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('{', "&#123;")
}
