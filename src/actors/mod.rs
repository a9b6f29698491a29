//! Who does the work: one file per stage, under one supervisor tree.

pub mod analytics;
pub mod backoff;
pub mod endless;
pub mod measure;
pub mod notification;
pub mod outbox;
