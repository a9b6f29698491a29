//! A told story as files: a self-contained `book.html`, and `story.json`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde_json::json;

use super::book_folder::BookFolder;
use crate::domain::{Character, Story, ToldScene};

/// A picture beside the book.
pub(super) struct Picture {
    pub(super) file: String,
    pub(super) media_type: String,
    /// Its bytes, which the book holds itself.
    pub(super) bytes: Bytes,
}

pub(super) fn write(story: &Story, pictures: &BTreeMap<u32, Picture>, out: &mut BookFolder) -> anyhow::Result<()> {
    out.write("book.html", html(story, pictures).as_bytes())?;
    out.write("story.json", format!("{:#}\n", data(story, pictures)).as_bytes())
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
    let outline = story.outline.as_ref();
    let title = outline.map_or("", |outline| outline.title.as_str());
    let summary = outline.map_or("", |outline| outline.summary.as_str());
    let cast = outline.map_or(&[][..], |outline| &outline.characters);
    let pages: String = story.scenes.iter().map(|told| page(told, pictures.get(&told.words.scene))).collect();
    include_str!("book.html")
        .replace("{language}", &escape(&story.request.language))
        .replace("{wish}", &escape(&story.request.theme))
        .replace("{title}", &escape(title))
        .replace("{summary}", &escape(summary))
        .replace("{cast}", &cast.iter().map(member).collect::<String>())
        .replace("{pages}", &pages)
}

fn member(sheet: &Character) -> String {
    let about = [&sheet.kind, &sheet.look].into_iter().filter(|part| !part.is_empty());
    let about: Vec<String> = about.map(|part| format!(", {}", escape(part))).collect();
    format!("<li><b>{}</b>{}</li>", escape(&sheet.name), about.concat())
}

fn page(told: &ToldScene, picture: Option<&Picture>) -> String {
    let image = picture.zip(told.illustration.as_ref()).map_or_else(String::new, |(picture, illustration)| {
        format!(
            "<img src=\"data:{};base64,{}\" alt=\"{}\" width=\"{}\" height=\"{}\">",
            escape(&picture.media_type),
            BASE64_STANDARD.encode(&picture.bytes),
            escape(&illustration.alt),
            illustration.width,
            illustration.height
        )
    });
    let paragraphs = told.words.text.split('\n').filter(|paragraph| !paragraph.is_empty());
    let paragraphs: Vec<String> = paragraphs.map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect();
    let (words, number) = (paragraphs.concat(), told.words.scene);
    format!("<article class=\"leaf page\">{image}<div class=\"words\">{words}<small>{number}</small></div></article>\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('{', "&#123;")
}
