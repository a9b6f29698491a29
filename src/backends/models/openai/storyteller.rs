//! Tells stories by streamed chat completions.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;
use sse_stream::SseByteStream;

use super::Client;
use super::chat::{ChatRequest, Choice, Completion, Words};
use super::client::{bounded, lost};
use super::refusal;
use crate::backends::models::options::StorytellerOptions;
use crate::backends::models::{ModelError, Storyteller, Terms, TextChunk, TextStream};
use crate::domain::{Usage, tokens_of};
use crate::pipeline::story_prompt::{StoryCall, StoryPrompt};

/// Bytes of an answer with everything around its words: thoughts, frames, an empty frame now and then.
const LONGEST_STREAM: usize = 16 * 1024 * 1024;
/// What ends a stream.
const DONE: &[u8] = b"[DONE]";

/// A storyteller behind `chat/completions`.
pub struct OpenaiStoryteller {
    options: StorytellerOptions,
    client: Client,
}

impl OpenaiStoryteller {
    /// As these options say, through this client.
    #[must_use]
    pub const fn new(options: StorytellerOptions, client: Client) -> Self {
        Self { options, client }
    }

    fn request(&self, StoryPrompt { instructions, wish }: &StoryPrompt) -> ChatRequest {
        let options = &self.options;
        let request = ChatRequest::new(&options.provider.model, instructions, json!(wish), options.most_tokens());
        request.streamed(options.stream_usage, options.temperature)
    }
}

#[async_trait]
impl Storyteller for OpenaiStoryteller {
    fn name(&self) -> &str {
        &self.options.provider.name
    }

    fn terms(&self) -> Terms {
        self.options.terms()
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let prompt = StoryPrompt::of(&call);
        let asked = tokens_of(&prompt.instructions) + tokens_of(&prompt.wish);
        let response = self.client.post("chat/completions", &self.request(&prompt)).await?;
        let answer = if is_stream(&response) { streamed(response) } else { at_once(response).await? };
        let reading = Reading { answer, asked, said: 0, usage: None, ending: None };
        Ok(stream::unfold(Some(State::Reading(reading)), next).boxed())
    }
}

fn is_stream(response: &Response) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|value| value.trim_start().starts_with("text/event-stream"))
}

/// What a provider sends, one piece after the other; the end of it is the end of the answer.
type Pieces = BoxStream<'static, Result<Completion, ModelError>>;

/// The pieces of an event stream.
fn streamed(response: Response) -> Pieces {
    let mut read = 0;
    let bytes =
        response.bytes_stream().map_err(|error| lost(&error)).and_then(move |bytes: Bytes| {
            read += bytes.len();
            let is_too_long = read > LONGEST_STREAM;
            async move {
                if is_too_long { Err(ModelError::Unusable("its answer has no end".to_owned())) } else { Ok(bytes) }
            }
        });
    let events = SseByteStream::new(Box::pin(bytes)).filter_map(|event| async {
        match event {
            Ok(event) => event.data.map(Ok),
            Err(sse_stream::Error::Body(error)) => Some(Err(broken(error))),
            Err(_) => Some(Err(ModelError::Unusable("its answer is no event stream".to_owned()))),
        }
    });
    events.map(|event| event.and_then(|data| piece(data.as_bytes()))).boxed()
}

/// The error that ended a stream, as it was before the parser wrapped it.
fn broken(error: Box<dyn std::error::Error + Send + Sync>) -> ModelError {
    error
        .downcast::<ModelError>()
        .map_or_else(|_| ModelError::Unusable("its answer broke off".to_owned()), |error| *error)
}

fn piece(data: &[u8]) -> Result<Completion, ModelError> {
    if data.trim_ascii() == DONE {
        return Ok(Completion { is_last: true, ..Completion::default() });
    }
    if let Some(error) = refusal::error_in(data) {
        return Err(error);
    }
    serde_json::from_slice(data).map_err(|_| ModelError::Unusable("a piece of its answer is no JSON".to_owned()))
}

/// The answer of a server that does not stream.
async fn at_once(response: Response) -> Result<Pieces, ModelError> {
    let body = bounded(response, LONGEST_STREAM).await?;
    let whole = piece(&body)?;
    Ok(stream::iter([Ok(whole)]).boxed())
}

/// An answer that is being read.
struct Reading {
    answer: Pieces,
    /// Tokens of the prompt, and of the words so far, as we count them: for a provider that counts none.
    asked: u64,
    said: u64,
    usage: Option<Usage>,
    /// Why it stopped, as it said.
    ending: Option<Ending>,
}

/// What a `finish_reason` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// It has said its last word.
    Whole,
    /// It was cut at its limit of tokens.
    Cut,
    /// It, or a filter before it, would not go on.
    Refused,
}

/// Where the reading of an answer is.
enum State {
    Reading(Reading),
    /// What it used was said; why it was no good end comes now.
    Failed(ModelError),
}

/// The next words; at the end what they used, and then why it was no good end.
async fn next(state: Option<State>) -> Option<(Result<TextChunk, ModelError>, Option<State>)> {
    let mut reading = match state? {
        State::Reading(reading) => reading,
        State::Failed(error) => return Some((Err(error), None)),
    };
    let end = loop {
        match reading.answer.next().await {
            Some(Ok(piece)) if piece.is_last => break reading.end(true),
            Some(Ok(piece)) => {
                if let Some(words) = reading.take(piece) {
                    return Some((Ok(TextChunk::Text(words)), Some(State::Reading(reading))));
                }
            }
            Some(Err(error)) => break Err(error),
            None => break reading.end(false),
        }
    };
    match end {
        // nobody knows what it used: whoever asked counts the most
        Err(error) if reading.usage.is_none() => Some((Err(error), None)),
        end => Some((Ok(TextChunk::Usage(reading.used())), end.err().map(State::Failed))),
    }
}

impl Reading {
    /// The words of a piece; what it says of the answer is kept.
    fn take(&mut self, piece: Completion) -> Option<Bytes> {
        if let Some(usage) = piece.usage {
            self.usage = Some(usage.into());
        }
        let Choice { delta, message, finish_reason } = piece.choices.into_iter().next()?;
        let Words { content, refusal } = delta.or(message).unwrap_or_default();
        self.ending = match finish_reason.as_deref() {
            _ if refusal.is_some_and(|refusal| !refusal.is_empty()) => Some(Ending::Refused),
            Some("length" | "max_tokens") => Some(Ending::Cut),
            Some("content_filter") => Some(Ending::Refused),
            Some(_) => self.ending.or(Some(Ending::Whole)),
            None => self.ending,
        };
        let words = content.filter(|words| !words.is_empty())?;
        self.said += tokens_of(&words);
        Some(Bytes::from(words))
    }

    /// Whether it ended well, or came to its mark without saying how it ended.
    fn end(&self, is_marked: bool) -> Result<(), ModelError> {
        match self.ending {
            Some(Ending::Whole) => Ok(()),
            None if is_marked => Ok(()),
            Some(Ending::Cut) => Err(ModelError::Unusable("its answer was cut at its limit of tokens".to_owned())),
            Some(Ending::Refused) => {
                Err(ModelError::Refused("it stopped at something that it will not tell".to_owned()))
            }
            None => Err(ModelError::BrokeOff("its answer broke off".to_owned())),
        }
    }

    /// What the call used, as the provider says or as we count.
    fn used(&self) -> Usage {
        let counted = Usage { input_tokens: self.asked, output_tokens: self.said, ..Usage::default() };
        self.usage.unwrap_or(counted)
    }
}
