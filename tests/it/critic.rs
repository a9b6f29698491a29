//! Pictures that a critic looks at: the bad ones are painted again, readers wait for none of it, and nothing is looked
//! at twice whatever dies meanwhile.

#![expect(clippy::unwrap_used, reason = "a helper that fails has failed its test")]

mod book;
mod by_provider;
mod endings;
mod order;
mod pages;
mod resume;
mod rules;
mod sheets;
mod vision;

use std::sync::Arc;

use ai_tale::domain::{Event, Illustration, Record};

use crate::kit::critics::FakeCritic;
use crate::kit::fakes::lock;
use crate::kit::players::Briefs;
use crate::kit::{Scenario, node};

/// Time jumps while the store writes: enough of it for whatever a test has painted again.
const PATIENT: (&str, &str) = ("MODELS__CRITIC_GRACE", "1h");

/// A node whose pictures this critic looks at, for as long as it takes.
fn criticised(critic: &Arc<FakeCritic>) -> Scenario {
    let critic = Arc::clone(critic);
    node().setting(PATIENT.0, PATIENT.1).parts(|parts| parts.models.critics = vec![critic])
}

/// The scenes of the briefs, in order.
fn scenes(briefs: &Briefs) -> Vec<u32> {
    lock(briefs).iter().map(|brief| brief.scene).collect()
}

/// Scene and revision of every picture in a log, in its order.
fn revisions(log: &[Record]) -> Vec<(u32, u32)> {
    let pictures = log.iter().filter_map(|record| match &record.event {
        Event::IllustrationCreated(Illustration { scene, revision, .. }) => Some((*scene, *revision)),
        _ => None,
    });
    pictures.collect()
}

/// The pictures that came in another's place.
fn replaced(log: &[Record]) -> Vec<(u32, u32)> {
    revisions(log).into_iter().filter(|(_, revision)| *revision > 1).collect()
}
