//! Models behind the API that `OpenAI` made and many servers speak: hosted ones, and llama.cpp, Ollama, vLLM or
//! `LocalAI` at home.
//!
//! `key` is a secret, `client` a provider's pooled connections, `refusal` what its statuses and errors mean. `chat` is
//! the streamed chat completion, by which [`OpenaiStoryteller`] tells; [`OpenaiModerator`] judges by scores, of which
//! `thresholds` says how much is too much.

mod chat;
mod client;
mod key;
mod moderator;
mod refusal;
mod storyteller;
mod thresholds;

pub use client::Client;
pub use key::ApiKey;
pub use moderator::OpenaiModerator;
pub use storyteller::OpenaiStoryteller;
