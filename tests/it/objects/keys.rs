//! Keys: read as they were made, and nothing that could climb out of a folder.

use ai_tale::domain::{BadObjectKey, Bucket, Illustration, MediaType, ObjectKey, ObjectPrefix, StoryId};
use serde_json::json;

#[test]
fn a_picture_key_names_story_scene_and_content() {
    let story = StoryId::new();
    let made = |content: &[u8]| ObjectKey::illustration(story, 3, content, 480, MediaType::Webp);
    let key = made(b"one");
    assert_eq!(key.as_str(), format!("illustrations/{story}/3/7692c3ad3540bb80-480.webp"));
    assert_eq!(key, made(b"one"));
    assert_ne!(key, made(b"two"));
    assert_eq!(key.bucket(), Bucket::Illustrations);
    assert_eq!(key.story(), Some(story));
    assert_eq!(key.name(), "7692c3ad3540bb80-480.webp");
    assert_eq!(key.media_type(), MediaType::Webp);
    assert_eq!(key.as_str().parse(), Ok(key.clone()));
    assert!(key.as_str().starts_with(ObjectPrefix::story(story).as_str()));
}

#[test]
fn other_objects_belong_to_no_story() {
    let story = StoryId::new();
    for text in [format!("exports/{story}/book.pdf"), "illustrations/no-story/x".to_owned(), "backups/a".to_owned()] {
        assert_eq!(text.parse::<ObjectKey>().unwrap().story(), None, "{text}");
    }
}

#[test]
fn every_media_type_is_known_by_its_extension() {
    for media_type in [MediaType::Webp, MediaType::Png, MediaType::Jpeg, MediaType::Avif, MediaType::Binary] {
        let key = ObjectKey::illustration(StoryId::new(), 1, b"", 1, media_type);
        assert_eq!(key.media_type(), media_type);
    }
    assert_eq!("illustrations/a/no-extension".parse::<ObjectKey>().unwrap().media_type(), MediaType::Binary);
}

#[test]
fn keys_that_could_climb_are_none() {
    let long = format!("illustrations/{}", "a".repeat(499));
    let tails = ["", "/", "//b", "..", "../b", "a/../b", "./b", ".hidden", "a/.b", "a..b", "A", "a b", "a\\b", "a\0b"];
    let tails = tails.map(|tail| format!("illustrations/{tail}"));
    let others = ["", "/", "illustrations", "a/b", "/illustrations/a", "illustrations%2fa", "illustrations/é", &long];
    for text in tails.iter().map(String::as_str).chain(others) {
        assert_eq!(text.parse::<ObjectKey>(), Err(BadObjectKey), "{text:?}");
    }
    assert!(long[..512].parse::<ObjectKey>().is_ok());
}

#[test]
fn a_log_holds_keys_and_nothing_else() {
    let with = |key: &str| {
        let source = json!({ "key": key, "type": "image/webp", "width": 4 });
        let illustration = json!({
            "scene": 1, "revision": 1, "alt": "", "placeholder": "", "width": 4, "height": 3, "sources": [source], "fallback": false,
        });
        serde_json::from_value::<Illustration>(illustration)
    };
    let key = "illustrations/a/1/x-4.webp";
    assert_eq!(with(key).unwrap().sources[0].key.as_str(), key);
    assert!(with("../keys/pictures.key").is_err());
}
