//! How hard a page is to read: measured against its age band, and asked for again once where it misses that by far.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::sync::{Arc, Mutex};

use ai_tale::backends::models::{ModelError, Storyteller, Terms, TextStream};
use ai_tale::domain::{AgeGroup, Event, StoryRequest};
use ai_tale::pipeline::levels::{Level, misfit};
use ai_tale::pipeline::metadata::{RawOutline, complete};
use ai_tale::pipeline::story_prompt::{Reason, StoryCall, StoryPrompt};
use async_trait::async_trait;

use crate::kit::node;
use crate::kit::players;
use crate::kit::tale;
use crate::store::samples;

const FITS: &str = "Tunni the mole walked along the green path to the old mill. The moon was round and the wind was \
    warm. \u{201c}Who is there?\u{201d} called a small voice. It was the mouse, with a lamp in her hand. She had lost \
    her way, and she was cold. Tunni took her hand, and they went home together.";
const HARD: &str = "Notwithstanding considerable meteorological adversity, Tunni nevertheless contemplated the \
    epistemological ramifications of subterranean cartography, whereupon an extraordinarily loquacious interlocutor, \
    ostensibly representing a consortium of nocturnal entrepreneurs, proffered an unprecedented, multifaceted, and \
    conceivably remunerative collaboration, subject to ratification.";

fn measured(text: &str, age_group: AgeGroup, language: &str) -> (Option<Level>, bool) {
    let language = language.to_owned();
    let request = StoryRequest { age_group, language, ..samples::request("a mole called Tunni") };
    let outline = complete(&RawOutline::default(), &request);
    (Level::of(text, &outline, &request), misfit(text, &outline, &request).is_some())
}

#[test]
fn a_page_is_measured() {
    let (level, misses) = measured(FITS, AgeGroup::SixToEight, "en");
    let level = level.unwrap();
    assert_eq!((level.words, level.words_a_sentence, misses), (56, 8, false), "{level:?}");
    assert!(level.unknown_percent <= 5, "{level:?}");
    let (hard, misses) = measured(HARD, AgeGroup::SixToEight, "en");
    assert!(misses && hard.unwrap().unknown_percent > 50, "{hard:?}");
}

#[test]
fn other_languages_are_measured_by_length_alone() {
    let (level, misses) = measured(HARD, AgeGroup::NineToTwelve, "de");
    assert_eq!((level.unwrap().unknown_percent, misses), (0, true), "one sentence of forty words is long anywhere");
    assert_eq!(measured("\u{3080}\u{304b}\u{3057}", AgeGroup::SixToEight, "ja"), (None, false));
}

/// The tales told here keep to their bands, whatever they are about.
#[test]
fn the_built_in_tales_fit_their_readers() {
    let themes =
        ["a fox who lost his lamp", "my grandma is ill", "a race of snails", "Diwali with my cousin", "a robot"];
    let (mut pages, mut misses) = (0, 0);
    for (seed, theme) in (1..).zip(themes) {
        for age_group in [AgeGroup::ThreeToFive, AgeGroup::SixToEight, AgeGroup::NineToTwelve] {
            let request = StoryRequest { age_group, seed, ..samples::request(theme) };
            let (outline, texts) = tale(request.clone());
            let missed = texts.iter().filter(|text| misfit(text, &outline, &request).is_some());
            misses += missed
                .inspect(|text| println!("{age_group:?}: {:?} {text}", Level::of(text, &outline, &request)))
                .count();
            pages += texts.len();
        }
    }
    assert!(misses * 50 <= pages, "{misses} of {pages} pages miss their band by far");
}

/// A storyteller elsewhere, whose second page is too hard; asked anew it tells what a test says.
struct Scholar {
    second: &'static str,
    asked: Arc<Mutex<Vec<Reason>>>,
}

#[async_trait]
impl Storyteller for Scholar {
    fn name(&self) -> &'static str {
        "scholar"
    }

    fn terms(&self) -> Terms {
        Terms { is_remote: true, ..Terms::BUILTIN }
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let mut answer = players::script(&call, 3);
        let page = |scene: u32, text: &str| Ok(players::line(scene, text));
        match &call {
            StoryCall::Rewrite { scene, reason, .. } => {
                self.asked.lock().unwrap().push(*reason);
                let prompt = StoryPrompt::of(&call);
                assert!(prompt.wish.contains("45 to 80") && prompt.instructions.contains("Keep what happens"));
                answer = vec![page(*scene, self.second)];
            }
            StoryCall::Begin { .. } => {
                for (scene, text) in [(1, FITS), (2, HARD), (3, FITS)] {
                    answer[scene as usize] = page(scene, text);
                }
            }
            StoryCall::Continue { .. } => {}
        }
        Ok(players::chunks(answer))
    }
}

async fn told_by_a_scholar(second: &'static str) -> (Vec<String>, usize) {
    let asked = Arc::default();
    let scholar = Scholar { second, asked: Arc::clone(&asked) };
    let node = node().storyteller(Arc::new(scholar)).start().await;
    let log = node.whole(node.begin(3).await).await;
    let texts = log.iter().filter_map(|record| match &record.event {
        Event::SceneCreated(scene) => Some(scene.text.clone()),
        _ => None,
    });
    let asked = asked.lock().unwrap();
    assert!(asked.iter().all(|reason| matches!(reason, Reason::Level(_))));
    (texts.collect(), asked.len())
}

#[tokio::test(start_paused = true)]
async fn a_page_too_hard_is_asked_for_again() {
    let easy = "Tunni went on. He saw a small door in the hill, and he knocked on it. A mouse opened it and said hello. \
        They sat down by the fire and ate warm bread. The wind sang in the trees. Then Tunni told her about the lamp. \
        The mouse knew where it was, and she smiled.";
    let (texts, asked) = told_by_a_scholar(easy).await;
    assert_eq!((texts[1].as_str(), asked), (easy.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), 1));
}

#[tokio::test(start_paused = true)]
async fn it_is_asked_for_once_alone() {
    let (texts, asked) = told_by_a_scholar(HARD).await;
    assert_eq!((texts.len(), asked), (3, 1));
    assert!(texts[1].starts_with("Notwithstanding"), "safe words are shown, hard as they are: {}", texts[1]);
}

#[tokio::test(start_paused = true)]
async fn an_unsafe_rewrite_leaves_the_first_words() {
    let (texts, asked) = told_by_a_scholar("Then he wants to kill her with a knife.").await;
    assert_eq!(asked, 1);
    assert!(texts[1].starts_with("Notwithstanding"), "{}", texts[1]);
}
