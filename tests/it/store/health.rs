//! Readiness.

use ai_tale::backends::store::Store;

pub async fn the_probe_passes(store: Store) {
    store.health.probe().await.unwrap();
    store.health.probe().await.unwrap();
}
