//! The storage stage: a picture's files are put under their content-addressed keys, all before the event names them.
//!
//! Capacity: `pools.storage.size`, 8 by default: a set is mostly a wait for the disk or the network, and twice as many
//! as painters never keep one of them waiting.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::try_join_all;
use ractor::{ActorCell, SpawnErr};

use crate::actors::stage::{PageKey, Stage, StagePool};
use crate::backends::objects::{ObjectError, Objects, whole};
use crate::domain::{ObjectKey, Source};
use crate::flow::pool::{self, WorkerLost};
use crate::pipeline::postprocess::{Encoding, PictureSet};

/// What the storage stage answers: where the files are, widest last.
pub type StoreAnswer = Result<Vec<Source>, ObjectError>;

/// The pool of writers. Cheap to clone.
#[derive(Clone)]
pub struct StorageStage {
    pool: StagePool,
    objects: Arc<dyn Objects>,
}

impl StorageStage {
    pub async fn start(
        options: pool::Options,
        objects: Arc<dyn Objects>,
        supervisor: ActorCell,
    ) -> Result<Self, SpawnErr> {
        Ok(Self { pool: StagePool::start(Stage::Storage.as_str(), options, supervisor).await?, objects })
    }

    /// Its workers, to be resized and reported.
    #[must_use]
    pub fn pool(&self) -> &StagePool {
        &self.pool
    }

    /// Fetches a stored file; `None` when there is no such file.
    pub async fn fetch(&self, key: &ObjectKey) -> Result<Option<Bytes>, ObjectError> {
        let Some((_, bytes)) = self.objects.open(key, None).await? else { return Ok(None) };
        Ok(Some(whole(bytes).await?))
    }

    /// Puts the files of a page's picture away, all at once.
    pub async fn put_away(&self, page: PageKey, set: PictureSet) -> Result<StoreAnswer, WorkerLost> {
        let objects = Arc::clone(&self.objects);
        let put = async move { try_join_all(set.encodings.iter().map(|file| put(&*objects, page, file))).await };
        self.pool.run(page.as_it_comes(), put).await
    }
}

async fn put(objects: &dyn Objects, page: PageKey, file: &Encoding) -> Result<Source, ObjectError> {
    let key = file.key(page.story, page.scene);
    objects.put(&key, file.media_type, file.bytes.clone().into()).await?;
    Ok(Source { key, media_type: file.media_type.as_str().to_owned(), width: file.width })
}
