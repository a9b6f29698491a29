//! Image generations and edits: what is sent, and the answer, which has the picture in it or says where it is.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use reqwest::multipart::{Form, Part};
use serde::{Deserialize, Serialize};

use super::encoded::media_type_of;
use crate::backends::models::ModelError;
use crate::backends::models::options::AnswerFormat;
use crate::domain::{Reference, Usage};

/// What is asked of `images/generations`. One picture.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ImageRequest {
    pub(super) model: String,
    pub(super) prompt: String,
    pub(super) n: u32,
    /// Pixels, such as `1536x1024`.
    pub(super) size: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) response_format: Option<AnswerFormat>,
}

impl ImageRequest {
    /// The same beside pictures to look at, as `images/edits` takes it.
    pub(super) fn form(self, references: &[Reference]) -> Result<Form, ModelError> {
        let Self { model, prompt, n, size, quality, response_format } = self;
        let optional =
            [("quality", quality), ("response_format", response_format.map(|format| format.as_str().into()))];
        let mut form =
            Form::new().text("model", model).text("prompt", prompt).text("n", n.to_string()).text("size", size);
        for (name, value) in optional {
            if let Some(value) = value {
                form = form.text(name, value);
            }
        }
        for (number, Reference { bytes, .. }) in (1..).zip(references) {
            let media_type = media_type_of(bytes)?;
            let length = bytes.len() as u64;
            let part = Part::stream_with_length(bytes.clone(), length)
                .file_name(format!("{number}.{}", media_type.extension()));
            let part = part.mime_str(media_type.as_str()).expect("media types are well formed");
            form = form.part("image[]", part);
        }
        Ok(form)
    }
}

/// The answer to both.
#[derive(Debug, Deserialize)]
pub(super) struct Images {
    #[serde(default)]
    data: Vec<Image>,
    #[serde(default)]
    usage: Option<ImageUsage>,
}

/// One picture: its bytes, or its address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Image {
    b64_json: Option<String>,
    url: Option<String>,
}

/// Tokens, with providers that count them.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
struct ImageUsage {
    input_tokens: u64,
    output_tokens: u64,
}

/// Where a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Here(Bytes),
    /// At this address, which the provider may have from anybody.
    At(String),
}

/// Some servers leave out the padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Images {
    /// What the call used.
    pub(super) fn used(&self) -> Usage {
        let ImageUsage { input_tokens, output_tokens } = self.usage.unwrap_or_default();
        Usage { input_tokens, output_tokens, ..Usage::of_picture() }
    }

    /// The first picture; more than one is not asked for.
    pub(super) fn first(self) -> Result<Found, ModelError> {
        let Image { b64_json, url } = self.data.into_iter().next().unwrap_or_default();
        let text = b64_json.filter(|text| !text.is_empty()).or(url).filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| unusable("its answer has no picture"))?;
        match inline(&text) {
            Some(encoded) => decoded(encoded).map(Found::Here),
            None => Ok(Found::At(text)),
        }
    }
}

/// The base64 of a picture, alone or as a `data:` address; `None` of any other address.
fn inline(text: &str) -> Option<&str> {
    if let Some(data) = text.strip_prefix("data:") {
        return Some(data.split_once(";base64,").map_or("", |(_, encoded)| encoded));
    }
    (!text.contains("://")).then_some(text)
}

fn decoded(text: &str) -> Result<Bytes, ModelError> {
    let bytes = LENIENT.decode(text.trim()).map_err(|_| unusable("its picture is no base64"))?;
    Ok(bytes.into())
}

fn unusable(reason: &str) -> ModelError {
    ModelError::Unusable(reason.to_owned())
}
