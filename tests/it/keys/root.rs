//! The root, as every one must behave; and what only a file can do wrong.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use ai_tale::backends::keys::{RootError, RootFile};
use tempfile::TempDir;

/// Every promise of the trait, for roots to run.
pub mod conformance {
    use ai_tale::backends::keys::{RootError, RootKey, SecretKey};

    pub async fn a_key_unwraps_in_its_context_alone(root: &dyn RootKey) {
        let key = SecretKey::random();
        let wrapped = root.wrap("stories/1", &key).await.unwrap();
        assert_eq!(root.unwrap("stories/1", &wrapped).await.unwrap().bytes(), key.bytes());
        for context in ["stories/2", "tokens/1", ""] {
            assert!(matches!(root.unwrap(context, &wrapped).await, Err(RootError::Refused(_))), "{context}");
        }
    }

    pub async fn what_is_wrapped_hides_the_key(root: &dyn RootKey) {
        let key = SecretKey::random();
        let (one, other) = (root.wrap("x", &key).await.unwrap(), root.wrap("x", &key).await.unwrap());
        assert_ne!(one, other, "equal keys don't look equal");
        assert!(!one.windows(8).any(|part| key.bytes().windows(8).any(|of_key| part == of_key)));
    }

    pub async fn what_was_damaged_is_refused(root: &dyn RootKey) {
        let wrapped = root.wrap("x", &SecretKey::random()).await.unwrap();
        for at in 0..wrapped.len() {
            let mut damaged = wrapped.clone();
            damaged[at] ^= 1;
            assert!(matches!(root.unwrap("x", &damaged).await, Err(RootError::Refused(_))), "byte {at}");
            assert!(matches!(root.unwrap("x", &wrapped[..at]).await, Err(RootError::Refused(_))), "{at} bytes");
        }
    }

    pub async fn another_root_refuses(root: &dyn RootKey, other: &dyn RootKey) {
        let wrapped = root.wrap("x", &SecretKey::random()).await.unwrap();
        assert!(matches!(other.unwrap("x", &wrapped).await, Err(RootError::Refused(_))));
    }
}

fn made() -> (RootFile, TempDir) {
    let folder = TempDir::new().unwrap();
    (RootFile::open_or_make(folder.path()).unwrap(), folder)
}

#[tokio::test]
async fn a_key_unwraps_in_its_context_alone() {
    conformance::a_key_unwraps_in_its_context_alone(&made().0).await;
}

#[tokio::test]
async fn what_is_wrapped_hides_the_key() {
    conformance::what_is_wrapped_hides_the_key(&made().0).await;
}

#[tokio::test]
async fn what_was_damaged_is_refused() {
    conformance::what_was_damaged_is_refused(&made().0).await;
}

#[tokio::test]
async fn another_root_refuses() {
    conformance::another_root_refuses(&made().0, &made().0).await;
}

#[test]
fn a_root_key_is_made_once() {
    let (_, folder) = made();
    let file = folder.path().join("keys/root.key");
    let content = fs::read(&file).unwrap();
    RootFile::open_or_make(folder.path()).unwrap();
    assert_eq!(fs::read(&file).unwrap(), content);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path().join("keys")).unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn only_a_request_makes_missing_root_keys() {
    let folder = TempDir::new().unwrap();
    let error = RootFile::open(folder.path()).unwrap_err();
    assert!(matches!(&error, RootError::Unavailable { .. }) && error.to_string().contains("root.key"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_damaged_root_key_is_not_replaced() {
    let (_, folder) = made();
    let file = folder.path().join("keys/root.key");
    fs::write(&file, b"short").unwrap();
    let error = RootFile::open_or_make(folder.path()).unwrap_err();
    assert!(error.to_string().contains("not 32 bytes"), "{error}");
    assert_eq!(fs::read(&file).unwrap(), b"short");
}

#[test]
fn a_key_that_others_could_read_is_closed() {
    let (_, folder) = made();
    let path = folder.path().join("keys/root.key");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    RootFile::open(folder.path()).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
