//! The promises on files that are verified, and what a verified object is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use ai_tale::backends::objects::files::FileObjects;
use ai_tale::backends::objects::verified::VerifiedObjects;
use ai_tale::backends::objects::{Body, ObjectError};
use ai_tale::domain::{MediaType, ObjectKey, StoryId};
use bytes::Bytes;
use proptest::test_runner::{TestCaseError, TestRunner};
use tempfile::TempDir;

use super::{Fresh, Shared, conformance, model, streamed};
use crate::kit::cases;

fn open(folder: &Path) -> Shared {
    Arc::new(VerifiedObjects::new(Arc::new(FileObjects::open(folder).unwrap())))
}

/// A key of this content.
fn named(content: &[u8]) -> ObjectKey {
    ObjectKey::illustration(StoryId::new(), 1, content, 80, MediaType::Webp)
}

async fn put(objects: &Shared, key: &ObjectKey, body: impl Into<Body>) -> Result<(), ObjectError> {
    objects.put(key, MediaType::Webp, body.into()).await
}

async fn is_damaged(objects: &Shared, key: &ObjectKey) -> bool {
    let (head, part) = (objects.head(key).await, objects.open(key, Some(0..1)).await);
    let damaged = matches!(head, Err(ObjectError::Damaged));
    assert_eq!(matches!(part, Err(ObjectError::Damaged)), damaged, "every answer says the same");
    damaged
}

#[test]
fn verified_files_answer_as_their_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 32));
    let outcome = runner.run(&model::steps(), |steps| {
        let folder = TempDir::new().unwrap();
        runtime.block_on(model::answers_as_its_model(open(folder.path()), steps));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test]
async fn verified_files_keep_every_promise() {
    let fresh = async || {
        let folder = TempDir::new().unwrap();
        Fresh { objects: open(folder.path()), folder: Some(folder) }
    };
    conformance::reading(fresh).await;
    conformance::bodies(fresh).await;
    conformance::lists(fresh).await;
    conformance::owners(fresh).await;
}

#[tokio::test]
async fn what_a_key_does_not_name_is_refused() {
    let folder = TempDir::new().unwrap();
    let objects = open(folder.path());
    let key = named(b"abcdef");
    let refused = |put: Result<(), ObjectError>| matches!(put, Err(ObjectError::Refused(_)));
    assert!(refused(put(&objects, &key, Bytes::from_static(b"abcdeg")).await));
    assert!(refused(put(&objects, &key, streamed(6, &[b"abc", b"deg"])).await));
    assert_eq!(objects.head(&key).await.unwrap(), None);
    put(&objects, &key, streamed(6, &[b"abc", b"def"])).await.unwrap();
    assert!(!is_damaged(&objects, &key).await);
}

#[tokio::test]
async fn damage_is_told_before_the_first_answer() {
    let folder = TempDir::new().unwrap();
    let key = named(b"a picture");
    put(&open(folder.path()), &key, Bytes::from_static(b"a picture")).await.unwrap();
    let file = folder.path().join(key.as_str());
    for rotten in ["a pictura", "a pict", "", "a picture and more"] {
        fs::write(&file, rotten).unwrap();
        let objects = open(folder.path());
        assert!(is_damaged(&objects, &key).await, "{rotten:?}");
        put(&objects, &key, Bytes::from_static(b"a picture")).await.unwrap();
        assert!(!is_damaged(&objects, &key).await, "its own bytes mend it");
    }
}
