//! Paints by image generations, and by image edits where the heroes' pictures are there to look at.

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Method;

use super::Client;
use super::client::json;
use super::encoded::media_type_of;
use super::fetch::PictureFetcher;
use super::images::{Found, ImageRequest, Images};
use crate::backends::models::options::PainterOptions;
use crate::backends::models::{Answer, ModelError, Painter, RawPicture, Terms};
use crate::domain::PictureSpec;

/// Bytes of an answer with a picture in it: a page in PNG has 4 MB, and a third more in base64.
const LONGEST_ANSWER: usize = 20 * 1024 * 1024;

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

    /// Paints one picture, beside encoded pictures of its heroes, where this painter takes them.
    pub async fn paint_beside(
        &self,
        spec: &PictureSpec,
        references: &[Bytes],
    ) -> Result<Answer<RawPicture>, ModelError> {
        let request = self.request(spec);
        let response = if self.options.references && !references.is_empty() {
            let edits = self.client.request(Method::POST, "images/edits");
            self.client.send(edits.multipart(request.form(references)?)).await?
        } else {
            self.client.post("images/generations", &request).await?
        };
        let images: Images = json(response, LONGEST_ANSWER).await?;
        let usage = images.used();
        let bytes = self.bytes_of(images.first()?).await?;
        Ok(Answer { value: RawPicture { bytes, drawn: None }, usage })
    }

    fn request(&self, spec: &PictureSpec) -> ImageRequest {
        ImageRequest {
            model: self.options.provider.model.clone(),
            prompt: spec.prompt.clone(),
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
        let references: Vec<Bytes> = spec.references.iter().map(|reference| reference.bytes.clone()).collect();
        self.paint_beside(spec, &references).await
    }
}
