//! Pictures on S3.

use ai_tale::backends::Backends;
use reqwest::{Response, StatusCode};
use tempfile::TempDir;
use uuid::Uuid;

use crate::kit::{Line, Process, Reader, Server, TINY, assert_complete, config, quiet_pages, skip, until};

/// A line to the server that speaks S3; its credentials are in the environment, as everybody has them there.
async fn line() -> Option<Line> {
    let Some(server) = std::env::var("AI_TALE_TEST_S3").ok().filter(|server| !server.is_empty()) else {
        skip("no server that speaks S3 (AI_TALE_TEST_S3)");
        return None;
    };
    Some(Line::to(&server).await)
}

/// Buckets of one's own behind a line.
struct Settings {
    address: String,
    prefix: String,
    presign: &'static str,
}

impl Settings {
    fn new(line: &Line, presign: &'static str) -> Self {
        let prefix = format!("t{}-", Uuid::now_v7().simple());
        Self { address: line.address.clone(), prefix, presign }
    }

    fn all(&self) -> Vec<(&str, &str)> {
        let of_s3 = [
            ("OBJECTS__KIND", "s3"),
            ("OBJECTS__S3__ENDPOINT", self.address.as_str()),
            ("OBJECTS__S3__PATH_STYLE", "true"),
            ("OBJECTS__S3__PRESIGN", self.presign),
            ("OBJECTS__S3__BUCKET_PREFIX", self.prefix.as_str()),
            ("OBJECTS__S3__CONNECT_TIMEOUT", "500ms"),
            ("OBJECTS__S3__ATTEMPTS", "2"),
        ];
        of_s3.into_iter().chain(TINY).collect()
    }
}

async fn server(folder: &TempDir, settings: &Settings) -> Server {
    Backends::prepare(&config(folder.path(), &settings.all())).await.unwrap();
    Server::start_on(folder.path(), &settings.all(), |parts| parts).await
}

/// The addresses of all pictures of a story.
async fn addresses(reader: &Reader, id: &str) -> Vec<String> {
    let story = reader.story(id).await;
    let scenes = story["scenes"].as_array().unwrap().iter();
    let sources = scenes.flat_map(|scene| scene["illustration"]["sources"].as_array().unwrap());
    sources.map(|source| source["url"].as_str().unwrap().to_owned()).collect()
}

/// What the page may load, as its headers say.
async fn policy(readers: &str) -> String {
    let page = get(readers).await;
    page.headers()["content-security-policy"].to_str().unwrap().to_owned()
}

async fn get(address: &str) -> Response {
    reqwest::get(address).await.unwrap()
}

#[tokio::test]
async fn readers_get_pictures_from_the_storage() {
    let Some(line) = line().await else { return };
    let (folder, settings) = (TempDir::new().unwrap(), Settings::new(&line, "true"));
    let server = server(&folder, &settings).await;
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(3).await;
    assert_complete(&reader.whole(&story).await, 3);
    let pictures = addresses(&reader, &story).await;
    assert_eq!(pictures.len(), 6);
    assert_eq!(addresses(&reader, &story).await, pictures, "the same within their window");
    assert!(policy(&server.readers).await.contains(&format!("img-src 'self' data: blob: {};", line.address)));
    for picture in &pictures {
        assert!(picture.starts_with(&line.address), "{picture}");
        let answer = get(picture).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "image/webp");
        assert_eq!(&answer.bytes().await.unwrap()[8..12], b"WEBP");
    }
    let here = reader.get(&format!("/v1/stories/{story}?pictures=service")).await.text().await.unwrap();
    assert!(!here.contains(&line.address) && here.contains("\"/pictures/illustrations/"), "{here}");
    let deleted = reader.request(reqwest::Method::DELETE, &format!("/v1/stories/{story}")).send().await.unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    for picture in &pictures {
        until("a deleted picture is gone", async || get(picture).await.status() == StatusCode::NOT_FOUND).await;
    }
}

#[tokio::test]
async fn the_service_shows_what_the_storage_keeps() {
    let Some(line) = line().await else { return };
    let (folder, settings) = (TempDir::new().unwrap(), Settings::new(&line, "false"));
    let server = server(&folder, &settings).await;
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(1).await;
    reader.whole(&story).await;
    assert!(policy(&server.readers).await.contains("img-src 'self' data: blob:;"));
    let pictures = addresses(&reader, &story).await;
    for picture in &pictures {
        assert!(picture.starts_with("/pictures/"), "{picture}");
        let answer = get(&format!("{}{picture}", server.readers)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(&answer.bytes().await.unwrap()[8..12], b"WEBP");
    }
    line.cut();
    let away = get(&format!("{}{}", server.readers, pictures[0])).await;
    assert_eq!(away.status(), StatusCode::SERVICE_UNAVAILABLE);
    line.mend();
    let shown = async || get(&format!("{}{}", server.readers, pictures[0])).await.status() == StatusCode::OK;
    until("the picture again", shown).await;
}

#[tokio::test]
async fn pages_wait_for_a_storage_that_is_gone() {
    let Some(line) = line().await else { return };
    let (folder, settings) = (TempDir::new().unwrap(), Settings::new(&line, "true"));
    let slow = [("MODELS__BUILTIN__PICTURE", "200ms"), ("POOLS__ILLUSTRATION__SIZE", "1")];
    let settings: Vec<_> = settings.all().into_iter().chain(slow).collect();
    Backends::prepare(&config(folder.path(), &settings)).await.unwrap();
    let server = Server::start_on(folder.path(), &settings, |parts| parts).await;
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(6).await;
    let events = reader.follow(&story, 0, |event| event.kind == "illustration.created").await;
    line.cut();
    let seen = events.last().unwrap().id;
    let is_ready = async || get(&format!("{}/health/ready", server.operators)).await.status() == StatusCode::OK;
    until("a node that is not ready", async || !is_ready().await).await;
    assert_ne!(reader.story(&story).await["status"], "completed", "no page is whole without its picture");
    let second = reader.wish_for_scenes(1).await;
    line.mend();
    let rest = reader.follow(&story, seen, |_| false).await;
    let whole: Vec<_> = events.into_iter().chain(rest).collect();
    assert_complete(&whole, 6);
    assert_eq!(quiet_pages(&whole), Vec::<u64>::new());
    for picture in addresses(&reader, &story).await {
        assert_eq!(get(&picture).await.status(), StatusCode::OK);
    }
    assert_complete(&reader.whole(&second).await, 1);
    until("a ready node", is_ready).await;
}

#[tokio::test]
async fn migrating_makes_the_buckets_that_checking_misses() {
    let Some(line) = line().await else { return };
    let (folder, settings) = (TempDir::new().unwrap(), Settings::new(&line, "true"));
    let run = async |command: &str| {
        let output = Process::command(folder.path(), &settings.all()).arg(command).output().await.unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let before = run("check").await;
    assert!(before.contains("does not exist: `ai-tale migrate` makes it"), "{before}");
    assert!(run("migrate").await.contains("up to date"));
    let after = run("check").await;
    assert!(after.lines().any(|line| line.starts_with("objects") && line.contains(" ok (s3)")), "{after}");
    line.cut();
    let away = run("check").await;
    assert!(away.contains("the storage can't be reached"), "{away}");
}
