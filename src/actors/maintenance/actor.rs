//! When each kind of tidying is done. One pass of each at a time; what goes wrong waits for the next.

use std::time::Duration;

use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::clock_watch::ClockWatch;
use super::parts::{Maintenance, MaintenanceError};
use super::walk::Walk;
use crate::domain::Timestamp;
use crate::flow::background::BackgroundTask;

/// Deleted stories, and pictures to be swept, are looked for so often, and whenever a story is deleted.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Old rows are looked for so often, and at the start. A clock that is not believed is looked at as often.
const FORGET_EVERY: Duration = Duration::from_mins(10);
/// Pictures of stories that nobody knows are looked for so often, and at the start. What could not be removed waits for
/// the next time.
const WALK_EVERY: Duration = Duration::from_hours(24);

impl BackgroundTask for Maintenance {
    const NAME: &'static str = "maintenance";

    async fn run(self, stop: CancellationToken) {
        let endless = async {
            let mut rounds = Rounds::default();
            loop {
                let now = Timestamp::now();
                done("deleted stories wait to be erased", &self.erase().await);
                done("pictures wait to be swept", &self.sweep(now).await);
                self.forget_and_walk(now, &mut rounds).await;
                if self.walk_on(&mut rounds.walk, now).await {
                    continue;
                }
                let _woken = timeout(LOOK_EVERY, self.erasing.notified()).await;
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}

/// When what was done last of the things that go by the clock.
#[derive(Default)]
struct Rounds {
    watch: ClockWatch,
    doubted: Option<Instant>,
    forgotten: Option<Instant>,
    walked: Option<Instant>,
    /// The one that goes on, if one does.
    walk: Option<Walk>,
}

impl Maintenance {
    /// What is due of both, if the clock can be believed.
    async fn forget_and_walk(&self, now: Timestamp, rounds: &mut Rounds) {
        let (forgets, walks) = (is_due(rounds.forgotten, FORGET_EVERY), is_due(rounds.walked, WALK_EVERY));
        if !(forgets || walks) || !is_due(rounds.doubted, FORGET_EVERY) {
            return;
        }
        match rounds.watch.believes(&*self.store.clock, now).await {
            Ok(true) => rounds.doubted = None,
            Ok(false) => return rounds.doubted = Some(Instant::now()),
            Err(error) => return tracing::warn!(%error, "old rows wait to be forgotten"),
        }
        if forgets && done("old rows wait to be forgotten", &self.forget(now).await) {
            rounds.forgotten = Some(Instant::now());
        }
        if walks {
            rounds.walk.get_or_insert_default();
            rounds.walked = Some(Instant::now());
        }
    }

    /// Goes on with a walk where there is one; whether its next step is to be made at once.
    async fn walk_on(&self, walk: &mut Option<Walk>, now: Timestamp) -> bool {
        let Some(going) = walk else { return false };
        let step = self.walk(going, now).await;
        done("unknown pictures wait to be removed", &step);
        if matches!(step, Ok(true)) {
            *walk = None;
        }
        matches!(step, Ok(false))
    }
}

fn is_due(last: Option<Instant>, every: Duration) -> bool {
    last.is_none_or(|at| at.elapsed() >= every)
}

/// Whether it went well; if not, what waits is logged.
fn done<T>(what: &'static str, result: &Result<T, MaintenanceError>) -> bool {
    if let Err(error) = result {
        tracing::warn!(%error, "{what}");
    }
    result.is_ok()
}
