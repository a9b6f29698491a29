//! Asking the critic: of each finished picture, and of all pages of a book beside each other. It guards nothing, so an
//! error is no opinion.
//!
//! Capacity: [`AT_ONCE`] looks on this node. Nobody waits for them to read on, and a critic elsewhere takes many at
//! once; more would only hold more pictures in memory.

use std::sync::Arc;
use std::time::Duration;

use metrics::{counter, histogram};

use super::measure::model_call::ModelCall;
use super::measure::story_calls::StoryCalls;
use super::stage::PageKey;
use crate::backends::models::{Answer, Critic, ModelError, Reviewed};
use crate::domain::{CallKind, Cause, Critique, Outlier};
use crate::flow::gate::Gate;
use crate::metrics::{CRITIQUE_SCORE, CRITIQUES, label};
use crate::pipeline::critique::{bounded, fault};

/// Its gate's name in metrics.
const STAGE: &str = "critique";
/// Looks of all stories at once.
const AT_ONCE: usize = 16;
/// A wait beyond this is a metric and a log line.
const LONG_WAIT: Duration = Duration::from_mins(1);
/// The best of a score.
const BEST: u8 = 10;

/// Whoever asks critics. Cheap to clone.
#[derive(Clone)]
pub struct CritiqueStage {
    gate: Gate<PageKey>,
}

impl Default for CritiqueStage {
    fn default() -> Self {
        Self { gate: Gate::new(STAGE, AT_ONCE, LONG_WAIT) }
    }
}

impl CritiqueStage {
    /// What a critic says of a picture; `None` when it says nothing that can be used.
    pub async fn review(
        &self,
        page: PageKey,
        critic: &Arc<dyn Critic>,
        calls: &StoryCalls,
        picture: &Reviewed,
    ) -> Option<Critique> {
        let _credit = self.gate.acquire(page.as_it_comes()).await;
        let look = Look { scene: Some(page.scene), pictures: 1, words: picture.spec.prompt.len() };
        let asked = asked(calls, critic, look, critic.review(picture)).await;
        let critique = asked.and_then(|critique| usable(&critique));
        let found = critique.as_ref().map(|critique| fault(critique, &picture.spec.elements));
        let outcome = found.map_or("none", |fault| if fault.is_some() { "bad" } else { "good" });
        counter!(CRITIQUES, label::OUTCOME => outcome).increment(1);
        critique.inspect(report)
    }

    /// Which pages a critic finds not to belong to the rest; none when it says nothing.
    pub async fn review_book(
        &self,
        page: PageKey,
        critic: &Arc<dyn Critic>,
        calls: &StoryCalls,
        pages: &[Reviewed],
    ) -> Vec<Outlier> {
        let _credit = self.gate.acquire(page.as_it_comes()).await;
        let words = pages.iter().map(|page| page.spec.prompt.len()).sum();
        let look = Look { scene: None, pictures: pages.len(), words };
        let found = asked(calls, critic, look, critic.review_book(pages)).await.unwrap_or_default();
        found.into_iter().map(|page| Outlier { advice: bounded(&page.advice), ..page }).collect()
    }
}

/// What a critic is to look at.
struct Look {
    /// The page; `None` of all of them.
    scene: Option<u32>,
    pictures: usize,
    /// Bytes of the briefs beside them.
    words: usize,
}

/// A brief has most of the words of the sheets that stand beside it.
const SHEETS: usize = 2;

async fn asked<T>(
    calls: &StoryCalls,
    critic: &Arc<dyn Critic>,
    Look { scene, pictures, words }: Look,
    answer: impl Future<Output = Result<Answer<T>, ModelError>>,
) -> Option<T> {
    let (terms, kind, cause) = (critic.terms(), CallKind::Critique, Cause::First);
    let (is_remote, at_most) = (terms.is_remote, terms.look_at_most(pictures, SHEETS * words));
    let call = ModelCall { kind, model: critic.name(), is_remote, scene, cause, at_most };
    let answer = calls.measured(call, answer).await;
    answer.inspect_err(|error| tracing::warn!(%error, "the critic has no opinion")).ok()
}

/// Scores beyond the scale are no opinion.
fn usable(critique: &Critique) -> Option<Critique> {
    let is_sound = scores(critique).iter().all(|(_, score)| *score <= BEST);
    is_sound.then(|| Critique { advice: bounded(&critique.advice), ..critique.clone() })
}

fn scores(critique: &Critique) -> [(&'static str, u8); 5] {
    let scores = critique.scores;
    [
        ("identity", scores.identity),
        ("heroes", scores.heroes),
        ("feeling", scores.feeling),
        ("place", scores.place),
        ("purity", scores.purity),
    ]
}

fn report(critique: &Critique) {
    for (aspect, score) in scores(critique) {
        histogram!(CRITIQUE_SCORE, label::ASPECT => aspect).record(f64::from(score));
    }
}
