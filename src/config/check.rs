//! What no type says: bounds, and settings that don't fit together. Run before anything starts.

use std::num::NonZeroUsize;
use std::time::Duration;

use super::{Config, ConfigError};
use crate::actors::Role;
use crate::backends::models::options;
use crate::backends::store;
use crate::telemetry;

/// Permits are handed out for these limits, each with a cost in memory: more than a machine can hold is a slip.
const MOST_PERMITS: usize = 1_000_000;
/// The largest pool, as in `PATCH /v1/admin/pools/{stage}`.
const LARGEST_POOL: usize = 1024;
/// Pixels of a page, each way: what a picture may have at most once it is decoded.
const LARGEST_EDGE: u32 = 4096;
/// A breaker that is open for less spares nobody, ...
const SHORTEST_WAIT: Duration = Duration::from_millis(100);
/// ... and one that is open for longer waits for an operator.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

impl Config {
    /// Names the first key whose value is impossible.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        self.check_whole()?;
        self.check_durations()?;
        self.check_sizes()?;
        self.check_pictures()?;
        self.check_models()?;
        self.check_breaker()?;
        self.check_objects()?;
        self.check_bus()?;
        self.check_analytics()?;
        self.check_mail()?;
        self.check_listeners()
    }

    fn check_whole(&self) -> Result<(), ConfigError> {
        ensure(!self.roles.is_empty(), "roles", "must be at least one")?;
        self.check_roles()?;
        ensure(self.plans.contains_key("guest"), "plans.guest", "is missing")?;
        ensure(!self.data_dir.as_os_str().is_empty(), "data_dir", "is empty")?;
        telemetry::check(&self.telemetry).map_err(|error| ConfigError::invalid("telemetry.filter", error.to_string()))
    }

    /// An embedded store is this process's alone: what is accepted here, nobody else can tell.
    fn check_roles(&self) -> Result<(), ConfigError> {
        let is_embedded = match self.store.kind {
            store::Kind::Sqlite => true,
        };
        let is_told = self.has(Role::Pipeline) || !self.has(Role::Gateway);
        ensure(!is_embedded || is_told, "roles", "gateway needs pipeline beside it where store.kind is sqlite")
    }

    /// Times within which nothing could be done.
    fn check_durations(&self) -> Result<(), ConfigError> {
        let timeouts = [
            ("http.header_timeout", self.http.header_timeout),
            ("http.body_timeout", self.http.body_timeout),
            ("http.write_timeout", self.http.write_timeout),
        ];
        for (key, timeout) in timeouts {
            ensure(timeout >= Duration::from_millis(1), key, "must be at least 1ms")?;
        }
        // these are counted in whole seconds somewhere
        let periods = [
            ("auth.access_ttl", self.auth.access_ttl),
            ("auth.refresh_ttl", self.auth.refresh_ttl),
            ("stream.signing_window", self.stream.signing_window),
            ("stream.heartbeat", self.stream.heartbeat),
        ];
        periods
            .iter()
            .try_for_each(|(key, period)| ensure(*period >= Duration::from_secs(1), key, "must be at least 1s"))?;
        self.check_passwords()?;
        let outlive_sessions = self.auth.guests_kept >= self.auth.refresh_ttl;
        ensure(outlive_sessions, "auth.guests_kept", "must be at least auth.refresh_ttl")
    }

    /// OWASP's floor for Argon2id: less memory wants more passes.
    fn check_passwords(&self) -> Result<(), ConfigError> {
        let argon2 = &self.auth.argon2;
        let (memory, passes) = (u64::from(argon2.memory_kib), u64::from(argon2.iterations));
        let is_enough = memory >= 7168 && memory * passes >= 35_840;
        ensure(is_enough, "auth.argon2.memory_kib", "is less than OWASP's floor, such as 19456 with 2 iterations")?;
        ensure(memory <= 4_194_304, "auth.argon2.memory_kib", "must be at most 4194304")?;
        ensure((1..=64).contains(&passes), "auth.argon2.iterations", "must be 1 to 64")?;
        ensure((1..=16).contains(&argon2.parallelism), "auth.argon2.parallelism", "must be 1 to 16")?;
        ensure(argon2.waiting <= 10_000, "auth.argon2.waiting", "must be at most 10000")
    }

    fn check_sizes(&self) -> Result<(), ConfigError> {
        let limits = [
            ("limits.queue", self.limits.queue),
            ("limits.stories", self.limits.stories),
            ("limits.window", self.limits.window),
        ];
        at_most(MOST_PERMITS, &limits)?;
        let pools = [
            ("pools.scene.size", self.pools.scene.size),
            ("pools.illustration.size", self.pools.illustration.size.max()),
            ("pools.storage.size", self.pools.storage.size),
        ];
        at_most(LARGEST_POOL, &pools)?;
        let painting = self.pools.illustration.size;
        ensure(painting.min() <= painting.max(), "pools.illustration.size", "has a min above its max")
    }

    fn check_objects(&self) -> Result<(), ConfigError> {
        let objects = &self.objects;
        ensure(objects.walk_percent <= 100, "objects.walk_percent", "must be 0 to 100")?;
        objects.check_public_base().map_err(|detail| ConfigError::invalid("objects.public_base", detail))?;
        objects
            .s3
            .check()
            .map_err(|invalid| ConfigError::invalid(&format!("objects.s3.{}", invalid.key), invalid.detail))
    }

    fn check_bus(&self) -> Result<(), ConfigError> {
        let check = self.bus.check();
        check.map_err(|invalid| ConfigError::invalid(&format!("bus.fluvio.{}", invalid.key), invalid.detail))
    }

    fn check_analytics(&self) -> Result<(), ConfigError> {
        self.analytics
            .clickhouse
            .check()
            .map_err(|invalid| ConfigError::invalid(&format!("analytics.clickhouse.{}", invalid.key), invalid.detail))
    }

    fn check_mail(&self) -> Result<(), ConfigError> {
        self.mail.check().map_err(|invalid| ConfigError::invalid(&format!("mail.{}", invalid.key), invalid.detail))
    }

    fn check_pictures(&self) -> Result<(), ConfigError> {
        let pictures = &self.pictures;
        for (key, pixels) in [("pictures.width", pictures.width), ("pictures.height", pictures.height)] {
            ensure((1..=LARGEST_EDGE).contains(&pixels), key, &format!("must be 1 to {LARGEST_EDGE}"))?;
        }
        ensure(!pictures.widths.is_empty(), "pictures.widths", "must be at least one")?;
        let fits = pictures.widths.iter().all(|width| (1..=pictures.width).contains(width));
        ensure(fits, "pictures.widths", "each must be 1 to pictures.width")?;
        ensure((1..=100).contains(&pictures.quality), "pictures.quality", "must be 1 to 100")
    }

    fn check_models(&self) -> Result<(), ConfigError> {
        options::check(&self.models.listed())
            .map_err(|invalid| ConfigError::invalid(&format!("models.{}", invalid.key), invalid.detail))
    }

    /// Numbers by which a model would never be asked, or asked however it fails.
    fn check_breaker(&self) -> Result<(), ConfigError> {
        let counts = [
            ("models.retry_floor", self.models.retry_floor, 1_000),
            ("models.breaker.failures_in_a_row", self.models.breaker.failures_in_a_row, 1_000),
            ("models.breaker.failures_percent", self.models.breaker.failures_percent, 100),
            ("models.breaker.least_calls", self.models.breaker.least_calls, 1_000_000),
        ];
        for (key, count, most) in counts {
            ensure((1..=most).contains(&count), key, &format!("must be 1 to {most}"))?;
        }
        let waits = [
            ("models.breaker.window", self.models.breaker.window),
            ("models.breaker.first_wait", self.models.breaker.first_wait),
            ("models.breaker.longest_wait", self.models.breaker.longest_wait),
        ];
        for (key, wait) in waits {
            ensure((SHORTEST_WAIT..=LONGEST_WAIT).contains(&wait), key, "must be 100ms to 1h")?;
        }
        let grows = self.models.breaker.first_wait <= self.models.breaker.longest_wait;
        ensure(grows, "models.breaker.first_wait", "must be at most models.breaker.longest_wait")
    }

    fn check_listeners(&self) -> Result<(), ConfigError> {
        let http = &self.http;
        let are_two = http.listen != http.admin_listen || http.listen.port() == 0;
        ensure(are_two, "http.admin_listen", "is the same as http.listen")?;
        let url = &http.public_url;
        let is_web = url.is_empty() || url.starts_with("http://") || url.starts_with("https://");
        ensure(is_web, "http.public_url", "must begin with http:// or https://")
    }
}

fn at_most(most: usize, sizes: &[(&str, NonZeroUsize)]) -> Result<(), ConfigError> {
    sizes.iter().try_for_each(|(key, size)| ensure(size.get() <= most, key, &format!("must be at most {most}")))
}

fn ensure(holds: bool, key: &str, detail: &str) -> Result<(), ConfigError> {
    if holds { Ok(()) } else { Err(ConfigError::invalid(key, detail)) }
}
