//! What the errors and refusals of the inside are in HTTP. They carry their own numbers; here they get a code.

use std::time::Duration;

use super::problem::{FieldProblem, Problem};
use super::problem_code::ProblemCode;
use super::throttle::Throttle;
use crate::accounts::{AccountsError, MembershipError};
use crate::actors::service::{CancelRefusal, ProgressRefusal, Refusal};
use crate::backends::objects::ObjectError;
use crate::backends::store::{StoreError, StoreErrorKind};
use crate::domain::Category;
use crate::pipeline::field_error::{FieldCode, FieldError};
use crate::pipeline::safety::Rejection;
use crate::stream::FollowRefusal;

/// When to try again while something outside the process does not answer: it is retried inside meanwhile.
const OUTAGE_TIME: Duration = Duration::from_secs(2);
/// When to look whether a damaged picture was mended.
const MENDING_TIME: Duration = Duration::from_secs(30);
/// When there is room for another password: some dozens are hashed in that time.
const HASHING_TIME: Duration = Duration::from_secs(3);
/// When to look whether one may open another stream: one of the caller's own stories has ended by then.
const STREAM_TIME: Duration = Duration::from_secs(10);

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(errors) | Refusal::UnsupportedLanguage(errors) => of_fields(&errors),
            Refusal::ContentRejected(rejection) => of_rejection(&rejection),
            Refusal::KeyReused => Self::new(ProblemCode::IdempotencyKeyReused),
            Refusal::StoryDeleted => Self::new(ProblemCode::StoryDeleted),
            Refusal::DailyLimit { limit, retry_after } => {
                let window = Some(Duration::from_hours(24));
                let throttle = Throttle { policy: "stories_per_day", quota: limit, window, wait: retry_after };
                Self::throttled(ProblemCode::DailyLimit, throttle)
            }
            Refusal::TooManyAtOnce { limit, retry_after } => {
                let throttle = Throttle { policy: "stories_at_once", quota: limit, window: None, wait: retry_after };
                Self::throttled(ProblemCode::StoriesAtOnce, throttle)
            }
            Refusal::QueueFull { retry_after } => Self::unavailable(ProblemCode::QueueFull, retry_after),
            Refusal::Draining { retry_after } => Self::unavailable(ProblemCode::Draining, retry_after),
            Refusal::Unavailable => outage(),
            Refusal::Store(error) => error.into(),
        }
    }
}

impl From<CancelRefusal> for Problem {
    fn from(refusal: CancelRefusal) -> Self {
        match refusal {
            CancelRefusal::Unknown => Self::not_found(),
            CancelRefusal::Ended => Self::new(ProblemCode::StoryEnded),
            CancelRefusal::Store(error) => error.into(),
        }
    }
}

impl From<ProgressRefusal> for Problem {
    fn from(refusal: ProgressRefusal) -> Self {
        match refusal {
            ProgressRefusal::Unknown => Self::not_found(),
            ProgressRefusal::BeyondBook { pages } => {
                Self::invalid_field("scene", "beyond_the_book", format!("the book has {pages} pages"))
            }
            ProgressRefusal::Store(error) => unreadable_story(error),
        }
    }
}

impl From<FollowRefusal> for Problem {
    fn from(refusal: FollowRefusal) -> Self {
        match refusal {
            FollowRefusal::TooMany { limit } => {
                let quota = u32::try_from(limit).unwrap_or(u32::MAX);
                let throttle = Throttle { policy: "streams", quota, window: None, wait: STREAM_TIME };
                Self::throttled(ProblemCode::TooManyStreams, throttle)
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error.kind {
            // a row of a newer version is another node's to answer, while all of them are brought up to date
            StoreErrorKind::Unavailable | StoreErrorKind::KeyAway | StoreErrorKind::Newer => outage().caused_by(error),
            StoreErrorKind::Corrupt | StoreErrorKind::Defect => Self::internal(error),
        }
    }
}

impl From<ObjectError> for Problem {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::Refused(_) => Self::internal(error),
            ObjectError::Damaged => picture_damaged().caused_by(error),
            ObjectError::Unavailable(_) => outage().caused_by(error),
        }
    }
}

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Self {
        match error {
            AccountsError::Invalid | AccountsError::Reused(_) => Self::new(ProblemCode::InvalidToken),
            // no throttle: whoever came again later would end the session
            AccountsError::Crowded(_) => Self::new(ProblemCode::AlreadyRenewed),
            AccountsError::GuestsOff => Self::new(ProblemCode::GuestsOff),
            AccountsError::Store(error) => error.into(),
            AccountsError::Unmade => Self::internal(error),
        }
    }
}

impl From<MembershipError> for Problem {
    fn from(error: MembershipError) -> Self {
        match error {
            MembershipError::Invalid(errors) => of_fields(&errors),
            MembershipError::EmailTaken => Self::new(ProblemCode::EmailTaken),
            MembershipError::AlreadyRegistered => Self::new(ProblemCode::AlreadyRegistered),
            MembershipError::NotRegistered => Self::new(ProblemCode::NotRegistered),
            MembershipError::AlreadyVerified => Self::new(ProblemCode::AlreadyVerified),
            MembershipError::WrongCredentials => Self::new(ProblemCode::InvalidCredentials),
            MembershipError::TriedTooOften(wait) => tried_too_often("sign_ins", wait),
            MembershipError::TooManyMails(wait) => tried_too_often("mails", wait),
            MembershipError::InvalidLink => Self::new(ProblemCode::InvalidLink),
            MembershipError::Busy => Self::unavailable(ProblemCode::SignInsBusy, HASHING_TIME),
            MembershipError::Lost(error) => Self::internal(error),
            MembershipError::Store(error) => error.into(),
            MembershipError::Session(error) => error.into(),
        }
    }
}

/// One more may be tried after the wait; how many may be is told to nobody who guesses.
fn tried_too_often(policy: &'static str, wait: Duration) -> Problem {
    Problem::throttled(ProblemCode::RateLimited, Throttle { policy, quota: 1, window: Some(wait), wait })
}

/// A picture whose bytes are not, or are no longer, what was stored.
pub fn picture_damaged() -> Problem {
    Problem::unavailable(ProblemCode::PictureDamaged, MENDING_TIME)
}

/// A story whose log could not be read: what can't be understood stays so.
pub fn unreadable_story(error: StoreError) -> Problem {
    match error.kind {
        StoreErrorKind::Corrupt => Problem::new(ProblemCode::StoryDamaged).caused_by(error),
        _ => error.into(),
    }
}

fn outage() -> Problem {
    Problem::unavailable(ProblemCode::Unavailable, OUTAGE_TIME)
}

/// A cry for help is answered by no advice on how to wish.
fn of_rejection(rejection: &Rejection) -> Problem {
    let problem = of_fields(&rejection.fields).with_category(rejection.category);
    match (rejection.category, rejection.fields.first()) {
        (Category::Help, Some(field)) => problem.with_detail(field.detail.clone()),
        _ => problem,
    }
}

fn of_fields(errors: &[FieldError]) -> Problem {
    let code = errors.first().map_or(ProblemCode::InvalidRequest, |error| document_code(error.code));
    Problem::new(code).with_errors(errors.iter().map(field_problem).collect())
}

/// What the contract promises of the whole document where this is wrong with its first wrong field.
const fn document_code(code: FieldCode) -> ProblemCode {
    match code {
        FieldCode::Empty => ProblemCode::Empty,
        FieldCode::ForbiddenCharacter => ProblemCode::ForbiddenCharacter,
        FieldCode::UnsupportedLanguage => ProblemCode::UnsupportedLanguage,
        FieldCode::ContentRejected => ProblemCode::ContentRejected,
        FieldCode::TooLong
        | FieldCode::TooMany
        | FieldCode::OutOfRange
        | FieldCode::DuplicateName
        | FieldCode::InvalidName
        | FieldCode::InvalidEmail
        | FieldCode::TooShort
        | FieldCode::TooEasy
        | FieldCode::TooPersonal
        | FieldCode::WrongPassword => ProblemCode::InvalidRequest,
    }
}

fn field_problem(error: &FieldError) -> FieldProblem {
    FieldProblem { field: error.field.clone(), code: error.code.as_str().into(), detail: error.detail.clone().into() }
}
