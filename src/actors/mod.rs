//! Who does the work: one file or folder per stage, under one supervisor tree, assembled last to first by [`topology`].
//!
//! Reading order: the stages ([`request`], [`dispatch`], [`run`], [`scene`], [`illustration`] and [`storage`] with
//! what these three have in common, [`stage`]; [`outbox`], [`notification`], [`mail`], [`analytics`], [`maintenance`],
//! [`mending`]); whom they ask ([`judge`], [`critique`], [`idempotency`], `pages`); what counts ([`measure`]); then
//! the front door ([`service`]). What they stand on is [`crate::flow`].

pub mod analytics;
pub mod dispatch;
pub mod hedge;
pub mod illustration;
pub mod mail;
pub mod maintenance;
pub mod mending;
pub mod notification;
pub mod outbox;
pub mod request;
pub mod run;
pub mod scene;
pub mod storage;

pub mod critique;
pub mod idempotency;
pub mod judge;
pub mod measure;
mod pages;

mod options;
pub mod service;
pub mod stage;
pub mod topology;

pub use options::{IllustrationOptions, Options, Pools, Role};
