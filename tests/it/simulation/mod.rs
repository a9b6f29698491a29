//! A whole node in virtual time, under everything that may go wrong at once: a store and models that fail, hang back or
//! lose their answers, crashes, orderly restarts, cancelled and deleted stories, readers who come and go, and everybody
//! who is told of it: the outbox, the bus, analytics. A seed decides all of it; the network alone is in other tests.
//!
//! `AI_TALE_SEED=7 cargo test --test it -- simulation` plays one seed again; a failure prints its own. The store is the
//! real one: `SQLite` writes on a thread of its own, so while it works the runtime's only thread waits for it, and a
//! call takes no virtual time. Waits draw their jitter from the seed too. What that leaves to the machine is the wall
//! clock, by which events are stamped, and the ids.
//!
//! `plan` is what a seed decides, `chaos` what it does to the parts outside, `players` the models, `life` one process
//! from its start to its end, `readers` who follows, `invariants` what must hold of every life and of every story,
//! `remains` what must hold of the folder at the end.

mod chaos;
mod invariants;
mod life;
mod plan;
mod players;
mod readers;
mod remains;

use ai_tale::domain::{EventId, Record, StoryId};
use plan::Plan;
use readers::Seen;

use crate::store::samples::{at, book};

/// Told anew with every change of the code: whoever needs longer nights sets `AI_TALE_SEED`.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=8;

#[test]
fn a_node_keeps_its_promises_through_anything() {
    let given = std::env::var("AI_TALE_SEED").ok().map(|seed| seed.parse().expect("AI_TALE_SEED is a number"));
    for seed in given.map_or(SEEDS, |seed: u64| seed..=seed) {
        // shown when the test fails
        println!("AI_TALE_SEED={seed}");
        life::live_through(&Plan::of(seed));
    }
}

#[test]
fn a_seed_plays_the_same_lives_again() {
    for seed in [1, 2, 3] {
        let [first, second] = [(); 2].map(|()| life::live_through(&Plan::of(seed)));
        for (life, (first, second)) in first.iter().zip(&second).enumerate() {
            let same = first.iter().zip(second).take_while(|(one, other)| one == other).count();
            let shown = |trace: &life::Trace| format!("{:?}", trace.iter().skip(same).take(3).collect::<Vec<_>>());
            assert!(
                first == second,
                "seed {seed}, life {life}: after {same} calls {} and {}",
                shown(first),
                shown(second)
            );
        }
    }
}

/// A sound log with numbers of a test's own.
fn log(numbers: impl IntoIterator<Item = u64>) -> Vec<Record> {
    let story_id = StoryId::new();
    let records = numbers.into_iter().zip(book());
    records.map(|(seq, event)| Record { story_id, seq, at: at(0), event_id: EventId::new(), epoch: 1, event }).collect()
}

#[test]
#[should_panic(expected = "numbers without a gap")]
fn a_gap_in_a_log_is_found() {
    invariants::assert_sound(&log([1, 2, 3, 4, 5, 6, 8]));
}

#[test]
#[should_panic(expected = "one end")]
fn a_log_without_an_end_is_found() {
    invariants::assert_sound(&log(1..=6));
}

#[test]
#[should_panic(expected = "a reader sees what is logged")]
fn a_missed_event_is_found() {
    let log = log(1..=7);
    let kinds = log.iter().skip(1).map(|record| record.event.kind().to_owned()).collect();
    invariants::assert_all_seen(&log, &Seen { kinds });
}
