//! The deadlines that are the illustration gate's ranks: when readers will need a page, and what moves that.

use std::time::Duration;

use ai_tale::actors::run::order::schedule::{Policy, Schedule};
use ai_tale::domain::AgeGroup;
use tokio::time::{Instant, advance};

/// Milliseconds that a child of six to eight takes for a word.
fn word_ms() -> i64 {
    60_000 / i64::from(AgeGroup::SixToEight.words_per_minute())
}

fn schedule(policy: Policy, epoch: Instant) -> Schedule {
    Schedule::new(policy, AgeGroup::SixToEight, epoch)
}

/// Ready scenes of so many words each.
fn with_scenes(mut schedule: Schedule, words: &[u32], ago: Duration) -> Schedule {
    for words in words {
        schedule.scene_ready(*words, ago);
    }
    schedule
}

#[tokio::test(start_paused = true)]
async fn a_scene_is_due_once_readers_reach_it() {
    let epoch = Instant::now();
    advance(Duration::from_secs(100)).await;
    let schedule = with_scenes(schedule(Policy::Deadline, epoch), &[60, 30, 45], Duration::ZERO);
    let speed = i64::from(AgeGroup::SixToEight.words_per_minute());
    let due = |words: i64| 100_000 + words * 60_000 / speed;
    // a scene beyond the last one is due after all that is known
    for (scene, words) in [(1, 0), (2, 60), (3, 90), (4, 135)] {
        let rank = schedule.rank(scene);
        assert!((rank - due(words)).abs() <= 1, "scene {scene}: {rank}, not {}", due(words));
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_first_scene_anchors_the_schedule() {
    let epoch = Instant::now();
    let mut schedule = schedule(Policy::Deadline, epoch);
    schedule.scene_ready(10, Duration::ZERO);
    advance(Duration::from_secs(50)).await;
    schedule.scene_ready(10, Duration::ZERO);
    assert_eq!(schedule.rank(1), 0);
    assert!(schedule.rank(2) < 50_000 && schedule.rank(2) >= 10 * word_ms());
}

#[tokio::test(start_paused = true)]
async fn a_reader_who_moves_moves_the_deadlines() {
    let epoch = Instant::now();
    let mut schedule = with_scenes(schedule(Policy::Deadline, epoch), &[60, 60, 60], Duration::ZERO);
    let page = schedule.rank(2) - schedule.rank(1);
    advance(Duration::from_secs(7)).await;
    schedule.reader_at(2);
    // a page that was passed is needed as soon as one as far ahead
    assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), [7_000 + page, 7_000, 7_000 + page]);
    schedule.reader_at(0);
    assert_eq!(schedule.rank(1), 7_000);
}

#[tokio::test(start_paused = true)]
async fn a_reader_far_ahead_waits_for_words_alone() {
    let mut schedule = with_scenes(schedule(Policy::Deadline, Instant::now()), &[60, 60], Duration::ZERO);
    let page = schedule.rank(2) - schedule.rank(1);
    advance(Duration::from_secs(7)).await;
    schedule.reader_at(32);
    assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), [7_000 + 2 * page, 7_000 + page, 7_000]);
}

#[tokio::test(start_paused = true)]
async fn a_late_picture_makes_no_other_late() {
    let epoch = Instant::now();
    let mut schedule = with_scenes(schedule(Policy::Deadline, epoch), &[60, 60, 60], Duration::ZERO);
    let page = schedule.rank(2) - schedule.rank(1);
    // the first picture is late by 30 s, and the reader turns to it at once: the next ones stay as urgent as they were
    advance(Duration::from_secs(30)).await;
    schedule.painted(1);
    schedule.reader_at(1);
    assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), [0, page, 2 * page]);
    // they read the page in its time, and turn to a picture that is there: late still, but not through them
    schedule.painted(2);
    advance(Duration::from_millis(u64::try_from(page).expect("a positive time"))).await;
    schedule.reader_at(2);
    assert_eq!([2, 3].map(|scene| schedule.rank(scene)), [page, 2 * page]);
    // told again of the same page, nothing moves
    advance(Duration::from_millis(u64::try_from(page).expect("a positive time"))).await;
    schedule.reader_at(2);
    assert_eq!(schedule.rank(3), 2 * page);
    // a reader who lingers for 5 s beyond the page's time gives those who wait that much
    schedule.painted(3);
    advance(Duration::from_secs(5)).await;
    schedule.reader_at(3);
    assert_eq!(schedule.rank(3), 2 * page + 5_000);
}

#[tokio::test(start_paused = true)]
async fn an_unread_story_is_moved_back_once() {
    let mut schedule = with_scenes(schedule(Policy::Deadline, Instant::now()), &[60, 60], Duration::ZERO);
    let before = schedule.rank(2);
    schedule.nobody_reads(Duration::from_mins(10));
    schedule.nobody_reads(Duration::from_mins(10));
    assert_eq!(schedule.rank(2), before + 600_000);
    schedule.reader_at(1);
    assert_eq!(schedule.rank(2), before);
    schedule.nobody_reads(Duration::from_mins(10));
    schedule.somebody_reads();
    assert_eq!(schedule.rank(2), before);
}

#[tokio::test(start_paused = true)]
async fn a_restarted_story_keeps_its_deadlines() {
    let epoch = Instant::now();
    let first = with_scenes(schedule(Policy::Deadline, epoch), &[60, 40], Duration::ZERO);
    advance(Duration::from_secs(30)).await;
    let again = with_scenes(schedule(Policy::Deadline, epoch), &[60, 40], Duration::from_secs(30));
    assert_eq!([1, 2, 3].map(|scene| again.rank(scene)), [1, 2, 3].map(|scene| first.rank(scene)));
    // ready before this node started: due before everything that it began
    let older = with_scenes(schedule(Policy::Deadline, epoch), &[60], Duration::from_secs(90));
    assert_eq!(older.rank(1), -60_000);
}

#[tokio::test(start_paused = true)]
async fn the_other_policies_know_no_deadlines() {
    for (policy, ranks) in [(Policy::Fifo, [0, 0, 0]), (Policy::FirstScene, [0, 1, 1])] {
        let mut schedule = with_scenes(schedule(policy, Instant::now()), &[60, 60, 60], Duration::ZERO);
        advance(Duration::from_secs(5)).await;
        schedule.reader_at(3);
        schedule.nobody_reads(Duration::from_mins(10));
        assert_eq!([1, 2, 3].map(|scene| schedule.rank(scene)), ranks);
    }
}
