//! A picture that is asked for twice where its painter takes long: that of a story's first page, for which its reader
//! waits. The first good answer wins; the other call is given up, and counted at the most that it may cost.
//!
//! The second call is a retry to the guards: whatever is slow, hedges are no more than a tenth of the calls.

use std::pin::pin;
use std::time::Duration;

use tokio::time::sleep;

use crate::actors::measure::model_call::ModelCall;
use crate::actors::measure::story_calls::StoryCalls;
use crate::backends::models::guards::as_retry;
use crate::backends::models::{ModelError, Painter, RawPicture};
use crate::domain::{CallOutcome, Cause, PictureSpec};

/// Asks for a picture, and once more where there is none `after` so long.
pub async fn paint_hedged(
    calls: &StoryCalls,
    call: ModelCall<'_>,
    after: Duration,
    painter: &dyn Painter,
    spec: &PictureSpec,
) -> Result<RawPicture, ModelError> {
    let first = calls.begin(call).await?;
    let mut painted = pin!(painter.paint(spec));
    tokio::select! {
        answer = &mut painted => return first.answered(answer),
        () = sleep(after) => {}
    }
    let second = calls.begin(ModelCall { cause: Cause::Hedge, ..call });
    let second = tokio::select! {
        answer = &mut painted => return first.answered(answer),
        second = second => second,
    };
    // for want of money there is no second call
    let Ok(second) = second else { return first.answered(painted.await) };
    let mut painted_again = pin!(as_retry(true, painter.paint(spec)));
    let (winner, loser, answer) = tokio::select! {
        answer = &mut painted => match answer {
            Ok(answer) => (first, second, answer),
            Err(error) => {
                let _ = first.answered::<RawPicture>(Err(error));
                return second.answered(painted_again.await);
            }
        },
        answer = &mut painted_again => match answer {
            Ok(answer) => (second, first, answer),
            Err(error) => {
                let _ = second.answered::<RawPicture>(Err(error));
                return first.answered(painted.await);
            }
        },
    };
    loser.ended(CallOutcome::Hedged, None);
    winner.answered(Ok(answer))
}
