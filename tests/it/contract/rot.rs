//! Pictures whose files rotted on the disk: nobody gets their bytes, and nobody hears that theirs are current.

use std::fs;
use std::path::{Path, PathBuf};

use ai_tale::backends::Backends;
use ai_tale::backends::objects::Body;
use ai_tale::domain::{MediaType, ObjectKey};
use futures_util::FutureExt;
use reqwest::header::HeaderMap;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use super::checks::{eventually, refused};
use crate::kit::{Reader, Server, players};

/// What happens to a file.
type Damage = fn(&Path);

const DAMAGES: [(&str, Damage); 5] = [
    ("flipped", |file| change(file, |bytes| bytes[20] ^= 1)),
    ("cut", |file| change(file, |bytes| bytes.truncate(bytes.len() / 2))),
    ("emptied", |file| change(file, Vec::clear)),
    ("grown", |file| change(file, |bytes| bytes.push(0))),
    ("removed", |file| fs::remove_file(file).unwrap()),
];

/// Without maintenance damage stays.
const NOBODY_MENDS: (&str, &str) = ("ROLES", "gateway,pipeline,analytics");

fn change(file: &Path, damage: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(file).unwrap();
    damage(&mut bytes);
    fs::write(file, bytes).unwrap();
}

/// A picture of a told story: its address and its file.
async fn picture(reader: &Reader, folder: &Path) -> (String, PathBuf) {
    let id = reader.wish_for_scenes(1).await;
    reader.whole(&id).await;
    let story = reader.story(&id).await;
    let address = story["scenes"][0]["illustration"]["sources"][0]["url"].as_str().unwrap().to_owned();
    let key = key(&address);
    (address, folder.join("objects").join(key.as_str()))
}

fn key(address: &str) -> ObjectKey {
    let (path, _) = address.split_once('?').unwrap();
    path.strip_prefix("/pictures/").unwrap().parse().unwrap()
}

/// Every way to ask for a picture of which one has a copy already.
async fn ask(server: &Server, address: &str) -> Vec<Response> {
    let address = format!("{}{address}", server.readers);
    let client = reqwest::Client::new();
    let mut answers = Vec::new();
    for (method, name, value) in [
        (Method::GET, "accept", "image/*"),
        (Method::GET, "if-none-match", "*"),
        (Method::HEAD, "accept", "image/*"),
        (Method::HEAD, "if-none-match", "*"),
        (Method::GET, "range", "bytes=0-9"),
        (Method::GET, "range", "bytes=99999999-"),
    ] {
        answers.push(client.request(method, &address).header(name, value).send().await.unwrap());
    }
    answers
}

fn statuses(answers: &[Response]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status().as_u16()).collect()
}

fn is_kept_by_nobody(headers: &HeaderMap) -> bool {
    headers["cache-control"] == "no-store" && !headers.contains_key("etag")
}

#[tokio::test]
async fn rot_is_shown_to_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_on(folder.path(), &[NOBODY_MENDS], |parts| parts).await;
    let reader = server.guest().await;
    for (damage, happens) in DAMAGES {
        for was_shown_before in [false, true] {
            let (address, file) = picture(&reader, folder.path()).await;
            if was_shown_before {
                assert_eq!(statuses(&ask(&server, &address).await), [200, 304, 200, 304, 206, 416]);
            }
            happens(&file);
            let answers = ask(&server, &address).await;
            assert_eq!(statuses(&answers), [503; 6], "{damage}, shown before: {was_shown_before}");
            assert!(answers.iter().all(|answer| is_kept_by_nobody(answer.headers())), "{damage}");
            refused(answers.into_iter().next().unwrap(), 503, "picture_damaged").await;
        }
    }
    let metrics = reqwest::get(format!("{}/metrics", server.operators)).await.unwrap().text().await.unwrap();
    for reason in ["rotten", "missing"] {
        assert!(metrics.contains(&format!("tale_objects_damaged_total{{reason=\"{reason}\"}}")), "{reason} is counted");
    }
}

#[tokio::test]
async fn its_own_bytes_alone_mend_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_on(folder.path(), &[NOBODY_MENDS], |parts| parts).await;
    let (address, file) = picture(&server.guest().await, folder.path()).await;
    let (whole, key) = (fs::read(&file).unwrap(), key(&address));
    change(&file, |bytes| bytes[20] ^= 1);
    assert_eq!(statuses(&ask(&server, &address).await), [503; 6]);

    let objects = &server.app.backends().objects;
    let put = async |bytes: Vec<u8>| objects.put(&key, MediaType::Webp, Body::Whole(bytes.into())).await;
    put(vec![1; whole.len()]).await.unwrap_err();
    put(whole.clone()).await.unwrap();
    assert_eq!(statuses(&ask(&server, &address).await), [200, 304, 200, 304, 206, 416]);
    let shown = reqwest::get(format!("{}{address}", server.readers)).await.unwrap();
    assert_eq!(shown.status(), StatusCode::OK);
    assert_eq!(shown.bytes().await.unwrap(), whole);
}

#[tokio::test]
async fn a_damaged_picture_is_painted_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_on(folder.path(), &[], |parts| parts).await;
    let reader = server.guest().await;
    for damage in DAMAGES {
        assert_mended(&server, picture(&reader, folder.path()).await, damage).await;
    }
}

#[tokio::test]
async fn a_planned_picture_is_painted_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let teller = players::storyteller(|_| {
        let plan = players::plan(json!([{ "place": "harbour", "time": "night", "feeling": "sad" }]));
        let answer = [plan, players::line(1, "They counted to ten.")].map(Ok).into();
        async { Ok(players::chunks(answer)) }.boxed()
    });
    let tells = |mut parts: Backends| {
        parts.models.storytellers = vec![teller];
        parts
    };
    let server = Server::start_on(folder.path(), &[], tells).await;
    let reader = server.guest().await;
    assert_mended(&server, picture(&reader, folder.path()).await, DAMAGES[0]).await;
}

async fn assert_mended(server: &Server, (address, file): (String, PathBuf), (damage, happens): (&str, Damage)) {
    let whole = fs::read(&file).unwrap();
    happens(&file);
    let ask = async || reqwest::get(format!("{}{address}", server.readers)).await.unwrap();
    refused(ask().await, 503, "picture_damaged").await;
    let good = async || Some(ask().await).filter(|answer| answer.status() == StatusCode::OK);
    assert_eq!(eventually(good).await.bytes().await.unwrap(), whole, "{damage}");
    assert_eq!(fs::read(&file).unwrap(), whole);
}
