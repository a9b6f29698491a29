//! Who does the work: one file per stage, under one supervisor tree, assembled last to first by [`topology`].
//!
//! Reading order: the stages ([`request`], [`story`], [`run`], [`scene`], [`illustration`], [`storage`],
//! [`outbox`], [`notification`], [`analytics`], [`maintenance`]); then what they stand on ([`gate`], [`schedule`],
//! [`pool`], [`supervise`]); then the front door ([`service`]).

pub mod analytics;
pub mod illustration;
pub mod maintenance;
pub mod notification;
pub mod outbox;
pub mod request;
pub mod run;
pub mod scene;
pub mod storage;
pub mod story;

pub mod backoff;
pub mod endless;
pub mod gate;
pub mod judge;
pub mod measure;
pub mod model_call;
pub mod patience;
pub mod pool;
mod progress;
pub mod schedule;
pub mod supervise;
mod turns;
pub mod workshop;

pub mod service;
pub mod topology;
