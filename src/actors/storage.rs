//! The storage stage: a picture's files are put under their content-addressed keys, all before the event names them.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::try_join_all;

use crate::backends::objects::{ObjectError, Objects};
use crate::domain::{Source, StoryId};
use crate::flow::pool::Act;
use crate::pipeline::postprocess::{PictureSet, object_key};

/// A picture set to be put away.
pub struct StoreJob {
    /// Whose.
    pub story: StoryId,
    /// Which scene's.
    pub scene: u32,
    /// The files.
    pub set: PictureSet,
}

/// What the storage stage answers: where the files are, widest last.
pub type StoreAnswer = Result<Vec<Source>, ObjectError>;

/// The storage pool's work.
pub fn act(objects: Arc<dyn Objects>) -> Act<StoreJob, StoreAnswer> {
    Arc::new(move |job| {
        let objects = Arc::clone(&objects);
        async move {
            try_join_all(job.set.encodings.into_iter().map(|encoding| {
                let key = object_key(job.story, job.scene, &encoding);
                let objects = Arc::clone(&objects);
                async move {
                    objects.put(&key, encoding.bytes.clone()).await?;
                    Ok(Source { key, media_type: encoding.media_type.to_owned(), width: encoding.width })
                }
            }))
            .await
        }
        .boxed()
    })
}
