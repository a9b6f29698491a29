//! What the gateway and the maintenance do with readers.

use ai_tale::backends::accounts::{
    Exchange, NewUser, OpenSession, Preferences, RefreshTokens, Rotation, Session, Sessions, Users, WishPreferences,
};
use ai_tale::backends::store::StoreError;
use ai_tale::domain::{SessionId, Timestamp, User, UserId};
use async_trait::async_trait;

use super::Tampered;

#[async_trait]
impl Sessions for Tampered<dyn Sessions> {
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.stored(self.inner.find(id)).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        let revoked = self.stored(self.inner.revoke(id)).await;
        self.tamper.told("revoke").await;
        revoked
    }

    async fn list(&self, user: UserId, now: Timestamp, limit: usize) -> Result<Vec<OpenSession>, StoreError> {
        self.stored(self.inner.list(user, now, limit)).await
    }

    async fn end(&self, user: UserId, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
        self.stored(self.inner.end(user, id, now)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.stored(self.inner.forget(before)).await
    }
}

#[async_trait]
impl Preferences for Tampered<dyn Preferences> {
    async fn find(&self, user: UserId) -> Result<Option<WishPreferences>, StoreError> {
        self.stored(self.inner.find(user)).await
    }

    async fn put(&self, user: UserId, preferences: WishPreferences) -> Result<bool, StoreError> {
        self.stored(self.inner.put(user, preferences)).await
    }
}

#[async_trait]
impl Users for Tampered<dyn Users> {
    async fn create(&self, new: NewUser) -> Result<(), StoreError> {
        self.stored(self.inner.create(new)).await
    }

    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.stored(self.inner.find(id)).await
    }

    async fn absent_guests(&self, before: Timestamp, now: Timestamp, limit: usize) -> Result<Vec<UserId>, StoreError> {
        self.stored(self.inner.absent_guests(before, now, limit)).await
    }

    async fn remove(&self, id: UserId) -> Result<(), StoreError> {
        self.stored(self.inner.remove(id)).await
    }
}

#[async_trait]
impl RefreshTokens for Tampered<dyn RefreshTokens> {
    async fn rotate(&self, exchange: Exchange) -> Result<Rotation, StoreError> {
        self.stored(self.inner.rotate(exchange)).await
    }

    async fn forget(&self, expired_before: Timestamp, used_before: Timestamp) -> Result<(), StoreError> {
        self.stored(self.inner.forget(expired_before, used_before)).await
    }
}
