//! A critic that says what a test says, and remembers what it looked at.

use std::sync::{Arc, Mutex};

use ai_tale::backends::models::{Answer, Critic, ModelError, Reviewed};
use ai_tale::domain::{ContentHash, Critique, Outlier, PictureSpec, Scores};
use async_trait::async_trait;
use futures_util::future::BoxFuture;

use super::fakes::lock;
use super::players::unpaid;

/// A picture that was looked at: its page, and what it is by its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub scene: u32,
    pub picture: ContentHash,
}

type Say = Box<dyn Fn(Look, usize) -> BoxFuture<'static, Result<Critique, ModelError>> + Send + Sync>;

/// A critic as a closure.
pub struct FakeCritic {
    say: Say,
    outliers: Mutex<Vec<Outlier>>,
    looks: Mutex<Vec<Look>>,
    /// What stood beside each picture.
    briefs: Mutex<Vec<PictureSpec>>,
    /// Pages of each book that was looked at.
    books: Mutex<Vec<Vec<u32>>>,
}

impl FakeCritic {
    /// `say` is told what is looked at, and how many pictures of that page were looked at before.
    pub fn new(
        say: impl Fn(Look, usize) -> BoxFuture<'static, Result<Critique, ModelError>> + Send + Sync + 'static,
    ) -> Arc<Self> {
        let (looks, briefs, books) = (Mutex::default(), Mutex::default(), Mutex::default());
        Arc::new(Self { say: Box::new(say), outliers: Mutex::default(), looks, briefs, books })
    }

    /// These pages do not belong to the rest.
    pub fn finding(self: Arc<Self>, scenes: &[u32]) -> Arc<Self> {
        let outlier = |scene: &u32| Outlier { scene: *scene, advice: "use the same ink".to_owned() };
        *lock(&self.outliers) = scenes.iter().map(outlier).collect();
        self
    }

    pub fn looks(&self) -> Vec<Look> {
        lock(&self.looks).clone()
    }

    pub fn briefs(&self) -> Vec<PictureSpec> {
        lock(&self.briefs).clone()
    }

    /// How many pictures of a page were looked at.
    pub fn looks_at(&self, scene: u32) -> usize {
        lock(&self.looks).iter().filter(|look| look.scene == scene).count()
    }

    pub fn books(&self) -> Vec<Vec<u32>> {
        lock(&self.books).clone()
    }
}

/// A critique whose scores are all the same.
pub fn critique(score: u8) -> Critique {
    let scores = Scores { identity: score, heroes: score, feeling: score, place: score, purity: score };
    Critique { scores, advice: "paint the hat blue".to_owned() }
}

#[async_trait]
impl Critic for FakeCritic {
    fn name(&self) -> &'static str {
        "critic"
    }

    async fn review(&self, picture: &Reviewed) -> Result<Answer<Critique>, ModelError> {
        let look = Look { scene: picture.spec.scene, picture: ContentHash::of(&picture.bytes) };
        let before = self.looks_at(look.scene);
        lock(&self.looks).push(look.clone());
        lock(&self.briefs).push(picture.spec.clone());
        Ok(unpaid((self.say)(look, before).await?))
    }

    async fn review_book(&self, pages: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError> {
        lock(&self.books).push(pages.iter().map(|page| page.spec.scene).collect());
        Ok(unpaid(lock(&self.outliers).clone()))
    }
}
