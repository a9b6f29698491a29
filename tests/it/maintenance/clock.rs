//! Forgetting by the clock: what is forgotten never comes back, so it goes by no clock that has leapt.

use std::time::Duration;

use ai_tale::actors::maintenance::ClockWatch;
use ai_tale::backends::store::Reservation;
use ai_tale::domain::{StoryId, Timestamp, UserId};
use ai_tale::flow::background::BackgroundTask;
use tokio_util::sync::CancellationToken;

use super::House;
use crate::kit::until;
use crate::store::samples::{MIDNIGHT, NO_LIMITS};

/// Whether a reservation of long ago is left after a round of tidying, where the clock was last seen `ago`.
async fn is_kept(ago: Duration) -> bool {
    let (house, now) = (House::new("").await, Timestamp::now());
    house.store.clock.saw(now.minus(ago)).await.unwrap();
    let reservation = Reservation { owner: UserId::new(), story: StoryId::new(), at: now.minus(YEAR) };
    house.store.quotas.reserve(reservation, NO_LIMITS).await.unwrap();
    let stop = CancellationToken::new();
    let tidying = tokio::spawn(house.maintenance.clone().run(stop.clone()));
    // a round erases before it forgets, so the first has ended when the second has erased
    for round in ["the first round", "the second round"] {
        house.deleted().await;
        house.maintenance.erasing.notify_one();
        until(round, async || house.store.erasure.to_erase(None, 1).await.unwrap().is_empty()).await;
    }
    stop.cancel();
    tidying.await.unwrap();
    !house.store.quotas.unsettled(now, None, 9).await.unwrap().is_empty()
}

const YEAR: Duration = Duration::from_hours(365 * 24);

#[tokio::test]
async fn nothing_is_forgotten_by_a_leapt_clock() {
    assert!(is_kept(YEAR).await, "the clock is a year ahead");
    assert!(!is_kept(Duration::from_hours(48)).await, "the service was off for two days");
}

#[tokio::test]
async fn a_clock_is_believed_near_its_last_time() {
    let house = House::new("-").await;
    let clock = &*house.store.clock;
    for (now, is_believed) in [
        (MIDNIGHT, true),
        (MIDNIGHT.plus(YEAR), false),
        (MIDNIGHT.minus(YEAR), false),
        (MIDNIGHT.plus(Duration::from_hours(24)), true),
    ] {
        assert_eq!(ClockWatch::default().believes(clock, now).await.unwrap(), is_believed, "{now}");
    }
    assert_eq!(clock.last_seen().await.unwrap(), Some(MIDNIGHT.plus(Duration::from_hours(24))));
}

#[tokio::test(start_paused = true)]
async fn a_running_clock_leaps_no_days() {
    let house = House::new("-").await;
    let (clock, mut watch) = (&*house.store.clock, ClockWatch::default());
    let (six_days, ten_minutes) = (Duration::from_hours(6 * 24), Duration::from_mins(10));
    clock.saw(MIDNIGHT.minus(six_days)).await.unwrap();
    assert!(watch.believes(clock, MIDNIGHT).await.unwrap(), "the service was off for six days");
    let mut right = MIDNIGHT;
    for (wrong_by, is_believed) in [(six_days, false), (Duration::ZERO, true), (ten_minutes, true), (six_days, false)] {
        tokio::time::advance(ten_minutes).await;
        right = right.plus(ten_minutes);
        assert_eq!(watch.believes(clock, right.plus(wrong_by)).await.unwrap(), is_believed, "wrong by {wrong_by:?}");
    }
    assert_eq!(clock.last_seen().await.unwrap(), Some(right), "the leap moved nothing");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_goes_on_is_believed_again() {
    let house = House::new("-").await;
    let (clock, mut watch) = (&*house.store.clock, ClockWatch::default());
    clock.saw(MIDNIGHT).await.unwrap();
    let mut shown = MIDNIGHT.plus(YEAR);
    for hour in 0..24 {
        assert!(!watch.believes(clock, shown).await.unwrap(), "after {hour} hours");
        tokio::time::advance(Duration::from_hours(1)).await;
        // in the middle of the day it leaps again, and its day begins anew
        shown = shown.plus(if hour == 11 { YEAR } else { Duration::from_hours(1) });
    }
    for _ in 0..12 {
        assert!(!watch.believes(clock, shown).await.unwrap());
        tokio::time::advance(Duration::from_hours(1)).await;
        shown = shown.plus(Duration::from_hours(1));
    }
    assert!(watch.believes(clock, shown).await.unwrap());
    assert_eq!(clock.last_seen().await.unwrap(), Some(shown));
}
