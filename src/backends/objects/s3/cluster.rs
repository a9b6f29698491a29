//! Whose objects these are: a small object in the pictures' bucket says it, written once, while there is nothing else.

use aws_sdk_s3::primitives::ByteStream as Pieces;

use super::failure::unavailable;
use super::names::Place;
use super::storage::Storage;
use super::{read, write};
use crate::backends::objects::ObjectError;
use crate::domain::{Bucket, ClusterId};

/// No key begins with a dot.
const NAME: &str = ".cluster";
/// Longer than any id.
const LONGEST: usize = 256;

/// Whether the storage carries this id; an empty one takes it.
pub(super) async fn belongs(storage: &Storage, cluster: ClusterId) -> Result<bool, ObjectError> {
    if carried(storage).await?.is_none() && is_empty(storage).await? {
        mark(storage, cluster).await?;
    }
    Ok(carried(storage).await?.is_some_and(|id| id.trim() == cluster.to_string()))
}

async fn carried(storage: &Storage) -> Result<Option<String>, ObjectError> {
    let Some(mut got) = read::get(storage, &mark_of(storage), None).await? else { return Ok(None) };
    let mut id = Vec::new();
    while let Some(piece) = got.body.try_next().await.map_err(ObjectError::unavailable)? {
        id.extend_from_slice(&piece);
        if id.len() > LONGEST {
            break;
        }
    }
    Ok(Some(String::from_utf8_lossy(&id).into_owned()))
}

/// Whether no bucket has an object: names that begin with a dot are none.
async fn is_empty(storage: &Storage) -> Result<bool, ObjectError> {
    for bucket in storage.names.buckets() {
        // few begin with a dot
        let list = storage.client.list_objects_v2().bucket(&bucket).max_keys(10);
        let answer = list.send().await.map_err(|error| unavailable(&bucket, &error))?;
        let mut names = answer.contents.iter().flatten().filter_map(|object| object.key.as_deref());
        if names.any(|name| !name.starts_with('.')) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Of two that find it empty at once, one is the first.
async fn mark(storage: &Storage, cluster: ClusterId) -> Result<(), ObjectError> {
    let id = cluster.to_string();
    let put = || write::request(storage, &mark_of(storage)).body(Pieces::from(id.clone().into_bytes()));
    write::put_once(&mark_of(storage), put).await.map(drop)
}

/// Where the id stands.
fn mark_of(storage: &Storage) -> Place {
    Place { bucket: storage.names.bucket(Bucket::Illustrations), name: NAME.to_owned() }
}
