//! Putting a picture's files away, however long the storage takes.

use std::time::Duration;

use super::stop::{Failure, Stop};
use super::telling::Telling;
use crate::backends::objects::ObjectError;
use crate::domain::Source;
use crate::flow::backoff::Backoff;
use crate::flow::pool::WorkerLost;
use crate::pipeline::postprocess::PictureSet;

/// How often in a row storing a picture may lose its worker: more is a defect or a machine in trouble.
const MAX_LOSSES: u32 = 6;

/// Objects first, event after; waits out a storage that can't write now, and nothing else.
pub async fn put_away(telling: &Telling, scene: u32, set: PictureSet) -> Result<Vec<Source>, Stop> {
    let (mut backoff, mut losses) = (Backoff::new(Duration::from_millis(100), Duration::from_secs(5)), 0);
    loop {
        match telling.context.storage.put_away(telling.page(scene), set.clone()).await {
            Ok(Ok(sources)) => return Ok(sources),
            Ok(Err(ObjectError::Refused(reason))) => panic!("a picture was made that is not to be stored: {reason}"),
            Ok(Err(error)) => {
                losses = 0;
                tracing::warn!(%error, "a picture can't be stored now; waiting");
            }
            Err(WorkerLost) if losses + 1 >= MAX_LOSSES => return Err(Failure::Internal.into()),
            Err(error) => {
                losses += 1;
                tracing::warn!(%error, "a picture is stored again");
            }
        }
        backoff.wait().await;
    }
}
