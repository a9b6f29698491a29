//! Every integration test, in one binary: one module for each part of the product, tests named as sentences.

mod accounts;
mod analytics;
mod bus;
mod contract;
mod fakes;
mod faults;
mod http_unit;
mod measure;
mod moderation;
mod objects;
mod outbox;
mod page;
mod pictures;
mod request;
mod segmenter;
mod signer;
mod store;
mod story_path;
mod storyteller;
mod support;
mod telemetry;
