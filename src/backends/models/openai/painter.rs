//! Paints by image generations, and by image edits where the heroes' pictures are there to look at.

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::{Method, Response};

use super::Client;
use super::client::json;
use super::encoded::media_type_of;
use super::fetch::PictureFetcher;
use super::images::{Found, ImageRequest, Images};
use crate::backends::models::options::PainterOptions;
use crate::backends::models::{Answer, ModelError, Painter, RawPicture, Terms};
use crate::domain::PictureSpec;
use crate::pipeline::illustration::beside;

/// Bytes of an answer with a picture in it: a page in PNG has 4 MB, and a third more in base64.
const LONGEST_ANSWER: usize = 20 * 1024 * 1024;
/// Pictures that a model looks at beside a prompt, at the most.
const MOST_REFERENCES: usize = 8;

/// A painter behind `images/generations` and `images/edits`.
pub struct OpenaiPainter {
    options: PainterOptions,
    client: Client,
    fetcher: PictureFetcher,
}

impl OpenaiPainter {
    /// Asks this client, and fetches what the answers point at.
    #[must_use]
    pub const fn new(options: PainterOptions, client: Client, fetcher: PictureFetcher) -> Self {
        Self { options, client, fetcher }
    }

    /// The answer to a brief; with the pictures of its heroes beside it, where this painter takes them.
    async fn ask(&self, spec: &PictureSpec) -> Result<Response, ModelError> {
        let references = &spec.references[..spec.references.len().min(MOST_REFERENCES)];
        if !self.options.references || references.is_empty() {
            return self.client.post("images/generations", &self.request(spec.prompt.clone())).await;
        }
        let request = self.request(beside(&spec.prompt, references));
        let edits = self.client.request(Method::POST, "images/edits");
        self.client.send(edits.multipart(request.form(references)?)).await
    }

    fn request(&self, prompt: String) -> ImageRequest {
        ImageRequest {
            model: self.options.provider.model.clone(),
            prompt,
            n: 1,
            size: self.options.size.to_string(),
            quality: self.options.quality.clone(),
            response_format: self.options.response_format,
        }
    }

    async fn bytes_of(&self, found: Found) -> Result<Bytes, ModelError> {
        let bytes = match found {
            Found::Here(bytes) => bytes,
            Found::At(address) => self.fetcher.fetch(&address).await?,
        };
        // what it says it is counts for nothing
        media_type_of(&bytes).map(|_| bytes)
    }
}

#[async_trait]
impl Painter for OpenaiPainter {
    fn name(&self) -> &str {
        &self.options.provider.name
    }

    fn terms(&self) -> Terms {
        self.options.provider.terms()
    }

    fn takes_references(&self) -> bool {
        self.options.references
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        let images: Images = json(self.ask(spec).await?, LONGEST_ANSWER).await?;
        let usage = images.used();
        let bytes = self.bytes_of(images.first()?).await?;
        Ok(Answer { value: RawPicture { bytes, drawn: None }, usage })
    }
}
