//! The embedded objects: one file for each key under a folder.
//!
//! An object appears whole or not at all ([`write`]); it is read piece by piece ([`read`]); folders that its removal
//! leaves empty go with it ([`remove`]); a file of its own says whose they are ([`cluster`]). All of that blocks, so
//! [`adapter`] runs it on blocking threads.

mod adapter;
mod blocking;
mod cluster;
mod list;
mod read;
mod remove;
mod root;
mod write;

pub use adapter::FileObjects;
