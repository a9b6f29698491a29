//! What stands between a model and whoever asks it, in virtual time: it is left in peace while it is away (`breaker`,
//! `texts`), asked as often as its provider takes (`rate`) and seldom again (`retries`), and has its price (`price`);
//! by a configuration, before the tests' own provider (`asked`).

mod asked;
mod breaker;
mod price;
mod rate;
mod retries;
mod texts;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::backends::models::guards::{Deadlines, Guards, Provider};
use ai_tale::backends::models::{ModelError, Painter, RawPicture};
use ai_tale::domain::{Outline, PictureSpec};
use ai_tale::pipeline::illustration;
use bytes::Bytes;
use futures_util::FutureExt;
use tokio::time::{Instant, sleep};

use crate::kit::fakes::lock;
use crate::kit::players;
use crate::store::samples;

const SECOND: Duration = Duration::from_secs(1);

/// When a model was asked.
type Calls = Arc<Mutex<Vec<Instant>>>;

/// Of a provider that we ask at most so often a minute; 0 is as often as it takes.
fn guards(requests_per_minute: u32) -> Guards {
    of(&Provider::new(requests_per_minute))
}

/// Of a model of this provider.
fn of(provider: &Provider) -> Guards {
    Guards { provider: Some(provider.clone()), ..Guards::from(Deadlines::total(SECOND * 30)) }
}

/// A painter that takes a second and then does what is said of its call, counted from 0.
fn painter(answer: impl Fn(usize) -> Result<(), ModelError> + Send + Sync + 'static) -> (Arc<dyn Painter>, Calls) {
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    let painter = players::painter(move |_| {
        let mut seen = lock(&seen);
        let answer = answer(seen.len()).map(|()| RawPicture { bytes: Bytes::new(), drawn: None });
        seen.push(Instant::now());
        async move {
            sleep(SECOND).await;
            answer
        }
        .boxed()
    });
    (painter, calls)
}

fn spec() -> PictureSpec {
    let outline =
        Outline { title: String::new(), summary: String::new(), tags: Vec::new(), characters: Vec::new(), scenes: 1 };
    illustration::spec(&samples::request("a fox"), &outline, &[], &["A fox."], (64, 48))
}

/// Asks for a picture; why there was none.
async fn ask(painter: &Arc<dyn Painter>) -> Option<ModelError> {
    painter.paint(&spec()).await.err()
}

/// When to come back, of a call that was not made.
fn declined(error: Option<ModelError>) -> Duration {
    match error {
        Some(ModelError::Declined { retry_after }) => retry_after,
        other => panic!("it was asked: {other:?}"),
    }
}
