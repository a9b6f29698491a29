//! How often one may ask, counted on this node by token buckets: requests a minute for each reader by their plan; what
//! no plan counts for each session, story or address ([`crate::http::edge::request_limit`] says which); renewals a
//! minute for each session, and new guests and members an hour for each address. A bucket that is full again is
//! forgotten.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::address;
use crate::accounts::Plans;
use crate::domain::{PlanLimits, SessionId, StoryId, Tier, UserId};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::throttle::Throttle;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
/// Refresh tokens shown of one session: far more than all tabs and programs that share it need at once, and too few to
/// keep the store busy.
const REFRESHES_PER_MINUTE: u32 = 300;
/// After so many checks the full buckets are forgotten, which bounds memory by the callers of that time.
const FORGET_FULL_EVERY: u32 = 4096;

/// Every limit that is counted on the node.
pub struct RateLimits {
    requests: Plans<Option<Buckets<UserId>>>,
    listened: Plans<Option<Buckets<UserId>>>,
    strangers: Option<Buckets<IpAddr>>,
    sessions: Option<Buckets<SessionId>>,
    pictures: Option<Buckets<(StoryId, IpAddr)>>,
    guests: Option<Buckets<IpAddr>>,
    registrations: Option<Buckets<IpAddr>>,
    forgotten: Option<Buckets<IpAddr>>,
    refreshes: Option<Buckets<SessionId>>,
}

/// The limits of each address; 0 means no limit.
#[derive(Clone, Copy, Debug)]
pub struct AddressLimits {
    /// Requests that come without a valid token; as many for each session, and for each story's pictures
    /// in each place.
    pub requests_per_minute: u32,
    /// New guests, who sign up by nothing but asking.
    pub guests_per_hour: u32,
    /// Sign-ups; as many links to a new password that are asked for.
    pub registrations_per_hour: u32,
}

impl RateLimits {
    /// The limits of the configured plans, and of every address.
    #[must_use]
    pub fn new(plans: &Plans<PlanLimits>, of_address: AddressLimits) -> Self {
        let of_plan = || plans.map(|plan| Buckets::new("requests", plan.requests_per_minute, MINUTE));
        let (requests, listened) = (of_plan(), of_plan());
        let quota = of_address.requests_per_minute;
        let strangers = Buckets::new("requests_per_address", quota, MINUTE);
        let sessions = Buckets::new("requests_per_session", quota, MINUTE);
        let pictures = Buckets::new("requests_per_story", quota, MINUTE);
        let guests = Buckets::new("guests", of_address.guests_per_hour, HOUR);
        let of_forms = |policy| Buckets::new(policy, of_address.registrations_per_hour, HOUR);
        let (registrations, forgotten) = (of_forms("registrations"), of_forms("passwords_forgotten"));
        let refreshes = Buckets::new("refreshes", REFRESHES_PER_MINUTE, MINUTE);
        Self { requests, listened, strangers, sessions, pictures, guests, registrations, forgotten, refreshes }
    }

    /// One request from an address by somebody who has shown nothing that this service signed.
    pub fn stranger(&self, address: IpAddr) -> Result<(), Problem> {
        take(
            self.strangers.as_ref(),
            &address::counted(address),
            "too many requests without a valid token from one place in a minute",
        )
    }

    /// One request that shows a session and that no plan counts.
    pub fn session(&self, session: SessionId) -> Result<(), Problem> {
        take(self.sessions.as_ref(), &session, "too many requests of one session in a minute")
    }

    /// One request for a picture of a story, by whoever was given its address: each place for itself.
    pub fn pictures(&self, story: StoryId, address: IpAddr) -> Result<(), Problem> {
        take(
            self.pictures.as_ref(),
            &(story, address::counted(address)),
            "too many requests for one story's pictures from one place in a minute",
        )
    }

    /// One request of a reader.
    pub fn request(&self, tier: &Tier, user: UserId) -> Result<(), Problem> {
        take(self.requests.of(tier).as_ref(), &user, "too many requests in a minute")
    }

    /// One wish beyond a reader's requests that is listened to all the same: as many as there may be requests.
    pub fn listen(&self, tier: &Tier, user: UserId) -> Result<(), Problem> {
        take(self.listened.of(tier).as_ref(), &user, "too many wishes in a minute")
    }

    /// One more guest from an address.
    pub fn guest(&self, address: IpAddr) -> Result<(), Problem> {
        take(self.guests.as_ref(), &address::counted(address), "too many guests from one place in an hour")
    }

    /// One more sign-up from an address, whatever becomes of it: it may say that somebody has an account.
    pub fn registration(&self, address: IpAddr) -> Result<(), Problem> {
        take(self.registrations.as_ref(), &address::counted(address), "too many sign-ups from one place in an hour")
    }

    /// One more link to a new password that is asked for from an address, whosever.
    pub fn forgotten(&self, address: IpAddr) -> Result<(), Problem> {
        take(
            self.forgotten.as_ref(),
            &address::counted(address),
            "too many forgotten passwords from one place in an hour",
        )
    }

    /// One more refresh token of ours that somebody shows, good or used.
    pub fn refresh(&self, session: SessionId) -> Result<(), Problem> {
        take(self.refreshes.as_ref(), &session, "the session is renewed too often in a minute")
    }
}

fn take<Key: Hash + Eq + Clone>(
    buckets: Option<&Buckets<Key>>,
    key: &Key,
    detail: &'static str,
) -> Result<(), Problem> {
    buckets.map_or(Ok(()), |buckets| buckets.take(key, detail))
}

/// A bucket for each key.
struct Buckets<Key: Hash + Eq + Clone> {
    policy: &'static str,
    quota: u32,
    window: Duration,
    limiter: DefaultKeyedRateLimiter<Key>,
    checks: AtomicU32,
}

impl<Key: Hash + Eq + Clone> Buckets<Key> {
    /// `None` when there is no limit.
    fn new(policy: &'static str, quota: u32, window: Duration) -> Option<Self> {
        let each = window.checked_div(quota)?;
        let rate = Quota::with_period(each)?.allow_burst(NonZeroU32::new(quota)?);
        Some(Self { policy, quota, window, limiter: RateLimiter::keyed(rate), checks: AtomicU32::new(0) })
    }

    fn take(&self, key: &Key, detail: &'static str) -> Result<(), Problem> {
        self.forget_full();
        self.limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let throttle = Throttle { policy: self.policy, quota: self.quota, window: Some(self.window), wait };
            Problem::throttled(ProblemCode::RateLimited, throttle).with_detail(detail)
        })
    }

    /// A full bucket says no more than none at all.
    fn forget_full(&self) {
        if self.checks.fetch_add(1, Ordering::Relaxed) % FORGET_FULL_EVERY == FORGET_FULL_EVERY - 1 {
            self.limiter.retain_recent();
        }
    }
}
