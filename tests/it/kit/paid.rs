//! Models elsewhere, as far as a story can tell: they are paid, and a [`Till`] knows all that they will bill, from the
//! moment when they are asked and whatever becomes of their answer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ai_tale::backends::Backends;
use ai_tale::backends::models::{
    Answer, Critic, Judges, ModelError, Moderator, Painter, Price, RawPicture, Reviewed, Storyteller, Terms, TextChunk,
    TextStream,
};
use ai_tale::domain::{CallKind, Category, Critique, Currency, Outlier, PictureSpec, Role, Text, Usage, Verdict};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use futures_util::future::ready;
use futures_util::{StreamExt, stream};

use super::critics::critique;
use super::players;

/// A millionth for a token that is read, two for one that is written, and 40,000 for a picture.
pub const TERMS: Terms = Terms {
    is_remote: true,
    price: Price {
        currency: Currency::USD,
        micros_per_million_input: 1_000_000,
        micros_per_million_output: 2_000_000,
        micros_per_picture: 40_000,
    },
    max_output_tokens: Some(1_000),
};

/// What they were asked for.
#[derive(Clone, Default)]
pub struct Till(Arc<Mutex<Bill>>);

/// What will be billed.
#[derive(Clone, Debug, Default)]
pub struct Bill {
    /// Calls for a story, and what they cost.
    pub calls: BTreeMap<CallKind, u64>,
    pub micros: u64,
    /// How often each scene's picture was asked for.
    pub pictures: BTreeMap<u32, u64>,
    /// Judgements of wishes, which are not yet a story's.
    pub wishes: u64,
    pub wish_micros: u64,
    /// Whether wishes are judged unsafe.
    refuses: bool,
}

impl Till {
    pub fn bill(&self) -> Bill {
        self.0.lock().unwrap().clone()
    }

    /// Judges every wish unsafe from now on.
    pub fn refuses_wishes(&self) {
        self.0.lock().unwrap().refuses = true;
    }

    fn sell(&self, kind: CallKind, usage: Usage) -> Usage {
        let usage = priced(usage);
        let mut bill = self.0.lock().unwrap();
        *bill.calls.entry(kind).or_default() += 1;
        bill.micros += usage.cost_micros;
        usage
    }

    /// All models of these parts but the quiet painter and the listener, named `paid`.
    pub fn sells(&self, parts: &mut Backends) {
        parts.models.storytellers = vec![self.storyteller()];
        parts.models.painters = vec![self.painter()];
        parts.models.moderators = vec![self.moderator()];
    }

    /// The same before the built-in models, and nobody else judges.
    pub fn sells_first(&self, parts: &mut Backends) {
        parts.models.storytellers.insert(0, self.storyteller());
        parts.models.painters.insert(0, self.painter());
        parts.models.moderators = vec![self.moderator()];
    }

    pub fn storyteller(&self) -> Arc<dyn Storyteller> {
        Arc::new(Paid { till: self.clone() })
    }

    pub fn painter(&self) -> Arc<dyn Painter> {
        Arc::new(Paid { till: self.clone() })
    }

    /// One that finds every picture good.
    pub fn critic(&self) -> Arc<dyn Critic> {
        Arc::new(Paid { till: self.clone() })
    }

    pub fn moderator(&self) -> Arc<dyn Moderator> {
        Arc::new(Paid { till: self.clone() })
    }
}

fn priced(usage: Usage) -> Usage {
    Usage { cost_micros: TERMS.price.cost(&usage), ..usage }
}

/// The same painter, elsewhere: what it does is what a test says.
pub fn elsewhere(painter: Arc<dyn Painter>) -> Arc<dyn Painter> {
    Arc::new(Elsewhere(painter))
}

struct Elsewhere(Arc<dyn Painter>);

#[async_trait]
impl Painter for Elsewhere {
    fn name(&self) -> &'static str {
        "elsewhere"
    }

    fn terms(&self) -> Terms {
        TERMS
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        let value = self.0.paint(spec).await?.value;
        Ok(Answer { value, usage: priced(Usage::of_picture()) })
    }
}

struct Paid {
    till: Till,
}

#[async_trait]
impl Storyteller for Paid {
    fn name(&self) -> &'static str {
        "paid"
    }

    fn terms(&self) -> Terms {
        TERMS
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let usage = Usage { input_tokens: 700, output_tokens: 400, ..Usage::default() };
        let usage = self.till.sell(CallKind::Words, usage);
        let is_told = |chunk: &Result<TextChunk, ModelError>| !matches!(chunk, Ok(TextChunk::Usage(_)));
        let told = players::tell(call).await?.filter(move |chunk| ready(is_told(chunk)));
        Ok(told.chain(stream::once(async move { Ok(TextChunk::Usage(usage)) })).boxed())
    }
}

#[async_trait]
impl Painter for Paid {
    fn name(&self) -> &'static str {
        "paid"
    }

    fn terms(&self) -> Terms {
        TERMS
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        let usage = self.till.sell(CallKind::Picture, Usage::of_picture());
        *self.till.0.lock().unwrap().pictures.entry(spec.scene).or_default() += 1;
        let value = RawPicture { drawn: None, ..players::paint(spec.clone()).await? };
        Ok(Answer { value, usage })
    }
}

#[async_trait]
impl Critic for Paid {
    fn name(&self) -> &'static str {
        "paid"
    }

    fn terms(&self) -> Terms {
        TERMS
    }

    async fn review(&self, _: &Reviewed) -> Result<Answer<Critique>, ModelError> {
        let usage = Usage { input_tokens: 1_100, output_tokens: 40, ..Usage::default() };
        Ok(Answer { value: critique(9), usage: self.till.sell(CallKind::Critique, usage) })
    }

    async fn review_book(&self, pages: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError> {
        let usage = Usage { input_tokens: 1_000 * pages.len() as u64, output_tokens: 9, ..Usage::default() };
        Ok(Answer { value: Vec::new(), usage: self.till.sell(CallKind::Critique, usage) })
    }
}

#[async_trait]
impl Moderator for Paid {
    fn name(&self) -> &'static str {
        "paid"
    }

    fn terms(&self) -> Terms {
        TERMS
    }

    fn judges(&self) -> Judges {
        Judges::BOTH
    }

    fn knows_language(&self, language: &str) -> bool {
        language == "en"
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        let usage = Usage { input_tokens: 50, output_tokens: 5, ..Usage::default() };
        let is_of_story = texts.iter().any(|text| matches!(text.role, Role::Told(_)));
        if is_of_story {
            let usage = self.till.sell(CallKind::Judgement, usage);
            return Ok(Answer { value: vec![Verdict::Safe; texts.len()], usage });
        }
        let usage = priced(usage);
        let mut bill = self.till.0.lock().unwrap();
        bill.wishes += 1;
        bill.wish_micros += usage.cost_micros;
        let verdict = if bill.refuses { Verdict::Unsafe(Category::Violence) } else { Verdict::Safe };
        Ok(Answer { value: vec![verdict; texts.len()], usage })
    }

    async fn check_picture(&self, _: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        let usage = Usage { input_tokens: 900, output_tokens: 5, ..Usage::default() };
        Ok(Answer { value: Verdict::Safe, usage: self.till.sell(CallKind::Judgement, usage) })
    }
}
