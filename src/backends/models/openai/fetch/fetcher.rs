//! Fetches a picture from where a provider says that it is, without our key, within limits.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode};
use url::{Host, Url};

use super::address::{Reach, may_be_asked};
use super::resolver::{Forbidden, GuardedResolver};
use crate::backends::models::ModelError;
use crate::backends::models::openai::client::{ClientError, bounded};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long nothing may come in the middle of a picture.
const SILENCE: Duration = Duration::from_secs(20);
/// From the first byte asked to the last one read.
const TOTAL: Duration = Duration::from_mins(1);
/// Bytes of a picture.
const LARGEST: usize = 20 * 1024 * 1024;
/// What a picture may be called, the last two by stores that do not look.
const MEDIA_TYPES: [&str; 6] =
    ["image/png", "image/jpeg", "image/jpg", "image/webp", "application/octet-stream", "binary/octet-stream"];

/// Fetches pictures. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PictureFetcher {
    http: reqwest::Client,
    reach: Reach,
}

impl PictureFetcher {
    /// Knows no key and asks no proxy, which would find the addresses of names in our place.
    pub fn new(reach: Reach) -> Result<Self, ClientError> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("ai-tale/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .redirect(Policy::none())
            .dns_resolver(Arc::new(GuardedResolver(reach)))
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .timeout(TOTAL)
            .build()?;
        Ok(Self { http, reach })
    }

    /// The bytes at an address.
    pub(in crate::backends::models::openai) async fn fetch(&self, address: &str) -> Result<Bytes, ModelError> {
        let url = self.look_at(address)?;
        let request = self.http.get(url).header(ACCEPT, "image/png, image/jpeg, image/webp");
        let response = request.send().await.map_err(|error| failed(&error))?;
        check(&response)?;
        bounded(response, LARGEST).await.map(Bytes::from)
    }

    /// An address that may be asked, as far as that can be seen before its name is resolved.
    fn look_at(&self, address: &str) -> Result<Url, ModelError> {
        let url = Url::parse(address).map_err(|_| unusable("its picture has no address"))?;
        let is_private = self.reach == Reach::Private;
        let is_web = url.scheme() == "https" || (is_private && url.scheme() == "http");
        let may_be_asked = match url.host() {
            Some(Host::Domain(_)) => true,
            Some(Host::Ipv4(address)) => may_be_asked(address.into(), self.reach),
            Some(Host::Ipv6(address)) => may_be_asked(address.into(), self.reach),
            None => false,
        };
        let has_login = !url.username().is_empty() || url.password().is_some();
        if is_web && may_be_asked && !has_login { Ok(url) } else { Err(forbidden()) }
    }
}

/// Whether it is there, is called a picture, and does not say that it is too large.
fn check(response: &Response) -> Result<(), ModelError> {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let length = response.content_length().unwrap_or_default();
    match response.status() {
        StatusCode::OK if length > LARGEST as u64 => Err(unusable("its picture is too large")),
        StatusCode::OK if MEDIA_TYPES.contains(&essence.as_str()) => Ok(()),
        StatusCode::OK => Err(unusable("what is at its picture's address is none")),
        status if status.is_redirection() => Err(unusable("its picture's address leads to another one")),
        status => Err(unusable(&format!("its picture's address answered {}", status.as_u16()))),
    }
}

/// The picture is painted, wherever it is: what is lost is billed.
fn failed(error: &reqwest::Error) -> ModelError {
    if is_forbidden(error) { forbidden() } else { ModelError::BrokeOff("its picture can't be fetched".to_owned()) }
}

fn is_forbidden(error: &(dyn Error + 'static)) -> bool {
    error.is::<Forbidden>() || error.source().is_some_and(is_forbidden)
}

fn forbidden() -> ModelError {
    unusable("its picture is at an address that may not be asked")
}

fn unusable(reason: &str) -> ModelError {
    ModelError::Unusable(reason.to_owned())
}
