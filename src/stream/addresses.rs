//! Where a reader gets a picture: at an address that is signed, works without a header for a while, and is the same for
//! every reader of a time window. It leads to this service, to what stands before it (a CDN), or to the storage itself
//! where that gives addresses which work to their end.

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::signer::Signer;
use crate::backends::objects::PublicAddresses;
use crate::domain::{ObjectKey, Timestamp};

/// Makes the addresses of pictures. Cheap to clone.
#[derive(Clone)]
pub struct Addresses {
    signer: Signer,
    giver: Giver,
}

/// Who gives a picture.
#[derive(Clone)]
enum Giver {
    /// This service, behind what is called so: empty for nothing.
    Service(Arc<str>),
    /// The storage, as far as it can.
    Storage(Arc<dyn PublicAddresses>),
}

impl fmt::Debug for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Addresses").field("signer", &self.signer).finish_non_exhaustive()
    }
}

impl Addresses {
    /// All of what is called `public_base`, which asks this service, where that is not empty; else of the storage
    /// itself, as far as it gives any.
    #[must_use]
    pub fn new(signer: Signer, public_base: &str, storage: Option<Arc<dyn PublicAddresses>>) -> Self {
        let giver = match storage.filter(|_| public_base.is_empty()) {
            Some(storage) => Giver::Storage(storage),
            None => Giver::Service(public_base.trim_end_matches('/').into()),
        };
        Self { signer, giver }
    }

    /// Addresses of this service alone.
    #[must_use]
    pub fn of_this_service(&self) -> Self {
        self.signer.clone().into()
    }

    /// The signing window that contains `now`.
    #[must_use]
    pub fn window(&self, now: Timestamp) -> u64 {
        self.signer.window(now)
    }

    /// An object's address in a window: absolute, or of this service.
    #[must_use]
    pub fn url(&self, key: &ObjectKey, window: u64) -> String {
        match &self.giver {
            Giver::Service(base) => format!("{base}{}", self.signer.url(key.as_str(), window)),
            Giver::Storage(objects) => {
                let (begin, lasting) = self.signer.lifetime(window);
                objects.address(key, begin, lasting).unwrap_or_else(|| self.signer.url(key.as_str(), window))
            }
        }
    }

    /// What other origin than this service's a page gets pictures from, as its policy names it.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        match &self.giver {
            Giver::Service(base) => Some(Url::parse(base).ok()?.origin().ascii_serialization()),
            Giver::Storage(objects) => objects.origin(),
        }
    }
}

impl From<Signer> for Addresses {
    /// All of this service.
    fn from(signer: Signer) -> Self {
        Self { signer, giver: Giver::Service("".into()) }
    }
}
