//! Listing objects and folders in the order of their keys, which is S3's own. What no key names is not ours.

use std::collections::BTreeSet;

use aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output;
use aws_sdk_s3::operation::list_objects_v2::builders::ListObjectsV2FluentBuilder;

use super::failure::unavailable;
use super::names::{self, below};
use super::read::{length, moment};
use super::storage::Storage;
use crate::backends::objects::{ObjectError, ObjectMeta, ObjectPage};
use crate::domain::{Bucket, ObjectKey, ObjectPrefix};

/// S3 answers at most so many at once.
const MOST: usize = 1_000;

/// What of a prefix comes after a key.
pub(super) async fn page(
    storage: &Storage,
    prefix: &ObjectPrefix,
    after: Option<&ObjectKey>,
    limit: usize,
) -> Result<ObjectPage, ObjectError> {
    let (bucket, place) = storage.names.of_prefix(prefix);
    let limit = limit.max(1);
    let mut listing = Listing::new(storage, &place.bucket, after.map(|after| below(bucket, after.as_str())));
    let mut objects: Vec<ObjectMeta> = Vec::new();
    while let Some(answer) =
        listing.next(|list| list.prefix(&place.name).max_keys(wanted(limit - objects.len()))).await?
    {
        for object in answer.contents.into_iter().flatten() {
            let Some(key) = object.key.as_deref().and_then(|name| names::key(bucket, name)) else { continue };
            let (media_type, modified) = (key.media_type(), moment(object.last_modified.as_ref()));
            objects.push(ObjectMeta { size: length(object.size)?, media_type, modified, key });
        }
        if objects.len() >= limit {
            break;
        }
    }
    let next = objects.last().filter(|_| listing.has_more()).map(|last| last.key.clone());
    Ok(ObjectPage { objects, next })
}

/// The first folders of a bucket after another one.
pub(super) async fn folders(
    storage: &Storage,
    bucket: Bucket,
    after: Option<&ObjectPrefix>,
    limit: usize,
) -> Result<Vec<ObjectPrefix>, ObjectError> {
    let place = storage.names.bucket(bucket);
    // all that is in a folder stands before its name with the sign that follows the slash
    let behind = after.map(|after| format!("{}0", below(bucket, after.as_str()).trim_end_matches('/')));
    let mut listing = Listing::new(storage, &place, behind.as_deref());
    let mut folders = BTreeSet::new();
    while let Some(answer) = listing.next(|list| list.delimiter("/").max_keys(wanted(limit))).await? {
        let names = answer.common_prefixes.into_iter().flatten().filter_map(|found| found.prefix);
        let found = names.filter_map(|name| ObjectPrefix::folder(bucket, name.trim_end_matches('/')).ok());
        folders.extend(found.filter(|folder| after.is_none_or(|after| folder > after)));
        if folders.len() >= limit {
            break;
        }
    }
    Ok(folders.into_iter().take(limit).collect())
}

fn wanted(left: usize) -> i32 {
    i32::try_from(left.clamp(1, MOST)).unwrap_or(1)
}

/// A listing as it goes on.
struct Listing<'a> {
    storage: &'a Storage,
    bucket: &'a str,
    after: Option<&'a str>,
    more: More,
}

/// What is still to be asked for.
enum More {
    Begin,
    From(String),
    Nothing,
}

impl<'a> Listing<'a> {
    fn new(storage: &'a Storage, bucket: &'a str, after: Option<&'a str>) -> Self {
        Self { storage, bucket, after, more: More::Begin }
    }

    fn has_more(&self) -> bool {
        matches!(self.more, More::From(_))
    }

    /// The next answer; `None` behind the last.
    async fn next(
        &mut self,
        of: impl FnOnce(ListObjectsV2FluentBuilder) -> ListObjectsV2FluentBuilder,
    ) -> Result<Option<ListObjectsV2Output>, ObjectError> {
        let list = of(self.storage.client.list_objects_v2().bucket(self.bucket));
        let list = match &self.more {
            More::Begin => list.set_start_after(self.after.map(str::to_owned)),
            More::From(token) => list.continuation_token(token),
            More::Nothing => return Ok(None),
        };
        let answer = list.send().await.map_err(|error| unavailable(self.bucket, &error))?;
        self.more = match (answer.is_truncated, answer.next_continuation_token.clone()) {
            (Some(true), Some(token)) => More::From(token),
            (Some(true), None) => return Err(ObjectError::unavailable("a list that is cut, and can't go on")),
            _ => More::Nothing,
        };
        Ok(Some(answer))
    }
}
