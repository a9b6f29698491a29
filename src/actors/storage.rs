//! The storage stage: a picture's files are put under their content-addressed keys, all before the event names them.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::try_join_all;

use crate::backends::objects::{ObjectError, Objects};
use crate::domain::{Source, StoryId};
use crate::flow::pool::Act;
use crate::pipeline::postprocess::{Encoding, PictureSet};

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
            let stored = job.set.encodings.into_iter().map(|encoding| put(&*objects, job.story, job.scene, encoding));
            try_join_all(stored).await
        }
        .boxed()
    })
}

async fn put(objects: &dyn Objects, story: StoryId, scene: u32, encoding: Encoding) -> Result<Source, ObjectError> {
    let key = encoding.key(story, scene);
    objects.put(&key, encoding.media_type, encoding.bytes.into()).await?;
    Ok(Source { key, media_type: encoding.media_type.as_str().to_owned(), width: encoding.width })
}
