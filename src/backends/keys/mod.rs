//! Keys. One root, outside the store: a key file, later a key management service. Under it the cluster's keys, each
//! wrapped by the root and kept in the store's table `keys`. Under two of these the keys of single stories and readers.
//!
//! Reading order: `secret` (32 bytes that nobody sees), `envelope` (what is sealed, and where it may be opened), `root`
//! (the trait) and `file` (the embedded root), `cluster` (kinds, states, and the trait of the table), `ring` (all of a
//! cluster's keys, opened).

mod cluster;
mod envelope;
mod file;
mod options;
mod ring;
mod root;
mod secret;

pub use cluster::{Cluster, KeyId, KeyKind, KeyState, Keys, StoredKey, StoredKeys};
pub use envelope::{OpenError, VERSION, open, seal, unwrap};
pub use file::RootFile;
pub use options::{Kind, Options};
pub use ring::{ClusterKey, KeyRing, KeysError};
pub use root::{RootError, RootKey};
pub use secret::{SecretKey, random};
