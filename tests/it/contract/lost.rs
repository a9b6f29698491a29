//! Addresses at which there is nothing: a page for people, a problem document for programs.

use reqwest::{Method, Response};

use super::checks::refused;
use crate::kit::Server;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

async fn ask(server: &Server, method: Method, path: &str, accept: &str) -> Response {
    let call = reqwest::Client::new().request(method, format!("{}{path}", server.readers));
    call.header("accept", accept).send().await.unwrap()
}

#[tokio::test]
async fn a_browser_gets_a_page_of_the_house() {
    let server = Server::start().await;
    for path in ["/no/such/page", "/story", "/index.html", "/v2/stories", "/metrics"] {
        let answer = ask(&server, Method::GET, path, BROWSER).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
        assert!(answer.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
        assert!(answer.headers().contains_key("x-request-id"));
        assert_eq!(answer.headers()["vary"], "accept");
        assert!(!answer.headers().contains_key("etag"), "it is no version of a page");
        let page = answer.text().await.unwrap();
        assert!(page.contains("href=\"/\"") && !page.contains(path), "{page}");
    }
    let head = ask(&server, Method::HEAD, "/nowhere", BROWSER).await;
    assert_eq!(head.status(), 404);
    assert_eq!(head.headers()["content-type"], "text/html; charset=utf-8");
}

#[tokio::test]
async fn a_program_gets_a_problem_document() {
    let server = Server::start().await;
    for accept in ["*/*", "application/json", "application/json, text/html", "text/html;q=0", "text/css"] {
        refused(ask(&server, Method::GET, "/no/such/page", accept).await, 404, "not_found").await;
    }
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/stories/x/y"] {
        refused(ask(&server, Method::GET, path, BROWSER).await, 404, "not_found").await;
    }
    refused(ask(&server, Method::POST, "/no/such/page", BROWSER).await, 404, "not_found").await;
    refused(ask(&server, Method::PUT, "/v1/stories/x", BROWSER).await, 405, "method_not_allowed").await;
}
