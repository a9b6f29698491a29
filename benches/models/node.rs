//! A node of these benches: everything but its models as it comes, with tiny pictures and no limits.

use std::io::Write;
use std::sync::Arc;

use ai_tale::backends::Backends;
use ai_tale::config::Config;
use ai_tale::domain::{AgeGroup, StoryRequest, Style};
use ai_tale::pipeline::story_prompt::{StoryCall, StoryPrompt};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The parts of a node on a folder of its own, with a file of settings, and more as environment variables.
pub async fn opened(file: &str, settings: &[(&str, &str)]) -> (Backends, Arc<Config>, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("tale.toml");
    let mut written = std::fs::File::create(&path).expect("a file can be made");
    written.write_all(file.as_bytes()).expect("it can be written");
    let data = folder.path().join("data");
    let own = [
        ("DATA_DIR", data.to_str().expect("the folder's name is text")),
        ("HTTP__LISTEN", "127.0.0.1:0"),
        ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
        ("PICTURES__WIDTH", "80"),
        ("PICTURES__HEIGHT", "60"),
        ("PICTURES__WIDTHS", "80"),
        ("LIMITS__CONNECTIONS_PER_ADDRESS", "0"),
        ("LIMITS__GUESTS_PER_ADDRESS_PER_HOUR", "0"),
        ("LIMITS__STREAMS_PER_USER", "0"),
        ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
        ("PLANS__GUEST__STORIES_PER_DAY", "0"),
        ("PLANS__GUEST__STORIES_AT_ONCE", "0"),
        ("ROLES", "gateway,pipeline"),
    ];
    let variables = own.iter().chain(settings).map(|(key, value)| (format!("AI_TALE__{key}"), (*value).to_owned()));
    let config = Arc::new(Config::load_with(Some(&path), variables.collect()).expect("the settings are valid"));
    (Backends::open(&config).await.expect("the parts open"), config, folder)
}

/// A wish for so many scenes.
pub fn request(scenes: u32) -> StoryRequest {
    let (theme, language) = ("a fox who is afraid of the dark".to_owned(), "en".to_owned());
    let (age_group, style) = (AgeGroup::SixToEight, Style::Watercolor);
    StoryRequest { theme, age_group, characters: Vec::new(), style, language, scenes, seed: 7, notify: false }
}

/// What a storyteller elsewhere is told of it.
pub fn messages(scenes: u32) -> Value {
    let prompt = StoryPrompt::of(&StoryCall::Begin { request: request(scenes) });
    json!([{ "role": "system", "content": prompt.instructions }, { "role": "user", "content": prompt.wish }])
}
