//! What may go wrong with each call, written into the `OpenAPI` document: made from [`ProblemCode`] and from what the
//! call itself says (its body, its parameters, whether it needs a caller). What only the route knows it names itself,
//! as the extension `x-problems`, which is taken out again here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use strum::VariantArray;
use utoipa::Modify;
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{HttpMethod, Operation, Parameter};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, OpenApi as Document, PathItem, Ref, RefOr, Response, ResponseBuilder};
use warp::http::StatusCode;

use crate::domain::Category;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::pipeline::help::{Help, HelpLine};

/// Where a route names the problems that only it knows.
const NAMED: &str = "x-problems";
/// What may answer any address of a listener, and is told of none.
const ANY_CALL: [ProblemCode; 4] =
    [ProblemCode::BadHost, ProblemCode::NotFound, ProblemCode::MethodNotAllowed, ProblemCode::Internal];
/// The request's id in examples.
const REQUEST_ID: &str = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e";

/// Adds to every call an answer for each status that its problems have, and to the document a table of its codes. Comes
/// after [`super::openapi`] has said who may call.
pub(super) struct Problems {
    /// Whether the document's listener limits how often one may ask.
    is_limited: bool,
}

pub(super) const OF_READERS: Problems = Problems { is_limited: true };
pub(super) const OF_OPERATORS: Problems = Problems { is_limited: false };

impl Modify for Problems {
    fn modify(&self, document: &mut Document) {
        let mut all = BTreeSet::from(ANY_CALL);
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations(item) {
                let codes = self.codes(path, &method, operation);
                add(operation, &codes);
                all.extend(codes);
            }
        }
        let description = document.info.description.get_or_insert_default();
        description.push_str(&table(&all));
    }
}

impl Problems {
    /// The problems of a call: those that it names, and those that follow from what it takes.
    fn codes(&self, path: &str, method: &HttpMethod, operation: &mut Operation) -> BTreeSet<ProblemCode> {
        let mut codes = named(operation);
        // a call that says nothing of it is a reader's, as the document says of all
        let is_for_readers = operation.security.is_none();
        let is_for_all = operation.security.iter().flatten().any(|needs| *needs == SecurityRequirement::default());
        if !is_for_all {
            codes.extend([
                ProblemCode::AmbiguousCredentials,
                ProblemCode::Unauthorized,
                ProblemCode::InvalidToken,
                ProblemCode::Unavailable,
            ]);
        }
        // of readers by their plan, of everybody else by their session or address
        if self.is_limited && (is_for_readers || is_for_all) {
            codes.insert(ProblemCode::RateLimited);
        }
        if is_for_readers && !matches!(method, HttpMethod::Get) {
            codes.insert(ProblemCode::CrossSite);
        }
        if operation.request_body.is_some() {
            codes.extend([
                ProblemCode::MalformedJson,
                ProblemCode::BrokenBody,
                ProblemCode::BodyTimeout,
                ProblemCode::BodyTooLarge,
                ProblemCode::UnsupportedMediaType,
                ProblemCode::InvalidRequest,
                ProblemCode::Unavailable,
            ]);
        }
        if path.contains('{') {
            codes.extend([ProblemCode::NotFound, ProblemCode::Unavailable]);
        }
        for parameter in operation.parameters.iter().flatten() {
            let RefOr::T(Parameter { name, .. }) = parameter else { continue };
            match name.as_str() {
                "cursor" | "after" | "Last-Event-ID" => codes.insert(ProblemCode::BadCursor),
                "limit" | "status" => codes.insert(ProblemCode::InvalidRequest),
                _ => false,
            };
        }
        codes
    }
}

/// Codes with what to do about them, for readers of the document.
fn table(codes: &BTreeSet<ProblemCode>) -> String {
    let rows = ProblemCode::VARIANTS.iter().filter(|code| codes.contains(code)).map(|code| {
        let status = code.status().as_u16();
        format!("| `{}` | {status} | {} | {} |\n", code.as_str(), code.title(), code.remedy())
    });
    format!(
        "\n\n## Problems\n\nWhat did not work is answered by an RFC 9457 problem document \
         (`application/problem+json`). Decide by its `code`; codes may be added.\n\n\
         | code | status | what went wrong | what to do |\n|---|---|---|---|\n{}",
        rows.collect::<String>()
    )
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let known = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    known.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// What the route names itself.
fn named(operation: &mut Operation) -> BTreeSet<ProblemCode> {
    let Some(extensions) = &mut operation.extensions else { return BTreeSet::new() };
    let named = extensions.remove(NAMED);
    if extensions.is_empty() {
        operation.extensions = None;
    }
    let names: Vec<&str> = named.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
    ProblemCode::VARIANTS.iter().copied().filter(|code| names.contains(&code.as_str())).collect()
}

fn add(operation: &mut Operation, codes: &BTreeSet<ProblemCode>) {
    let mut by_status: BTreeMap<StatusCode, Vec<ProblemCode>> = BTreeMap::new();
    for code in codes {
        by_status.entry(code.status()).or_default().push(*code);
    }
    let responses = &mut operation.responses.responses;
    for (status, codes) in by_status {
        responses.entry(status.as_str().to_owned()).or_insert_with(|| response(status, &codes).into());
    }
    let other = ResponseBuilder::new().description("Another problem: go by its status, as with a code not known yet");
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let other = other.content("application/problem+json", content).build();
    responses.entry("default".to_owned()).or_insert_with(|| other.into());
}

/// The answers with one status.
fn response(status: StatusCode, codes: &[ProblemCode]) -> Response {
    let lines = codes.iter().map(|code| format!("`{}`: {}; {}", code.as_str(), code.title(), code.remedy()));
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(codes.iter().map(|code| (code.as_str(), example(*code))))
        .build();
    let response = ResponseBuilder::new()
        .description(lines.collect::<Vec<_>>().join("\n\n"))
        .content("application/problem+json", content);
    headers(status).into_iter().fold(response, |response, (name, header)| response.header(name, header)).build()
}

fn example(code: ProblemCode) -> Example {
    let problem = match code {
        ProblemCode::InvalidRequest => Problem::invalid_field("scenes", "out_of_range", "must be 1 to 32"),
        ProblemCode::Empty => about_theme(code, "must hold something to read"),
        ProblemCode::ForbiddenCharacter => about_theme(code, "must not hold the character U+0007"),
        ProblemCode::UnsupportedLanguage => about_theme(
            code,
            "this seems to be in a language that can't be read here yet; stories are told in: English (en)",
        ),
        ProblemCode::ContentRejected => cry_for_help(code),
        _ => Problem::new(code),
    };
    let document = serde_json::to_value(problem.document(REQUEST_ID)).expect("a problem has text keys only");
    ExampleBuilder::new().summary(code.title()).value(Some(document)).build()
}

fn about_theme(code: ProblemCode, detail: &'static str) -> Problem {
    let errors = Problem::invalid_field("theme", code.as_str(), detail).errors;
    Problem::new(code).with_errors(errors)
}

/// The refusal that a client must get right.
fn cry_for_help(code: ProblemCode) -> Problem {
    let detail = "this is too heavy for a story; please tell a grown-up whom you trust about it";
    let help = || Help {
        text: "Thank you for writing this down. Please tell a grown-up you trust about it, today.".to_owned(),
        lines: vec![HelpLine {
            name: "Childline (United Kingdom)".to_owned(),
            number: "0800 1111".to_owned(),
            url: "https://www.childline.org.uk/".to_owned(),
        }],
    };
    about_theme(code, detail).with_detail(detail).with_category(Category::Help).with_help(help)
}

/// The headers that say when to come again.
fn headers(status: StatusCode) -> Vec<(&'static str, Header)> {
    let seconds = header(Type::Integer, "In how many seconds to come again");
    match status {
        StatusCode::TOO_MANY_REQUESTS => vec![
            ("retry-after", seconds),
            (
                "ratelimit",
                header(Type::String, "The limit's name, what is left of it, and in how many seconds it is whole"),
            ),
            (
                "ratelimit-policy",
                header(Type::String, "The limit's name, how many there may be, and in how many seconds"),
            ),
        ],
        StatusCode::SERVICE_UNAVAILABLE => vec![("retry-after", seconds)],
        _ => Vec::new(),
    }
}

fn header(kind: Type, description: &str) -> Header {
    HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(kind))).description(Some(description)).build()
}
