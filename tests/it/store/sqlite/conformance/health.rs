//! The promises of `health` on the embedded engine.

use crate::store::health;
use crate::store::sqlite::FreshStore;

#[tokio::test]
async fn the_probe_passes() {
    health::the_probe_passes(FreshStore::new().store()).await;
}
