//! Models behind the API that `OpenAI` made and many servers speak: hosted ones, and llama.cpp, Ollama, vLLM or
//! `LocalAI` at home.
//!
//! `key` is a secret, `client` a provider's pooled connections, `refusal` what its statuses and errors mean. `chat` is
//! the chat completion, by which [`OpenaiStoryteller`] tells. [`OpenaiPainter`] paints by `images` (what bytes are,
//! `encoded` knows), or edits of them, whose pictures may be elsewhere: `fetch` gets them, and guards whom we ask.
//! [`OpenaiModerator`] judges by `scores`, of which `thresholds` says how much is too much, or by the `verdicts` of a
//! chat model; [`OpenaiCritic`] asks one too. Pictures are `shown` to all of them.

mod chat;
mod client;
mod critic;
mod encoded;
pub mod fetch;
mod images;
mod key;
mod moderator;
mod painter;
mod refusal;
mod scores;
mod shown;
mod storyteller;
mod thresholds;
mod verdicts;

pub use client::Client;
pub use critic::OpenaiCritic;
pub use key::ApiKey;
pub use moderator::OpenaiModerator;
pub use painter::OpenaiPainter;
pub use storyteller::OpenaiStoryteller;
