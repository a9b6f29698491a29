//! The parts outside, wrapped: a [`Tamper`] is asked before and after each call that matters, and may wait, hang for
//! ever, fail or panic. An error *after* a call is a lost answer: the effect happened. What tells others (the outbox,
//! notices, the bus, analytics) is wrapped by [`outlets_tampered`], for who wants that as well.

mod accounts;
mod models;
mod objects;
mod outlets;
mod store;

use std::sync::Arc;

use ai_tale::backends::Backends;
use ai_tale::backends::store::StoreError;
use ai_tale::domain::PictureSpec;
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;

pub use objects::REFUSED;
pub use outlets::outlets_tampered;

use super::block_on::block_on;

/// What a test does to calls.
#[async_trait]
pub trait Tamper: Send + Sync {
    /// Before the call has an effect.
    async fn before(&self, _call: &'static str) -> Result<(), &'static str> {
        Ok(())
    }

    /// After the call had its effect, before its answer.
    async fn after(&self, _call: &'static str) -> Result<(), &'static str> {
        Ok(())
    }

    /// A call that the gateway makes had its effect; the pipeline makes none of these.
    async fn told(&self, _call: &'static str) {}

    /// A painter is asked.
    fn painting(&self, _spec: &PictureSpec) {}

    /// A storyteller is asked.
    fn telling(&self, _call: &StoryCall) {}

    /// Whether the store's errors say that its own command is at fault, and not that it can't be had.
    fn is_at_fault(&self) -> bool {
        false
    }

    /// Whether the runtime's thread waits for the store and the objects, so that their work takes no virtual time.
    fn holds_the_clock(&self) -> bool {
        false
    }
}

/// Wraps the store, the accounts, the objects and every model.
pub fn tampered(mut parts: Backends, tamper: &Arc<dyn Tamper>) -> Backends {
    parts.store.creations = Arc::new(Tampered::new(&parts.store.creations, tamper));
    parts.store.log = Arc::new(Tampered::new(&parts.store.log, tamper));
    parts.store.claims = Arc::new(Tampered::new(&parts.store.claims, tamper));
    parts.store.idempotency = Arc::new(Tampered::new(&parts.store.idempotency, tamper));
    parts.store.erasure = Arc::new(Tampered::new(&parts.store.erasure, tamper));
    parts.store.clock = Arc::new(Tampered::new(&parts.store.clock, tamper));
    parts.store.health = Arc::new(Tampered::new(&parts.store.health, tamper));
    parts.accounts.users = Arc::new(Tampered::new(&parts.accounts.users, tamper));
    parts.accounts.sessions = Arc::new(Tampered::new(&parts.accounts.sessions, tamper));
    parts.accounts.preferences = Arc::new(Tampered::new(&parts.accounts.preferences, tamper));
    parts.accounts.refresh_tokens = Arc::new(Tampered::new(&parts.accounts.refresh_tokens, tamper));
    parts.objects = Arc::new(Tampered::new(&parts.objects, tamper));
    for model in &mut parts.models.storytellers {
        *model = Arc::new(Tampered::new(model, tamper));
    }
    for model in &mut parts.models.painters {
        *model = Arc::new(Tampered::new(model, tamper));
    }
    for model in &mut parts.models.moderators {
        *model = Arc::new(Tampered::new(model, tamper));
    }
    parts
}

/// A part under a test's control.
struct Tampered<T: ?Sized> {
    inner: Arc<T>,
    tamper: Arc<dyn Tamper>,
}

impl<T: ?Sized> Tampered<T> {
    fn new(inner: &Arc<T>, tamper: &Arc<dyn Tamper>) -> Self {
        Self { inner: Arc::clone(inner), tamper: Arc::clone(tamper) }
    }

    /// What the store or the objects answer.
    async fn stored<A>(&self, asked: impl Future<Output = A>) -> A {
        if self.tamper.holds_the_clock() { block_on(asked) } else { asked.await }
    }

    fn no_store(&self, reason: &'static str) -> StoreError {
        if self.tamper.is_at_fault() { StoreError::defect(reason) } else { StoreError::unavailable(reason) }
    }

    async fn pass<A, E>(
        &self,
        call: &'static str,
        error: impl Fn(&'static str) -> E,
        asked: impl Future<Output = Result<A, E>>,
    ) -> Result<A, E> {
        self.tamper.before(call).await.map_err(&error)?;
        let answer = asked.await?;
        self.tamper.after(call).await.map_err(&error)?;
        Ok(answer)
    }
}
