//! The sections of `config.toml` together, and those that no single component owns.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::actors::{Pools, Role};
use crate::backends::{self, EngineChoice, analytics, bus, keys, mail, models, objects, store};
use crate::builtin::Pace;
use crate::domain::PlanLimits;
use crate::pipeline::{help, postprocess};
use crate::{accounts, http, stream, telemetry};

/// Everything that can be set. `config.toml` has a default for each key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of everything that the embedded parts keep: database, pictures, keys. One process at a time.
    pub data_dir: PathBuf,
    /// What this process does; at least one.
    pub roles: Vec<Role>,
    pub http: http::Options,
    pub auth: accounts::Options,
    /// How much is taken on at once.
    pub limits: Limits,
    /// The workers of each stage.
    pub pools: Pools,
    /// What callers may ask for, by the name of their plan; `guest` is always there.
    pub plans: BTreeMap<String, PlanLimits>,
    /// What is said to a child who may be asking for help.
    pub help: help::Options,
    /// What is painted and stored.
    pub pictures: postprocess::Options,
    /// How readers follow a story.
    pub stream: stream::Options,
    /// Where stories are kept.
    pub store: EngineChoice<store::Kind>,
    /// Where readers are kept.
    pub accounts: EngineChoice<backends::accounts::Kind>,
    /// Where it is counted what happened.
    pub analytics: analytics::options::Options,
    /// Where pictures are kept.
    pub objects: objects::Options,
    /// Where facts go that others want to know.
    pub bus: bus::Options,
    /// Where the root key is, under which every other key is sealed.
    pub keys: EngineChoice<keys::Kind>,
    /// Who takes mails from us, and who writes them.
    pub mail: mail::Options,
    /// How money comes in.
    pub payments: EngineChoice<PaymentsKind>,
    /// Who writes, paints and judges.
    pub models: Models,
    /// What the process tells its operator.
    pub telemetry: telemetry::Options,
}

impl Config {
    /// Whether this process has a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// The section `[limits]`: how much this node takes on at once, across its components.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Stories accepted and not started, on this node. Beyond it: 503 `queue_full`.
    pub queue: NonZeroUsize,
    /// Stories being told at once, on this node.
    pub stories: NonZeroUsize,
    /// A story's scenes that are written and not yet painted; then its storyteller is not read on.
    pub window: NonZeroUsize,
    /// Counted starts without a new event with which a story fails.
    pub starts: NonZeroU32,
    /// New guests from one address (IPv6: one /64); 0 means no limit.
    pub guests_per_address_per_hour: u32,
    /// Sign-ups from one address (IPv6: one /64), and as many mails that strangers ask for; 0 means no limit.
    pub registrations_per_address_per_hour: u32,
    /// Requests from one address (IPv6: one /64) that bring neither a valid token nor a picture's signed address; 0
    /// means no limit.
    pub requests_per_address_per_minute: u32,
    /// Open connections of one address to the readers' listener; 0 means no limit.
    pub connections_per_address: u32,
    /// All open connections of the readers' listener, as far as the process may open so many.
    pub connections: NonZeroUsize,
    /// Open event streams of one caller; 0 means no limit.
    pub streams_per_user: usize,
}

/// Which engine the section `[payments]` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentsKind {
    Offline,
}

/// The section `[models]`: how long each kind of call may take, 0 for no limit, the built-in models' pace, and the
/// models elsewhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// A storyteller's longest silence, before its first word and between words. Our own pauses don't count.
    #[serde(with = "humantime_serde")]
    pub silence: Duration,
    /// The longest that a storyteller may take for a text, however it drips. Our own pauses don't count.
    #[serde(with = "humantime_serde")]
    pub text: Duration,
    /// The longest that a painter may take for a picture.
    #[serde(with = "humantime_serde")]
    pub picture: Duration,
    /// The longest that a judgement of words or of a picture may take.
    #[serde(with = "humantime_serde")]
    pub judgement: Duration,
    /// How long better pictures are waited for, after the last of a story's first ones; 0: no story waits.
    #[serde(with = "humantime_serde")]
    pub critic_grace: Duration,
    /// Retries of calls to one provider within a minute that may always go, besides a tenth of its calls.
    pub retry_floor: u32,
    /// When a model elsewhere is left in peace, and for how long.
    pub breaker: models::guards::BreakerOptions,
    /// How fast the built-in models pretend to be.
    pub builtin: Pace,
    /// What models may cost.
    pub budget: models::options::BudgetOptions,
    /// Storytellers elsewhere; `builtin` is always there, as the last one.
    #[serde(default)]
    pub storytellers: Vec<models::options::StorytellerOptions>,
    /// Painters elsewhere, as above.
    #[serde(default)]
    pub painters: Vec<models::options::PainterOptions>,
    /// Moderators elsewhere, as above.
    #[serde(default)]
    pub moderators: Vec<models::options::ModeratorOptions>,
    /// Critics elsewhere: without one, nobody looks at finished pictures.
    #[serde(default)]
    pub critics: Vec<models::options::CriticOptions>,
    /// Who serves which stories; the first that fits decides.
    #[serde(default)]
    pub routes: Vec<models::options::RouteOptions>,
}

impl Models {
    /// The time that calls to models have.
    #[must_use]
    pub const fn time_limits(&self) -> models::TimeLimits {
        let Self { silence, text, picture, judgement, .. } = *self;
        models::TimeLimits { silence, text, picture, judgement }
    }

    /// The models elsewhere, and whom they serve.
    #[must_use]
    pub fn listed(&self) -> models::options::Listed {
        let Self { storytellers, painters, moderators, critics, routes, budget, .. } = self.clone();
        models::options::Listed { storytellers, painters, moderators, critics, routes, budget }
    }
}
