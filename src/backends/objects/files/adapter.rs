//! The trait over a folder: each call is one piece of blocking work.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use async_trait::async_trait;

use super::blocking::blocking;
use super::root::Root;
use super::{cluster, list, read, remove, write};
use crate::backends::folder;
use crate::backends::objects::{Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted};
use crate::domain::{Bucket, ClusterId, MediaType, ObjectKey, ObjectPrefix};

/// Objects in a folder that this process alone writes.
pub struct FileObjects {
    root: Root,
}

impl FileObjects {
    /// Opens the folder, makes it where it is missing, and removes what a crash left half written.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let root = Root::new(folder);
        folder::make(&root.temporary())?;
        for leftover in fs::read_dir(root.temporary())? {
            fs::remove_file(leftover?.path())?;
        }
        Ok(Self { root })
    }
}

#[async_trait]
impl Objects for FileObjects {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        // a file has no other place for it than its name
        if media_type != key.media_type() {
            return Err(ObjectError::Refused("its media type is not that of its key"));
        }
        write::put(&self.root, key, body).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        let key = key.clone();
        blocking(&self.root, move |root| root.unless_absent(read::meta(root, key))).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        read::open(&self.root, key, range).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        let asked = keys.to_vec();
        match blocking(&self.root, move |root| Ok(remove::all(root, &asked))).await {
            Ok(done) => done,
            Err(source) => Err(Undeleted { left: keys.to_vec(), source }),
        }
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        let (prefix, after) = (prefix.clone(), after.cloned());
        blocking(&self.root, move |root| list::page(root, &prefix, after.as_ref(), limit)).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        let after = after.cloned();
        blocking(&self.root, move |root| list::folders(root, bucket, after.as_ref(), limit)).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        blocking(&self.root, move |root| cluster::belongs(root, cluster)).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        blocking(&self.root, write::probe).await
    }
}
