//! What the routes work with.

use std::sync::Arc;

use super::call::cookies::Cookies;
use super::call::limits::RateLimits;
use super::options::Options;
use super::readiness::Readiness;
use crate::accounts::{Authenticator, Membership, Plans, UnsubscribeTokens};
use crate::actors::measure::meter::Meter;
use crate::actors::service::StoryService;
use crate::backends::accounts::MailQueue;
use crate::backends::analytics::Analytics;
use crate::backends::objects::Objects;
use crate::backends::store::Store;
use crate::domain::PlanLimits;
use crate::pipeline::help;
use crate::stream::signer::Signer;
use crate::stream::{Delivery, Streams};

/// Everything that routes work with.
pub struct Gateway {
    /// Stories and all that is stored beside them.
    pub store: Store,
    /// Counts of what happened.
    pub analytics: Arc<dyn Analytics>,
    /// Where the bytes of pictures are.
    pub objects: Arc<dyn Objects>,
    /// Takes wishes and intents, and knows the pools.
    pub stories: StoryService,
    /// Every open stream of this node.
    pub streams: Streams,
    /// Turns the log into what readers get.
    pub delivery: Delivery,
    /// Knows whether a picture's address is ours.
    pub signer: Signer,
    /// Lets readers and operators in.
    pub authenticator: Authenticator,
    /// Signs readers up and in, and shows them what is theirs.
    pub membership: Membership,
    /// What readers are told by mail.
    pub mails: Arc<dyn MailQueue>,
    /// Who it is that wants no more of it.
    pub unsubscribe_tokens: UnsubscribeTokens,
    /// Where requests and errors are measured.
    pub meter: Meter,
    /// How often one may ask.
    pub limits: RateLimits,
    /// What must work for this node to be ready; the pipeline is asked besides.
    pub readiness: Readiness,
    /// The section `[http]`.
    pub options: Options,
    /// What callers may ask for, by their plan.
    pub plans: Plans<PlanLimits>,
    /// What is said to a child who may be asking for help.
    pub help: help::Options,
    /// Whether a reader may begin without an account.
    pub guests: bool,
}

impl Gateway {
    /// The session cookies, as readers reach this service.
    #[must_use]
    pub fn cookies(&self) -> &'static Cookies {
        Cookies::of(&self.options.public_url)
    }
}
