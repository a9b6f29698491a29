//! Models, checks and post-processing as drawn timers. All draws of a story follow from its seed.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::illustration::Finish;
use ai_tale::backends::models::{
    Answer, Judges, ModelError, Models, Moderator, Painter, RawPicture, Routes, Storyteller, TextChunk, TextStream,
};
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::domain::{AgeGroup, MediaType, Outline, PictureSpec, StoryRequest, Style, Text, Usage, Verdict};
use ai_tale::pipeline::illustration;
use ai_tale::pipeline::postprocess::{Encoding, PictureSet};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::time::{Instant, sleep, sleep_until};

const OUTLINE: &str = r#"{"outline":{"title":"Otis and the Dark","summary":"A fox finds a light.","tags":["fox"],"characters":[{"name":"Otis","kind":"fox"}],"scenes":1}}"#;
const SCENE: &str = r#"{"scene":1,"text":"Otis the fox lived at the edge of a forest. When night fell he lit a lantern, and the dark looked back and smiled."}"#;
/// Tokens a second; a token is four bytes.
const TOKENS_PER_SECOND: f64 = 80.0;
const TOKEN: usize = 4;
/// A check of words.
const CHECK: Duration = Duration::from_millis(120);
/// Post-processing.
const FINISH: Duration = Duration::from_millis(90);

/// A set of timers; cheap to clone.
#[derive(Clone, Copy)]
pub struct Rehearsal {
    round: u64,
}

impl Rehearsal {
    pub fn new(round: u64) -> Self {
        Self { round }
    }

    pub fn models(self) -> Models {
        let shared = Arc::new(self);
        Models {
            storytellers: vec![shared.clone()],
            painters: vec![shared.clone()],
            quiet_painter: shared.clone(),
            moderators: vec![shared],
            critics: Vec::new(),
            listener: Arc::new(BuiltinModerator::new()),
            routes: Routes::default(),
        }
    }

    /// Post-processing that takes its time and a processor no work.
    pub fn finish() -> Finish {
        Arc::new(|_, _| {
            Box::pin(async {
                sleep(FINISH).await;
                let bytes = Bytes::from(vec![7; 30_000]);
                let encoding = Encoding { width: 640, media_type: MediaType::Webp, bytes };
                Ok(PictureSet { width: 640, height: 480, placeholder: String::new(), encodings: vec![encoding] })
            })
        })
    }

    /// What the drawn timers of a story with this seed take up to its first illustrated scene: two checks, of the wish
    /// and of the scene. The check of the outline overlaps with the text that streams on.
    pub fn drawn(self, seed: u64) -> Duration {
        let tokens = (OUTLINE.len() + 1 + SCENE.len()).div_ceil(TOKEN);
        let text = Duration::from_secs_f64((tokens - 1) as f64 / TOKENS_PER_SECOND);
        self.first_token(seed) + text + 2 * CHECK + self.picture(picture_seed(seed)) + FINISH
    }

    fn first_token(self, seed: u64) -> Duration {
        self.draw(seed, 400, 900)
    }

    fn picture(self, seed: u64) -> Duration {
        self.draw(seed, 2_000, 6_000)
    }

    fn draw(self, seed: u64, least: u64, most: u64) -> Duration {
        let mut chance = ChaCha8Rng::seed_from_u64(seed ^ self.round);
        Duration::from_millis(chance.random_range(least..most))
    }
}

/// The seed of the first picture of a story with this seed: the pipeline's own function of it.
fn picture_seed(seed: u64) -> u64 {
    let request = StoryRequest {
        theme: String::new(),
        age_group: AgeGroup::default(),
        characters: Vec::new(),
        style: Style::default(),
        language: "en".to_owned(),
        scenes: 1,
        seed,
        notify: false,
    };
    let (title, summary) = (String::new(), String::new());
    let outline = Outline { title, summary, tags: Vec::new(), characters: Vec::new(), scenes: 1 };
    illustration::spec(&request, &outline, &[], &[""], (640, 480)).seed
}

#[async_trait]
impl Storyteller for Rehearsal {
    fn name(&self) -> &'static str {
        "rehearsal"
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let StoryCall::Begin { request } = call else { return Err(ModelError::Unusable("one scene only".to_owned())) };
        let begins = Instant::now() + self.first_token(request.seed);
        let text = format!("{OUTLINE}\n{SCENE}");
        let tokens: Vec<Bytes> = text.as_bytes().chunks(TOKEN).map(Bytes::copy_from_slice).collect();
        let paced = stream::iter(tokens.into_iter().enumerate()).then(move |(index, token)| async move {
            sleep_until(begins + Duration::from_secs_f64(index as f64 / TOKENS_PER_SECOND)).await;
            Ok(TextChunk::Text(token))
        });
        Ok(paced.boxed())
    }
}

#[async_trait]
impl Painter for Rehearsal {
    fn name(&self) -> &'static str {
        "rehearsal"
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        sleep(self.picture(spec.seed)).await;
        let drawn = Some(illustration::asked(&spec.elements));
        Ok(answer(RawPicture { bytes: Bytes::from_static(b"drawn"), drawn }))
    }
}

#[async_trait]
impl Moderator for Rehearsal {
    fn name(&self) -> &'static str {
        "rehearsal"
    }

    fn judges(&self) -> Judges {
        Judges::BOTH
    }

    fn knows_language(&self, _language: &str) -> bool {
        true
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        sleep(CHECK).await;
        Ok(answer(texts.iter().map(|_| Verdict::Safe).collect()))
    }

    async fn check_picture(&self, _bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Ok(answer(Verdict::Safe))
    }
}

/// Timers use nothing.
fn answer<T>(value: T) -> Answer<T> {
    Answer { value, usage: Usage::default() }
}
