//! A text as a chat model says it: in tokens, with its end and what it used.

use bytes::Bytes;
use serde_json::{Value, json};

use super::super::{Call, Reply, Step};

/// Letters of a token.
const TOKEN: usize = 4;

/// A text, and how it is said.
pub struct Speech {
    text: String,
    finish: &'static str,
    reasoning: &'static str,
    is_counted: bool,
}

impl Speech {
    /// A text that ends where its model wanted it to.
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), finish: "stop", reasoning: "", is_counted: true }
    }

    /// Why it ends: `stop`, `length`, `content_filter`.
    pub fn ends_by(mut self, finish: &'static str) -> Self {
        self.finish = finish;
        self
    }

    /// What the model thinks before it speaks.
    pub fn reasoning(mut self, reasoning: &'static str) -> Self {
        self.reasoning = reasoning;
        self
    }

    /// It says nothing of what it used, whoever asks.
    pub fn uncounted(mut self) -> Self {
        self.is_counted = false;
        self
    }

    /// Streamed, if the call says so.
    pub fn reply(&self, call: &Call) -> Reply {
        let pace = call.shelf.pace();
        if call.body["stream"] != true {
            return Reply::json(200, &self.whole(call)).after(pace.first_token);
        }
        let mut steps = vec![Step::Wait(pace.first_token)];
        let mut say = |event: &Value| steps.push(Step::Send(frame(event)));
        say(&chunk(call, &json!({ "role": "assistant", "content": "" }), None));
        if !self.reasoning.is_empty() {
            say(&chunk(call, &json!({ "reasoning_content": self.reasoning }), None));
        }
        for token in tokens(&self.text) {
            if !pace.token.is_zero() {
                steps.push(Step::Wait(pace.token));
            }
            steps.push(Step::Send(frame(&chunk(call, &json!({ "content": token }), None))));
        }
        steps.push(Step::Send(frame(&chunk(call, &json!({}), Some(self.finish)))));
        if self.is_counted && call.body["stream_options"]["include_usage"] == true {
            let mut last = chunk(call, &json!({}), None);
            last["choices"] = json!([]);
            last["usage"] = self.usage(call);
            steps.push(Step::Send(frame(&last)));
        }
        steps.push(Step::Send(Bytes::from_static(b"data: [DONE]\n\n")));
        Reply::events(steps)
    }

    fn whole(&self, call: &Call) -> Value {
        let mut message = json!({ "role": "assistant", "content": self.text, "refusal": null });
        if !self.reasoning.is_empty() {
            message["reasoning_content"] = self.reasoning.into();
        }
        let choice = json!({ "index": 0, "message": message, "logprobs": null, "finish_reason": self.finish });
        let mut whole = json!({ "id": "chatcmpl-1", "object": "chat.completion", "created": 1_790_000_000,
            "model": call.body["model"], "choices": [choice] });
        if self.is_counted {
            whole["usage"] = self.usage(call);
        }
        whole
    }

    fn usage(&self, call: &Call) -> Value {
        let input = call.body["messages"].to_string().len().div_ceil(TOKEN);
        let (output, thought) = (tokens(&self.text).len(), self.reasoning.len().div_ceil(TOKEN));
        json!({ "prompt_tokens": input, "completion_tokens": output + thought, "total_tokens": input + output + thought,
            "completion_tokens_details": { "reasoning_tokens": thought } })
    }
}

/// An event of a stream.
pub fn frame(event: &Value) -> Bytes {
    format!("data: {event}\n\n").into()
}

/// A part of an answer.
pub fn chunk(call: &Call, delta: &Value, finish: Option<&str>) -> Value {
    let choice = json!({ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish });
    json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_790_000_000,
        "model": call.body["model"], "choices": [choice], "usage": null })
}

fn tokens(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(TOKEN).map(|token| token.iter().collect()).collect()
}
