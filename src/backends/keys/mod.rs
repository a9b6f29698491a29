//! Keys. One root, outside the store: a key file, later a key management service. Under it the cluster's keys, each
//! wrapped by the root and kept in the store's table `keys`. Under two of these the keys of single stories and readers.
//!
//! Reading order: `secret` (32 bytes that nobody sees), `envelope` (what is sealed, and where it may be opened), `root`
//! (the trait) and `file` (the embedded root), `cluster` (kinds, states, and the trait of the table), `ring` (all of a
//! cluster's keys, opened).

mod cluster;
mod envelope;
mod file;
mod ring;
mod root;
mod secret;

use serde::Deserialize;

pub use cluster::{Cluster, KeyId, KeyKind, KeyState, Keys, StoredKey, StoredKeys};
pub use envelope::{OpenError, VERSION, open, seal, unwrap};
pub use file::RootFile;
pub use ring::{ClusterKey, KeyRing, KeysError};
pub use root::{RootError, RootKey};
pub use secret::{SecretKey, random};

/// Where a root key may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A file in the data directory, which this user alone may read.
    File,
}
