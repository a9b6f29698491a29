//! Removing objects, as many at once as S3 takes.

use std::collections::BTreeMap;

use aws_sdk_s3::types::{Delete, ObjectIdentifier};

use super::failure::{Failure, failure};
use super::storage::Storage;
use crate::backends::objects::{ObjectError, Undeleted};
use crate::domain::ObjectKey;

/// S3 takes at most so many in a call.
const MOST: usize = 1_000;

/// Removes every object; those that met an error are named.
pub(super) async fn all(storage: &Storage, keys: &[ObjectKey]) -> Result<(), Undeleted> {
    let mut by_bucket = BTreeMap::<_, Vec<_>>::new();
    for key in keys {
        by_bucket.entry(storage.names.bucket(key.bucket())).or_default().push(key);
    }
    let (mut left, mut first_failure) = (Vec::new(), None);
    for (bucket, keys) in by_bucket {
        for keys in keys.chunks(MOST) {
            let (kept, met) = some(storage, &bucket, keys).await;
            left.extend(kept);
            first_failure = first_failure.or(met);
        }
    }
    match first_failure {
        None => Ok(()),
        Some(failure) => Err(Undeleted { left, source: ObjectError::unavailable(failure) }),
    }
}

/// Removes objects of a bucket; those that may be there still, and why the first is.
async fn some(storage: &Storage, bucket: &str, keys: &[&ObjectKey]) -> (Vec<ObjectKey>, Option<Failure>) {
    let all = || keys.iter().copied().cloned().collect();
    let named = |key: &&ObjectKey| ObjectIdentifier::builder().key(storage.names.of(key).name).build();
    let objects = keys.iter().map(named).collect::<Result<_, _>>().expect("each has a name");
    let asked = Delete::builder().set_objects(Some(objects)).quiet(true).build().expect("there are objects in it");
    match storage.client.delete_objects().bucket(bucket).delete(asked).send().await {
        Err(error) => (all(), Some(failure(bucket, &error))),
        Ok(done) => {
            let refused = done.errors.unwrap_or_default();
            let is_left = |key: &&&ObjectKey| {
                let name = storage.names.of(key).name;
                refused.iter().any(|error| error.key.as_deref() == Some(name.as_str()))
            };
            let left: Vec<_> = keys.iter().filter(is_left).map(|key| (*key).clone()).collect();
            let met = refused.first().map(|error| Failure::Answered(error.code.clone().unwrap_or_default()));
            // an error about none of them may be about any
            if left.is_empty() && met.is_some() { (all(), met) } else { (left, met) }
        }
    }
}
