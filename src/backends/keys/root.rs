//! The root of all keys: what wraps them lies outside the store.

use async_trait::async_trait;

use super::secret::SecretKey;

/// What a root could not do.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// The root can't be reached, read or made now. Waiting, or whoever looks after it, may help.
    #[error("the root key ({root}) can't be had: {source}")]
    Unavailable {
        /// Which root, for whoever looks after it.
        root: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It was not wrapped by this root for this context, or it is damaged.
    #[error("the root key ({0}) does not open it")]
    Refused(String),
}

/// Wraps and unwraps the cluster's keys. It is asked at the start and at a rotation, never on a story's path, so it
/// may be far away.
#[async_trait]
pub trait RootKey: Send + Sync {
    /// Which root this is, for whoever looks after it: a file's path, a key's name. No secret.
    fn name(&self) -> String;

    /// Wraps a key for a context, which says what the key is for and is not stored with it.
    async fn wrap(&self, context: &str, key: &SecretKey) -> Result<Vec<u8>, RootError>;

    /// The key again, if this root wrapped it for this context.
    async fn unwrap(&self, context: &str, wrapped: &[u8]) -> Result<SecretKey, RootError>;
}
