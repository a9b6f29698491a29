//! Whether something can be asked over HTTP.

use url::Url;

/// Whether it is `http://` or `https://` with a host, and nothing behind its path.
pub(super) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none() && url.fragment().is_none()
}
