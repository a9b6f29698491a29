//! The embedded engine: one SQLite file, one writer with group commit, a few readers.
