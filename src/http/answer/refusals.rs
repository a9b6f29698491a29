//! What the pipeline's refusals are in HTTP.

use std::time::Duration;

use warp::http::StatusCode;

use super::problem::{FieldProblem, Problem, Throttle, away};
use crate::actors::service::{CancelRefusal, Refusal};
use crate::domain::{PlanLimits, Timestamp};
use crate::pipeline::request::FieldError;
use crate::stream::FollowRefusal;

/// When to try again while as many stories as allowed are being told; one takes about that long.
const STORY_TIME: Duration = Duration::from_secs(10);
/// When to try again while another process takes over.
const DRAIN_TIME: Duration = Duration::from_secs(5);
/// Codes of single fields that the contract promises for the whole document.
const DOCUMENT_CODES: [&str; 3] = ["forbidden_character", "empty", "unsupported_language"];

/// A wish that was not accepted.
#[must_use]
pub fn of_wish(refusal: Refusal, limits: PlanLimits, now: Timestamp) -> Problem {
    let unprocessable = |code, detail: &str| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
    match refusal {
        Refusal::Invalid(errors) => of_fields(&errors),
        Refusal::UnsupportedLanguage => {
            let mut problem = unprocessable("unsupported_language", "stories can't be told in this language yet");
            problem.errors = vec![field("language", "unsupported_language", "this language is not known")];
            problem
        }
        Refusal::ContentRejected(errors) => {
            let mut problem = unprocessable("content_rejected", "this is not a wish for a children's story");
            problem.errors = errors.iter().map(field_problem).collect();
            problem
        }
        Refusal::KeyReused => {
            unprocessable("idempotency_key_reused", "this idempotency key was used with another body")
        }
        Refusal::DailyLimit => daily_limit(limits, now),
        Refusal::TooManyAtOnce => {
            let quota = limits.stories_at_once;
            let throttle = Throttle { policy: "stories_at_once", quota, window: None, wait: STORY_TIME };
            Problem::throttled("stories_at_once", "wait until one of your stories has ended", throttle)
        }
        Refusal::QueueFull { retry_after } => {
            Problem::unavailable("queue_full", "many stories are waiting already; please try again", retry_after)
        }
        Refusal::Draining => Problem::unavailable("draining", "this node takes no more stories", DRAIN_TIME),
        Refusal::Unavailable => away(),
        Refusal::Store(error) => error.into(),
    }
}

/// A story that was not cancelled.
#[must_use]
pub fn of_cancel(refusal: CancelRefusal) -> Problem {
    match refusal {
        CancelRefusal::Unknown => Problem::not_found(),
        CancelRefusal::Ended => Problem::new(StatusCode::CONFLICT, "story_ended", "the story has ended already"),
        CancelRefusal::Store(error) => error.into(),
    }
}

/// A stream that was not opened; `quota` is how many one caller may have.
#[must_use]
pub fn of_stream(refusal: FollowRefusal, quota: usize) -> Problem {
    match refusal {
        FollowRefusal::TooMany => {
            let quota = u32::try_from(quota).unwrap_or(u32::MAX);
            let throttle = Throttle { policy: "streams", quota, window: None, wait: STORY_TIME };
            Problem::throttled("too_many_streams", "close another stream first", throttle)
        }
    }
}

fn of_fields(errors: &[FieldError]) -> Problem {
    let code = errors.first().and_then(|error| DOCUMENT_CODES.into_iter().find(|code| *code == error.code));
    let mut problem = Problem::invalid(errors.iter().map(field_problem).collect());
    problem.code = code.unwrap_or(problem.code);
    problem
}

fn daily_limit(limits: PlanLimits, now: Timestamp) -> Problem {
    let throttle = Throttle {
        policy: "stories_per_day",
        quota: limits.stories_per_day,
        window: Some(Duration::from_hours(24)),
        wait: now.next_day().since(now),
    };
    Problem::throttled("daily_limit", "that is all for today; days are UTC days", throttle)
}

fn field_problem(error: &FieldError) -> FieldProblem {
    field(&error.field, error.code, &error.detail)
}

fn field(name: &str, code: &str, detail: &str) -> FieldProblem {
    FieldProblem { field: name.to_owned(), code: code.to_owned(), detail: detail.to_owned() }
}
