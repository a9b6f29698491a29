//! The book as its tasks know it: the plan and the words so far, logged or on their way.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::actors::scene::SceneWords;
use crate::domain::{Outline, PlannedScene, Scene, Story, StoryRequest};
use crate::pipeline::metadata;

/// A book that grows.
pub struct Book {
    pub request: Arc<StoryRequest>,
    picture_size: (u32, u32),
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    outline: Option<Arc<Outline>>,
    planned: Arc<[PlannedScene]>,
    texts: Vec<String>,
}

impl Book {
    /// The book as its log has it, with what was planned of its scenes.
    pub fn new(story: &Story, planned: &[PlannedScene], picture_size: (u32, u32)) -> Self {
        let outline = story.outline.clone().map(Arc::new);
        let texts: Vec<String> = story.scenes.iter().map(|told| told.words.text.clone()).collect();
        assert!(outline.is_some() || texts.is_empty(), "a page was logged before its plan");
        let told = Told { outline, planned: planned.into(), texts };
        Self { request: Arc::new(story.request.clone()), picture_size, told: Mutex::new(told) }
    }

    /// The plan, once it passed its check.
    pub fn outline(&self) -> Option<Arc<Outline>> {
        self.told().outline.clone()
    }

    /// The plan passed its check.
    pub fn set_outline(&self, outline: Outline, planned: &[PlannedScene]) {
        let mut told = self.told();
        told.outline = Some(Arc::new(outline));
        told.planned = planned.into();
    }

    /// What was planned of each scene, as far as anything was.
    pub fn planned(&self) -> Vec<PlannedScene> {
        self.told().planned.to_vec()
    }

    /// How many scenes have words.
    pub fn len(&self) -> u32 {
        number(self.told().texts.len())
    }

    /// The next scene's words came; returns its number.
    pub fn push(&self, text: String) -> u32 {
        let mut told = self.told();
        told.texts.push(text);
        number(told.texts.len())
    }

    /// A scene's words were written anew.
    pub fn replace(&self, scene: u32, text: String) {
        let mut told = self.told();
        let place = told.texts.get_mut(scene as usize - 1).expect("only a scene that was written is written anew");
        *place = text;
    }

    /// A scene's words, with all that its picture follows from.
    pub fn scene(&self, scene: u32) -> SceneWords {
        let told = self.told();
        let outline = Arc::clone(told.outline.as_ref().expect("no scene is taken before its plan"));
        let (text, before) = told.texts[..scene as usize].split_last().expect("scenes are counted from 1");
        SceneWords {
            request: Arc::clone(&self.request),
            outline,
            planned: Arc::clone(&told.planned),
            before: before.to_vec(),
            text: text.clone(),
            picture_size: self.picture_size,
        }
    }

    /// The scenes so far, as a storyteller that goes on needs them.
    pub fn scenes(&self) -> Vec<Scene> {
        as_scenes(&self.told().texts)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Scenes as a storyteller needs them: without the colours of their pages.
pub fn as_scenes(texts: &[String]) -> Vec<Scene> {
    let scene = |(scene, text): (u32, &String)| {
        let palette = [String::new(), String::new()];
        Scene { scene, text: text.clone(), words: metadata::word_count(text), palette }
    };
    (1..).zip(texts).map(scene).collect()
}

fn number(scenes: usize) -> u32 {
    u32::try_from(scenes).expect("a story has 32 scenes at most")
}
