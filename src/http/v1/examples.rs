//! Examples for the words of the calls, made as answers are: a short log is delivered to an imaginary reader.

use std::time::Duration;

use serde_json::Value;

use crate::domain::{
    AgeGroup, Character, Event, Illustration, ObjectKey, Outline, Record, Scene, Source, Story, StoryRequest, Style,
    Timestamp,
};
use crate::http::answer::page::page;
use crate::stream::{Delivery, Signer};

/// The story that all examples are about, told in Greenwich on a May evening.
const STORY: &str = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e";
const BEGIN: &str = "2026-05-01T18:30:00Z";

/// A story whose first page is finished.
pub fn story() -> Value {
    let log = log();
    let story = Story::fold(&log[..5]).expect("the log begins with story.created");
    value(&delivery().story(&story, begin()))
}

/// The events of a story of one page.
pub fn events() -> Value {
    let delivery = delivery();
    value(&page(log(), usize::MAX, |record| record.seq, |record| delivery.event(&record, begin())))
}

/// The same events as a stream.
pub fn stream() -> Value {
    let delivery = delivery();
    let frames = log().into_iter().map(|record| delivery.frame(&record, begin()));
    String::from_utf8_lossy(&frames.collect::<Vec<_>>().concat()).into_owned().into()
}

fn value(shape: &impl serde::Serialize) -> Value {
    serde_json::to_value(shape).expect("answers have text keys only")
}

/// Its addresses look like real ones, and open nothing.
fn delivery() -> Delivery {
    Delivery::new(Signer::new([0; 32], Duration::from_hours(1)))
}

fn begin() -> Timestamp {
    BEGIN.parse().expect("it is written as in RFC 3339")
}

fn log() -> Vec<Record> {
    let mira = Character {
        name: "Mira".to_owned(),
        kind: "fox".to_owned(),
        traits: vec!["curious".to_owned()],
        look: "red scarf".to_owned(),
    };
    let request = StoryRequest {
        theme: "a fox who is afraid of the dark".to_owned(),
        age_group: AgeGroup::ThreeToFive,
        characters: vec![mira.clone()],
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: 1,
        seed: 7,
        notify: false,
    };
    let outline = Outline {
        title: "Mira and the Lantern".to_owned(),
        summary: "A fox learns that the dark is full of friends.".to_owned(),
        tags: vec!["courage".to_owned(), "night".to_owned()],
        characters: vec![mira],
        scenes: 1,
    };
    let text = "Mira the fox held her lantern high. Two eyes looked back at her, and they were kind.";
    let scene =
        Scene { scene: 1, text: text.to_owned(), words: 17, palette: ["#20304f".to_owned(), "#e8b15a".to_owned()] };
    let happened = [
        Event::StoryCreated { request },
        Event::StoryStarted,
        Event::StoryOutlined(outline),
        Event::SceneCreated(scene),
        Event::IllustrationCreated(illustration()),
        Event::StoryCompleted { scenes: 1, duration_ms: 6_000 },
    ];
    (1..).zip(happened).map(|(seq, event)| record(seq, event)).collect()
}

fn illustration() -> Illustration {
    let source = |width| Source {
        key: format!("illustrations/{STORY}/1/5f2b0c9d41e87a36-{width}.webp")
            .parse::<ObjectKey>()
            .expect("it is a key"),
        media_type: "image/webp".to_owned(),
        width,
    };
    Illustration {
        scene: 1,
        revision: 1,
        alt: "A small fox with a red scarf holds up a lantern in a dark forest.".to_owned(),
        placeholder: "1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned(),
        width: 1024,
        height: 768,
        sources: vec![source(512), source(1024)],
        fallback: false,
    }
}

fn record(seq: u64, event: Event) -> Record {
    Record {
        story_id: STORY.parse().expect("it is an id"),
        seq,
        at: begin().plus(Duration::from_secs(seq - 1)),
        event_id: STORY.parse().expect("it is an id, and no reader sees it"),
        epoch: 1,
        event,
    }
}
