//! Objects on anything that speaks S3: AWS, or a server of one's own.
//!
//! `connect` makes the client, `names` tells which bucket and name a key has there, `storage` is both with the
//! settings. `adapter` is the trait, over `write` (and `multipart`, with what both have `sent`), `read`, `list`,
//! `remove` and `cluster`; `presign` makes the addresses at which readers get pictures from the storage itself;
//! `failure` puts in words what went wrong.

mod adapter;
mod cluster;
mod connect;
mod failure;
mod list;
mod multipart;
mod names;
mod presign;
mod read;
mod remove;
mod sent;
mod storage;
mod write;

pub use adapter::S3Objects;
