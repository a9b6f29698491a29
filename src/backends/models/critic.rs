//! Who looks at finished pictures.

use async_trait::async_trait;
use bytes::Bytes;

use super::{Answer, ModelError, Terms};
use crate::domain::{Critique, MediaType, Outlier, PictureSpec};

/// A finished picture beside what was asked of its painter.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// One of its encodings, as readers get it.
    pub bytes: Bytes,
    pub media_type: MediaType,
    /// The brief, with the sheets of everybody who should be in it.
    pub spec: PictureSpec,
}

/// Says how well a picture shows what it should. It guards nothing: whoever gets an error has no opinion, and goes on.
#[async_trait]
pub trait Critic: Send + Sync {
    /// Its name in routes, in a story's work and in metrics; unique among critics.
    fn name(&self) -> &str;

    /// On what terms it works.
    fn terms(&self) -> Terms {
        Terms::BUILTIN
    }

    /// Looks at one picture beside its brief.
    async fn review(&self, picture: &Reviewed) -> Result<Answer<Critique>, ModelError>;

    /// Looks at all pages of a book beside each other: which do not belong to the rest.
    async fn review_book(&self, pages: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError>;
}
