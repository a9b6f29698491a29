//! Where readers get pictures.

use crate::kit::{Reader, Server, TINY};

/// The addresses of all pictures of a story.
pub async fn addresses(reader: &Reader, id: &str) -> Vec<String> {
    let story = reader.story(id).await;
    let scenes = story["scenes"].as_array().unwrap().iter();
    let sources = scenes.flat_map(|scene| scene["illustration"]["sources"].as_array().unwrap());
    sources.map(|source| source["url"].as_str().unwrap().to_owned()).collect()
}

/// What the page may load, as its headers say.
pub async fn policy(readers: &str) -> String {
    let page = reqwest::get(readers).await.unwrap();
    page.headers()["content-security-policy"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_stands_before_the_service_is_in_addresses() {
    let cdn = "https://cdn.example.org/tales";
    let settings: Vec<_> = [("OBJECTS__PUBLIC_BASE", cdn)].into_iter().chain(TINY).collect();
    let server = Server::start_with(&settings).await;
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(1).await;
    reader.whole(&story).await;
    assert!(policy(&server.readers).await.contains("img-src 'self' data: blob: https://cdn.example.org;"));
    for picture in addresses(&reader, &story).await {
        let asked_for = picture.strip_prefix(cdn).unwrap();
        let fetched = reqwest::get(format!("{}{asked_for}", server.readers)).await.unwrap();
        assert_eq!(fetched.status(), 200, "what a CDN asks this service for");
    }
}
