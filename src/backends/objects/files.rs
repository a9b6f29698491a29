//! The embedded objects: files under the data directory.
