//! A client of the options: its own timeouts and tries, the AWS chain's credentials, rustls on ring.

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::{Builder, StalledStreamProtectionConfig};
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;

use crate::backends::objects::options::S3Options;

/// What is used where the configuration names none, at a server of one's own (most don't care), and on AWS where its
/// chain names none either.
const REGION: &str = "us-east-1";
/// A body that does not move for so long has broken off.
const STALLED: Duration = Duration::from_secs(20);

/// The settings that every client of AWS shares: region, credentials (the AWS chain's where none are given), timeouts,
/// tries.
pub(super) async fn settings(options: &S3Options, credentials: Option<SharedCredentialsProvider>) -> SdkConfig {
    let https = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(options.connect_timeout)
        .operation_attempt_timeout(options.attempt_timeout)
        .build();
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(https)
        .timeout_config(timeouts)
        // addresses are signed by this machine's clock alone: better that every call says that it is wrong
        .disable_clock_skew_correction(true)
        .retry_config(RetryConfig::standard().with_max_attempts(options.attempts))
        .stalled_stream_protection(StalledStreamProtectionConfig::enabled().grace_period(STALLED).build());
    let loader = match credentials {
        Some(given) => loader.credentials_provider(given),
        None => loader,
    };
    let loader = match region(options) {
        Some(region) => loader.region(region),
        None => loader,
    };
    let settings = loader.load().await;
    if settings.region().is_some() {
        return settings;
    }
    settings.into_builder().region(Region::from_static(REGION)).build()
}

/// `None`: AWS's chain knows it, and asks the machine itself where it must.
fn region(options: &S3Options) -> Option<Region> {
    match (options.region.as_str(), options.endpoint.as_str()) {
        ("", "") => None,
        ("", _) => Some(Region::from_static(REGION)),
        (region, _) => Some(Region::new(region.to_owned())),
    }
}

/// Where the storage is: said, so that what stands in AWS's own variables and profiles leads no call elsewhere than the
/// addresses that readers get.
pub(super) fn endpoint(options: &S3Options, region: &str) -> String {
    match options.endpoint.as_str() {
        "" if region.starts_with("cn-") => format!("https://s3.{region}.amazonaws.com.cn"),
        "" => format!("https://s3.{region}.amazonaws.com"),
        endpoint => endpoint.to_owned(),
    }
}

/// The client itself. Nothing is sent yet.
pub(super) fn client(settings: &SdkConfig, options: &S3Options, endpoint: &str) -> Client {
    Client::from_conf(Builder::from(settings).force_path_style(options.path_style).endpoint_url(endpoint).build())
}
