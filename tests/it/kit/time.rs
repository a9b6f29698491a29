//! How long a test waits, and the one way in which it does.

use std::time::Duration;

use tokio::time::Instant;

/// The longest that anything may take in a test before it is a failure.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// As [`PATIENCE`], where time is virtual and hours cost nothing.
pub const VIRTUAL_PATIENCE: Duration = Duration::from_hours(2);

/// Waits until something holds.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
