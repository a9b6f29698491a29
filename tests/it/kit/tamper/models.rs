//! Models under a test's control: what they are asked passes its [`super::Tamper`] first.

use ai_tale::backends::models::{
    Answer, Judges, ModelError, Moderator, Painter, RawPicture, Storyteller, Terms, TextStream,
};
use ai_tale::domain::{PictureSpec, Text, Verdict};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;

use super::Tampered;

/// Before a call or after it: nobody who asked can tell.
fn no_model(reason: &'static str) -> ModelError {
    ModelError::BrokeOff(reason.to_owned())
}

#[async_trait]
impl Painter for Tampered<dyn Painter> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    fn takes_references(&self) -> bool {
        self.inner.takes_references()
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        self.tamper.painting(spec);
        self.pass("paint", no_model, self.inner.paint(spec)).await
    }
}

#[async_trait]
impl Storyteller for Tampered<dyn Storyteller> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        self.tamper.telling(&call);
        self.pass("tell", no_model, self.inner.tell(call)).await
    }
}

#[async_trait]
impl Moderator for Tampered<dyn Moderator> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    fn judges(&self) -> Judges {
        self.inner.judges()
    }

    fn knows_language(&self, language: &str) -> bool {
        self.inner.knows_language(language)
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        self.pass("check_words", no_model, self.inner.check_words(texts)).await
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        self.inner.check_picture(bytes).await
    }
}
