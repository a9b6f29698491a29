//! Everything that can go wrong for a caller, as RFC 9457 problem documents, in one place: the one edge of errors.
//! A [`Problem`] travels inside its response; [`crate::http::edge::access_log`] writes the document, because it knows
//! the request's id. A 5xx keeps its cause for the log. What the errors of the inside become is in [`super::refusals`].

use std::borrow::Cow;
use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;
use warp::http::header::{HeaderName, HeaderValue, WWW_AUTHENTICATE};
use warp::reply::{Reply, Response};

use super::problem_code::ProblemCode;
use super::throttle::{Throttle, retry_after};
use crate::domain::Category;
use crate::pipeline::help::Help;

/// Why a call did not work.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What went wrong; with it come status and title.
    pub code: ProblemCode,
    /// For people; says nothing of the inside.
    pub detail: Cow<'static, str>,
    /// What is wrong with which field; empty when it is about none.
    pub errors: Vec<FieldProblem>,
    /// Why a wish may not be told.
    pub category: Option<Category>,
    /// Who listens, where the category is a cry for help.
    pub help: Option<Box<Help>>,
    /// Headers of the answer besides the usual ones.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What the log should say; the client never sees it.
    pub cause: Option<String>,
}

impl Problem {
    /// A problem whose detail is what to do about it.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        let headers = challenge(code).map(|challenge| (WWW_AUTHENTICATE, challenge)).into_iter().collect();
        let detail = code.remedy().into();
        Self { code, detail, errors: Vec::new(), category: None, help: None, headers, cause: None }
    }

    /// It does not exist, or is not the caller's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ProblemCode::NotFound)
    }

    /// Some fields are of the wrong shape.
    #[must_use]
    pub fn invalid(errors: Vec<FieldProblem>) -> Self {
        Self::new(ProblemCode::InvalidRequest).with_errors(errors)
    }

    /// One field is of the wrong shape.
    pub fn invalid_field(
        field: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::invalid(vec![FieldProblem { field: field.into(), code: code.into(), detail: detail.into() }])
    }

    /// The caller ran into a limit.
    #[must_use]
    pub fn throttled(code: ProblemCode, throttle: Throttle) -> Self {
        let mut problem = Self::new(code);
        problem.headers.extend(throttle.headers());
        problem
    }

    /// Not now, but after `wait`.
    #[must_use]
    pub fn unavailable(code: ProblemCode, wait: Duration) -> Self {
        let (name, value) = retry_after(wait);
        Self::new(code).with_header(name, value)
    }

    /// It is our fault; `cause` is for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::new(ProblemCode::Internal).caused_by(cause)
    }

    /// With more to say about this occurrence than what to do about it.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// With the fields that it is about.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldProblem>) -> Self {
        self.errors = errors;
        self
    }

    /// With why the wish may not be told.
    #[must_use]
    pub const fn with_category(mut self, category: Category) -> Self {
        self.category = Some(category);
        self
    }

    /// With who listens, where a child may be asking for help; nothing else needs it.
    #[must_use]
    pub fn with_help(mut self, help: impl FnOnce() -> Help) -> Self {
        if self.category == Some(Category::Help) {
            self.help = Some(Box::new(help()));
        }
        self
    }

    /// With one more header of the answer.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// With what the log should say.
    #[must_use]
    pub fn caused_by(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// The document that answers a request with this id.
    #[must_use]
    pub fn document<'problem>(&'problem self, request_id: &'problem str) -> ProblemDocument<'problem> {
        ProblemDocument {
            kind: format!("urn:ai-tale:problem:{}", self.code.as_str()),
            title: self.code.title(),
            status: self.code.status().as_u16(),
            detail: &self.detail,
            code: self.code.as_str(),
            request_id,
            errors: &self.errors,
            category: self.category.map(Category::as_str),
            help: self.help.as_deref(),
        }
    }
}

/// How to say who one is, with a 401. Who shows no token at all is told no error of it (RFC 6750, section 3.1).
fn challenge(code: ProblemCode) -> Option<HeaderValue> {
    match code {
        ProblemCode::Unauthorized | ProblemCode::InvalidCredentials => {
            Some(HeaderValue::from_static(r#"Bearer realm="ai-tale""#))
        }
        ProblemCode::InvalidToken => Some(HeaderValue::from_static(r#"Bearer realm="ai-tale", error="invalid_token""#)),
        _ => None,
    }
}

impl Reply for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.headers_mut().extend(self.headers.clone());
        response.extensions_mut().insert(self);
        response
    }
}

/// Why a call did not work (RFC 9457), sent as `application/problem+json`. Programs decide by `code`; `title` and
/// `detail` are for people and may change.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument<'problem> {
    /// Names the kind of problem as a URN that ends with the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:ai-tale:problem:story_ended")]
    kind: String,
    /// What went wrong, in a few words; the same at every occurrence of a code.
    #[schema(value_type = String, example = "The story has ended already")]
    title: &'problem str,
    /// The answer's status, repeated.
    #[schema(example = 409, minimum = 400, maximum = 599)]
    status: u16,
    /// What can be done about it, or more about this occurrence.
    #[schema(value_type = String, example = "nothing is left to cancel; a story that has ended can be read or deleted")]
    detail: &'problem str,
    /// What went wrong, in one stable word. New codes may be added: treat one you don't know by its status.
    #[schema(value_type = String, example = "story_ended")]
    code: &'problem str,
    /// The request's name, as in the header `x-request-id`: quote it when you ask us about this answer.
    #[schema(value_type = String, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    request_id: &'problem str,
    /// What is wrong with which field; absent when the problem is about none.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Option<Vec<FieldProblem>>)]
    errors: &'problem [FieldProblem],
    /// Why a wish may not be told, in one stable word, with `content_rejected`. `help`: a child may be asking for it.
    /// New ones may be added.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "help")]
    category: Option<&'static str>,
    /// With the category `help`: show it as it is, large and gently, instead of everything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Help>)]
    help: Option<&'problem Help>,
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Where it is: a path into the body, or the name of a parameter. Empty when it is the body as a whole.
    #[schema(example = "characters[0].name")]
    pub field: String,
    /// What is wrong with it, in one stable word.
    #[schema(value_type = String, example = "too_long")]
    pub code: Cow<'static, str>,
    /// The same for people.
    #[schema(value_type = String, example = "52 characters where at most 40 are allowed")]
    pub detail: Cow<'static, str>,
}
