//! Addresses of the storage itself, by which a reader gets a picture without this service. They are signed here,
//! without a call, as of the begin of a signing window, so that every reader of the window gets the same.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use url::Url;

use super::names::Place;
use crate::domain::Timestamp;

/// Signature Version 4 takes no longer ones.
const LONGEST: Duration = Duration::from_hours(7 * 24);
/// Credentials that end within this are asked for anew: providers have their next ones some minutes before.
const SOON: Duration = Duration::from_mins(20);

pub(super) struct Presigner {
    region: String,
    /// Where readers reach the storage.
    endpoint: Url,
    path_style: bool,
    known: Mutex<Known>,
}

/// Those of the last window are kept to its end: new ones would be other addresses for the same pictures.
#[derive(Default)]
struct Known {
    latest: Option<Credentials>,
    of_window: Option<(Duration, Option<Credentials>)>,
}

impl Presigner {
    pub(super) fn new(region: String, endpoint: Url, path_style: bool) -> Self {
        Self { region, endpoint, path_style, known: Mutex::default() }
    }

    /// Whether the credentials should be asked for anew: they end before long, or there are none.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        let soon = UNIX_EPOCH + Duration::from_secs(now.as_secs().try_into().unwrap_or(0)) + SOON;
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.latest.as_ref().is_none_or(|latest| !lasts_to(latest, soon))
    }

    /// Asks the chain for credentials; those that it had are good until they end.
    pub(super) async fn refresh(&self, provider: &SharedCredentialsProvider) {
        match provider.provide_credentials().await {
            Ok(credentials) => self.known.lock().unwrap_or_else(PoisonError::into_inner).latest = Some(credentials),
            Err(error) => tracing::warn!(%error, "no credentials to sign addresses of pictures with"),
        }
    }

    /// Where browsers will ask for what is in a bucket.
    pub(super) fn origin(&self, bucket: &str) -> Option<String> {
        Some(self.base(bucket)?.origin().ascii_serialization())
    }

    /// The address of an object, good from `from` (since 1970) for `lasting`; `None` where the credentials end sooner.
    pub(super) fn address(&self, place: &Place, from: Duration, lasting: Duration) -> Option<String> {
        if lasting > LONGEST {
            return None;
        }
        let credentials = self.credentials(from, from + lasting)?;
        let mut url = self.base(&place.bucket)?;
        url.path_segments_mut().ok()?.pop_if_empty().extend(place.name.split('/'));
        let expires = OffsetDateTime::from(UNIX_EPOCH + from + lasting).format(&Rfc2822).ok()?;
        // of its time in caches the address itself tells the end: what is said in seconds would begin anew in each
        url.query_pairs_mut()
            .append_pair("response-cache-control", "public, must-revalidate, immutable")
            .append_pair("response-expires", &expires.replace("+0000", "GMT"));
        spell_blanks(&mut url);
        let mut settings = SigningSettings::default();
        settings.expires_in = Some(lasting);
        settings.signature_location = SignatureLocation::QueryParams;
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        let identity = credentials.into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name("s3")
            .time(UNIX_EPOCH + from)
            .settings(settings)
            .build()
            .ok()?
            .into();
        let request =
            SignableRequest::new("GET", url.as_str(), std::iter::empty(), SignableBody::UnsignedPayload).ok()?;
        let (instructions, _) = sign(request, &parameters).ok()?.into_parts();
        for (name, value) in instructions.params() {
            url.query_pairs_mut().append_pair(name, value);
        }
        spell_blanks(&mut url);
        Some(url.into())
    }

    /// What signs in the window that begins then, if it lasts to the address's end.
    fn credentials(&self, window: Duration, end: Duration) -> Option<Credentials> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.of_window.as_ref().is_none_or(|(of, chosen)| *of != window || chosen.is_none()) {
            let latest = known.latest.clone().filter(|latest| lasts_to(latest, UNIX_EPOCH + end));
            known.of_window = Some((window, latest));
        }
        known.of_window.as_ref()?.1.clone()
    }

    fn base(&self, bucket: &str) -> Option<Url> {
        let mut base = self.endpoint.clone();
        if self.path_style {
            base.path_segments_mut().ok()?.pop_if_empty().push(bucket);
        } else {
            let host = format!("{bucket}.{}", base.host_str()?);
            base.set_host(Some(&host)).ok()?;
        }
        Some(base)
    }
}

/// A blank as S3 spells it; a plus sign is `%2B` in what forms encode.
fn spell_blanks(url: &mut Url) {
    let spelt = url.query().map(|query| query.replace('+', "%20"));
    url.set_query(spelt.as_deref());
}

fn lasts_to(credentials: &Credentials, end: SystemTime) -> bool {
    credentials.expiry().is_none_or(|expiry| expiry >= end)
}
