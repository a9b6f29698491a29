//! `/.well-known/jwks.json`: the public keys of our tokens, so that others can check them.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::{CACHE_CONTROL, HeaderValue};
use warp::reply::Response;

use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::response::json;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let gateway = Arc::clone(gateway);
    warp::path!(".well-known" / "jwks.json")
        .and(reading())
        .then(move || {
            let gateway = Arc::clone(&gateway);
            answer(async move { key_set(&gateway) })
        })
        .boxed()
}

/// The public keys by which access tokens can be checked, by `kid` (RFC 7517).
#[utoipa::path(
    get, path = "/.well-known/jwks.json", operation_id = "list_keys", tag = "auth", security(()),
    responses((
        status = 200, description = "The key set", body = serde_json::Value,
        example = json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "8sVkWm1q", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] }),
    )),
)]
pub(super) fn key_set(gateway: &Gateway) -> Answer {
    let mut response = json(StatusCode::OK, &gateway.authenticator.tokens().key_set())?;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}
