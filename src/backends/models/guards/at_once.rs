//! Models whose answer comes at once, beside their guards: painters, moderators and critics.

use std::time::Duration;

use async_trait::async_trait;

use super::guarded::Guarded;
use crate::backends::models::{Answer, Critic, Judges, ModelError, Moderator, Painter, RawPicture, Reviewed, Terms};
use crate::domain::{Critique, Outlier, PictureSpec, Text, Verdict};

#[async_trait]
impl Painter for Guarded<dyn Painter> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    fn takes_references(&self) -> bool {
        self.inner.takes_references()
    }

    fn hedge_after(&self) -> Option<Duration> {
        self.hedge_after.or_else(|| self.inner.hedge_after())
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        self.guarded(self.terms().price, self.inner.paint(spec)).await
    }
}

#[async_trait]
impl Moderator for Guarded<dyn Moderator> {
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
        self.guarded(self.terms().price, self.inner.check_words(texts)).await
    }

    async fn check_picture(&self, bytes: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        self.guarded(self.terms().price, self.inner.check_picture(bytes)).await
    }
}

#[async_trait]
impl Critic for Guarded<dyn Critic> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn terms(&self) -> Terms {
        self.inner.terms()
    }

    async fn review(&self, picture: &Reviewed) -> Result<Answer<Critique>, ModelError> {
        self.guarded(self.terms().price, self.inner.review(picture)).await
    }

    async fn review_book(&self, pages: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError> {
        self.guarded(self.terms().price, self.inner.review_book(pages)).await
    }
}
