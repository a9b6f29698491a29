//! How often a caller may ask, counted on this node by token buckets: requests a minute for each reader by their plan;
//! for each address requests without a valid token and renewed sessions a minute, and new guests an hour. A bucket that
//! is full again is forgotten.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::address;
use crate::accounts::Plans;
use crate::domain::{PlanLimits, Tier, UserId};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::throttle::Throttle;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
/// Refresh tokens shown from one address: far more than the readers of a school need, and too few to keep the store
/// busy with tokens that nobody was given.
const REFRESHES_PER_MINUTE: u32 = 300;
/// After so many checks the full buckets are forgotten, which bounds memory by the callers of that time.
const FORGET_FULL_EVERY: u32 = 4096;

/// Every limit that is counted on the node.
pub struct RateLimits {
    requests: Plans<Option<Buckets<UserId>>>,
    strangers: Option<Buckets<IpAddr>>,
    guests: Option<Buckets<IpAddr>>,
    refreshes: Option<Buckets<IpAddr>>,
}

/// The limits of each address; 0 means no limit.
#[derive(Clone, Copy, Debug)]
pub struct AddressLimits {
    /// Requests that come without a valid token.
    pub requests_per_minute: u32,
    /// New guests, who sign up by nothing but asking.
    pub guests_per_hour: u32,
}

impl RateLimits {
    /// The limits of the configured plans, and of every address.
    #[must_use]
    pub fn new(plans: &Plans<PlanLimits>, of_address: AddressLimits) -> Self {
        let requests = plans.map(|plan| Buckets::new("requests", plan.requests_per_minute, MINUTE));
        let strangers = Buckets::new("requests_per_address", of_address.requests_per_minute, MINUTE);
        let guests = Buckets::new("guests", of_address.guests_per_hour, HOUR);
        let refreshes = Buckets::new("refreshes", REFRESHES_PER_MINUTE, MINUTE);
        Self { requests, strangers, guests, refreshes }
    }

    /// One request from an address by somebody who has shown nothing that this service signed.
    pub fn stranger(&self, address: IpAddr) -> Result<(), Problem> {
        take(self.strangers.as_ref(), address, "too many requests without a valid token from one place in a minute")
    }

    /// One request of a reader.
    pub fn request(&self, tier: &Tier, user: UserId) -> Result<(), Problem> {
        let buckets = self.requests.of(tier).as_ref();
        buckets.map_or(Ok(()), |buckets| buckets.take(&user, "too many requests in a minute"))
    }

    /// One more guest from an address.
    pub fn guest(&self, address: IpAddr) -> Result<(), Problem> {
        take(self.guests.as_ref(), address, "too many guests from one place in an hour")
    }

    /// One more refresh token that somebody at an address shows, known or not.
    pub fn refresh(&self, address: IpAddr) -> Result<(), Problem> {
        take(self.refreshes.as_ref(), address, "too many sessions are renewed from one place in a minute")
    }
}

fn take(buckets: Option<&Buckets<IpAddr>>, address: IpAddr, detail: &'static str) -> Result<(), Problem> {
    buckets.map_or(Ok(()), |buckets| buckets.take(&address::counted(address), detail))
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
