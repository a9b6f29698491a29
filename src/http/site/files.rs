//! The reader's page: its files are part of the program, go out with a strict policy, and are asked about by `ETag`.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use headers::{ETag, HeaderMapExt};
use sha2::{Digest, Sha256};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY, VARY,
};
use warp::http::{HeaderMap, StatusCode};
use warp::reply::{Reply, Response};

use crate::http::answer::conditional::holds;
use crate::http::answer::problem::Problem;
use crate::http::answer::response::empty;
use crate::http::filters::reading;

/// That of a page without pictures from elsewhere.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| policy(None));
/// The page needs none of these.
const PERMISSIONS: HeaderValue =
    HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()");
const PAGE: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const DRAWING: &str = "image/svg+xml";

/// A file of the page.
struct File {
    name: &'static str,
    media_type: &'static str,
    content: &'static str,
}

const fn file(name: &'static str, media_type: &'static str, content: &'static str) -> File {
    File { name, media_type, content }
}

static INDEX: File = file("index.html", PAGE, include_str!("assets/index.html"));
/// What an address shows at which there is nothing.
static LOST: File = file("lost.html", PAGE, include_str!("assets/lost.html"));
/// What is shown instead of a page where one address asks for too many.
static BUSY: File = file("busy.html", PAGE, include_str!("assets/busy.html"));

/// What a reader is asked who wants no more mails, and what is said then.
static UNSUBSCRIBE: File = file("unsubscribe.html", PAGE, include_str!("assets/unsubscribe.html"));
static UNSUBSCRIBED: File = file("unsubscribed.html", PAGE, include_str!("assets/unsubscribed.html"));

/// Served under `/assets/`.
static ASSETS: [File; 33] = [
    file("account-view.js", SCRIPT, include_str!("assets/account-view.js")),
    file("announce.js", SCRIPT, include_str!("assets/announce.js")),
    file("api.js", SCRIPT, include_str!("assets/api.js")),
    file("app.js", SCRIPT, include_str!("assets/app.js")),
    file("base.css", STYLE, include_str!("assets/base.css")),
    file("book-view.js", SCRIPT, include_str!("assets/book-view.js")),
    file("book.css", STYLE, include_str!("assets/book.css")),
    file("book.js", SCRIPT, include_str!("assets/book.js")),
    file("care.css", STYLE, include_str!("assets/care.css")),
    file("care.js", SCRIPT, include_str!("assets/care.js")),
    file("cover.css", STYLE, include_str!("assets/cover.css")),
    file("cover.svg", DRAWING, include_str!("assets/cover.svg")),
    file("desk-view.js", SCRIPT, include_str!("assets/desk-view.js")),
    file("desk.css", STYLE, include_str!("assets/desk.css")),
    file("dom.js", SCRIPT, include_str!("assets/dom.js")),
    file("door.js", SCRIPT, include_str!("assets/door.js")),
    file("feed.js", SCRIPT, include_str!("assets/feed.js")),
    file("fields.js", SCRIPT, include_str!("assets/fields.js")),
    file("forms.js", SCRIPT, include_str!("assets/forms.js")),
    file("heroes.js", SCRIPT, include_str!("assets/heroes.js")),
    file("icon.svg", DRAWING, include_str!("assets/icon.svg")),
    file("lost.css", STYLE, include_str!("assets/lost.css")),
    file("lost.svg", DRAWING, include_str!("assets/lost.svg")),
    file("painting.js", SCRIPT, include_str!("assets/painting.js")),
    file("picture.js", SCRIPT, include_str!("assets/picture.js")),
    file("place.js", SCRIPT, include_str!("assets/place.js")),
    file("print.css", STYLE, include_str!("assets/print.css")),
    file("shelf-view.js", SCRIPT, include_str!("assets/shelf-view.js")),
    file("styles.svg", DRAWING, include_str!("assets/styles.svg")),
    file("telling.js", SCRIPT, include_str!("assets/telling.js")),
    file("thumbhash.js", SCRIPT, include_str!("assets/thumbhash.js")),
    file("wish-view.js", SCRIPT, include_str!("assets/wish-view.js")),
    file("words.js", SCRIPT, include_str!("assets/words.js")),
];

/// One tag for all files: they change together, with the program.
static TAG: LazyLock<ETag> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    hash.update(INDEX.content);
    for asset in &ASSETS {
        hash.update(asset.content);
    }
    let name = URL_SAFE_NO_PAD.encode(&hash.finalize()[..12]);
    format!("\"{name}\"").parse().expect("base64url is visible ASCII")
});

/// Addresses of the page beside the cover and the stories: where one signs up and in and finds one's account.
const DESKS: [&str; 6] = ["account", "sign-in", "sign-up", "forgot", "reset", "verify"];

/// The routes of this file. `/stories/{id}` and the desks are the same page: it looks at its own address. Its pictures
/// come from this service, and from one other origin where there is one.
pub fn routes(pictures_from: Option<&str>) -> BoxedFilter<(Response,)> {
    let policy = policy(pictures_from);
    let page = move |headers: &HeaderMap| {
        let mut response = serve(headers, &INDEX);
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy.clone());
        response
    };
    let (of_story, of_desk) = (page.clone(), page.clone());
    let headers = warp::header::headers_cloned;
    let cover = warp::path::end().and(reading()).and(headers()).map(move |headers| page(&headers));
    let story = warp::path!("stories" / String).and(reading()).and(headers()).map(move |_, headers| of_story(&headers));
    let desk = warp::path::param()
        .and(warp::path::end())
        .and_then(|name: String| async move {
            if DESKS.contains(&name.as_str()) { Ok(()) } else { Err(warp::reject::not_found()) }
        })
        .untuple_one()
        .and(reading())
        .and(headers())
        .map(move |headers| of_desk(&headers));
    let asset = warp::path!("assets" / String).and(reading()).and(headers()).map(|name: String, headers| {
        find(&name).map_or_else(|| Problem::not_found().into_response(), |file| serve(&headers, file))
    });
    cover.boxed().or(story.boxed()).unify().or(desk.boxed()).unify().or(asset.boxed()).unify().boxed()
}

/// The names of all files of the page, to be held against the folder by a test.
pub fn names() -> impl Iterator<Item = &'static str> {
    let pages = [&INDEX, &LOST, &BUSY, &UNSUBSCRIBE, &UNSUBSCRIBED].map(|page| page.name);
    pages.into_iter().chain(ASSETS.iter().map(|asset| asset.name))
}

/// Whether a path is that of one of the page's own files.
#[must_use]
pub fn is_asset(path: &str) -> bool {
    path.strip_prefix("/assets/").is_some_and(|name| find(name).is_some())
}

/// The page for people at an address where there is nothing.
pub(super) fn lost() -> Response {
    instead(&LOST, StatusCode::NOT_FOUND)
}

/// The page that asks whether a reader wants no more mails.
pub(super) fn unsubscribe() -> Response {
    instead(&UNSUBSCRIBE, StatusCode::OK)
}

/// The page that says that it is so.
pub(super) fn unsubscribed() -> Response {
    instead(&UNSUBSCRIBED, StatusCode::OK)
}

/// The page for people who are asked to wait, with the headers that say for how long.
pub fn busy(problem: &Problem) -> Response {
    let mut response = instead(&BUSY, problem.code.status());
    response.headers_mut().extend(problem.headers.clone());
    response
}

/// A page instead of a problem document. It has no tag, because nobody may take it for the page that stands here.
fn instead(file: &'static File, status: StatusCode) -> Response {
    let mut response = guarded(whole(file));
    *response.status_mut() = status;
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    response
}

/// Nothing but our own files, pictures that the page makes of a placeholder's few bytes, and those of one other origin.
fn policy(pictures_from: Option<&str>) -> HeaderValue {
    let origin = pictures_from.map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{origin}; \
         connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("an origin is ASCII")
}

fn find(name: &str) -> Option<&'static File> {
    ASSETS.iter().find(|asset| asset.name == name)
}

fn serve(headers: &HeaderMap, file: &'static File) -> Response {
    let response = if holds(headers, &TAG) { empty(StatusCode::NOT_MODIFIED) } else { whole(file) };
    let mut response = guarded(response);
    response.headers_mut().typed_insert(TAG.clone());
    response
}

/// With the policies of the page.
fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_SECURITY_POLICY, POLICY.clone());
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    response
}

fn whole(file: &'static File) -> Response {
    let mut response = file.content.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    response
}
