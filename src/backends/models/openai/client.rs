//! A provider's pooled connections: HTTP/2 where it is offered, TLS by rustls, a limit on every wait and every body.

use std::time::Duration;

use futures_util::StreamExt;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use url::Url;

use super::ApiKey;
use super::refusal;
use crate::backends::models::ModelError;
use crate::backends::models::guards::RateFeedback;
use crate::backends::models::guards::rate_headers::rate_limits;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_mins(1);
/// How often a quiet connection is asked whether it lives.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// Bytes of an answer that is no picture: what a page of words takes, many times over.
const LONGEST_JSON: usize = 4 * 1024 * 1024;
/// Bytes of an error that are read.
const LONGEST_ERROR: usize = 64 * 1024;

/// One provider. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    /// Ends with a slash.
    base: Url,
    /// Hears what it says of its limits.
    rate: RateFeedback,
}

#[derive(Deserialize)]
struct Listing {
    #[serde(default)]
    data: Vec<ListedModel>,
}

#[derive(Deserialize)]
struct ListedModel {
    id: String,
}

/// An address or a key of which no client can be made.
#[derive(Debug, thiserror::Error)]
#[error("no connection can be made of it")]
pub struct ClientError(#[from] reqwest::Error);

impl Client {
    /// A client for the API at this address; connects when it is first asked. No proxy of the environment is used,
    /// and no redirect followed: the key goes where the operator said.
    pub fn new(base: &Url, key: Option<&ApiKey>, rate: RateFeedback) -> Result<Self, ClientError> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            headers.insert(AUTHORIZATION, key.header());
        }
        let http = reqwest::Client::builder()
            .default_headers(headers)
            .user_agent(concat!("ai-tale/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .tcp_keepalive(KEEPALIVE)
            .http2_keep_alive_interval(KEEPALIVE)
            .http2_keep_alive_timeout(CONNECT)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let mut base = base.clone();
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        Ok(Self { http, base, rate })
    }

    /// A call whose answer is JSON.
    pub(super) async fn call<A: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<A, ModelError> {
        json(self.post(path, body).await?, LONGEST_JSON).await
    }

    /// The names of the models that it offers: a call that costs nothing.
    pub async fn models(&self) -> Result<Vec<String>, ModelError> {
        let Listing { data } = json(self.send(self.request(Method::GET, "models")).await?, LONGEST_JSON).await?;
        Ok(data.into_iter().map(|model| model.id).collect())
    }

    /// A call whose answer is read by whoever makes it.
    pub(super) async fn post(&self, path: &str, body: &impl Serialize) -> Result<Response, ModelError> {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// A request below the API's address.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = self.base.join(path).expect("the paths of the API are relative ones");
        self.http.request(method, url)
    }

    /// The answer, where its status says that it is one.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Response, ModelError> {
        let response = request.send().await.map_err(|error| lost(&error))?;
        self.hear(&response);
        if response.status().is_success() {
            return Ok(response);
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let body = bounded(response, LONGEST_ERROR).await.unwrap_or_default();
        Err(refusal::error_of(status, &headers, &body))
    }

    /// Tells the bucket before the calls what the provider says of its limits.
    fn hear(&self, response: &Response) {
        let (status, headers) = (response.status(), response.headers());
        if let Some(limits) = rate_limits(|name| headers.get(name)?.to_str().ok()) {
            self.rate.said(limits);
        }
        let retry_after = refusal::retry_after(headers);
        if status.is_success() {
            self.rate.accepted();
        } else if status == StatusCode::TOO_MANY_REQUESTS || (status.is_server_error() && retry_after.is_some()) {
            self.rate.throttled(retry_after);
        }
    }
}

/// An answer of so many bytes at most as JSON, or why it is none. A 200 with an error in it is that error.
pub(super) async fn json<A: DeserializeOwned>(response: Response, most: usize) -> Result<A, ModelError> {
    let body = bounded(response, most).await?;
    if let Some(error) = refusal::error_in(&body) {
        return Err(error);
    }
    serde_json::from_slice(&body).map_err(|_| ModelError::Unusable("its answer is not the JSON of this API".to_owned()))
}

/// A whole body, as long as it is not too long.
pub(super) async fn bounded(response: Response, most: usize) -> Result<Vec<u8>, ModelError> {
    let mut body = Vec::new();
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        body.extend_from_slice(&chunk.map_err(|error| lost(&error))?);
        if body.len() > most {
            return Err(ModelError::Unusable(format!("its answer is longer than {most} bytes")));
        }
    }
    Ok(body)
}

/// A connection that could not be made, or broke. Its address is left out: it says nothing that the model's name does
/// not.
pub(super) fn lost(error: &reqwest::Error) -> ModelError {
    if error.is_connect() {
        return ModelError::Unavailable { reason: "it can't be reached".to_owned(), retry_after: None };
    }
    let reason = match error {
        error if error.is_timeout() => "it did not answer in time",
        error if error.is_body() || error.is_decode() => "its answer broke off",
        _ => "the connection failed",
    };
    ModelError::BrokeOff(reason.to_owned())
}
