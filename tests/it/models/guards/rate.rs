//! A provider is asked as often as we may, and as often as it says itself.

use std::time::Duration;

use ai_tale::backends::models::guards::rate_headers::rate_limits;
use ai_tale::backends::models::guards::{Deadlines, Guards, Provider, RateLimits, guard_painter};
use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

use super::{SECOND, ask, declined, guards, of, painter};
use crate::kit::fakes::lock;
use crate::kit::players;

#[tokio::test(start_paused = true)]
async fn no_minute_sees_more_calls_than_the_limit() {
    for limit in [1, 7, 120] {
        let (painter, calls) = painter(|_| Ok(()));
        let painter = guard_painter(painter, &guards(limit));
        let begun = Instant::now();
        // whoever comes finds a place in line, for five minutes
        join_all((0..limit * 6).map(|caller| {
            let painter = &painter;
            async move {
                sleep(SECOND * 300 * caller / (limit * 6)).await;
                ask(painter).await
            }
        }))
        .await;
        let calls: Vec<Duration> = lock(&calls).iter().map(|at| *at - begun).collect();
        for (call, at) in calls.iter().enumerate() {
            let minute = calls[call..].iter().take_while(|later| **later < *at + SECOND * 60).count();
            assert!(minute <= limit as usize, "{minute} within a minute from {at:?}, of {limit}");
        }
        assert!(calls.len() >= limit as usize * 4, "{} of {limit} a minute in five", calls.len());
    }
}

#[tokio::test(start_paused = true)]
async fn calls_leave_as_they_came() {
    let (painter, _) = painter(|_| Ok(()));
    let painter = guard_painter(painter, &guards(6));
    let order = std::sync::Mutex::new(Vec::new());
    join_all((0..3).map(async |caller| {
        assert_eq!(ask(&painter).await, None);
        lock(&order).push((caller, Instant::now()));
    }))
    .await;
    let order = order.into_inner().unwrap();
    assert_eq!(order.iter().map(|(caller, _)| *caller).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(order[2].1 - order[0].1, SECOND * 20);
}

#[tokio::test(start_paused = true)]
async fn a_line_too_long_is_not_joined() {
    let (painter, calls) = painter(|_| Ok(()));
    let guards = Guards { provider: Some(Provider::new(6)), ..Guards::from(Deadlines::total(SECOND * 15)) };
    let painter = guard_painter(painter, &guards);
    let asked = Instant::now();
    let third = async {
        let error = ask(&painter).await;
        (declined(error), asked.elapsed())
    };
    let (_, _, third) = futures_util::join!(ask(&painter), ask(&painter), third);
    assert_eq!(third, (SECOND * 20, Duration::ZERO));
    assert_eq!(*lock(&calls), [asked, asked + SECOND * 10]);
}

#[tokio::test(start_paused = true)]
async fn models_of_one_provider_share_its_rate() {
    let provider = Provider::new(6);
    let (one, other) = (painter(|_| Ok(())), painter(|_| Ok(())));
    let painters = [guard_painter(one.0, &of(&provider)), guard_painter(other.0, &of(&provider))];
    let asked = Instant::now();
    join_all(painters.iter().map(ask)).await;
    assert_eq!(*lock(&other.1), [asked + SECOND * 10]);
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_before_the_time_it_named() {
    let provider = Provider::new(0);
    let (painter, calls) = painter(|_| Ok(()));
    let painter = guard_painter(painter, &of(&provider));
    let asked = Instant::now();
    provider.feedback().throttled(Some(SECOND * 20));
    assert_eq!(ask(&painter).await, None);
    assert_eq!(*lock(&calls), [asked + SECOND * 20]);
    provider.feedback().throttled(Some(SECOND * 40));
    assert_eq!(declined(ask(&painter).await), SECOND * 40, "longer than it may take");
    assert_eq!(lock(&calls).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_day_s_wait_is_tried_after_minutes() {
    let provider = Provider::new(0);
    let (painter, _) = painter(|_| Ok(()));
    let painter = guard_painter(painter, &of(&provider));
    provider.feedback().throttled(Some(SECOND * 86_400));
    assert_eq!(declined(ask(&painter).await), SECOND * 300);
    sleep(SECOND * 300).await;
    assert_eq!(ask(&painter).await, None);
}

#[tokio::test(start_paused = true)]
async fn without_a_time_each_wait_is_longer() {
    let provider = Provider::new(0);
    let feedback = provider.feedback();
    let (painter, calls) = painter(|_| Ok(()));
    let painter = guard_painter(painter, &of(&provider));
    let mut waits = Vec::new();
    for _ in 0..4 {
        let turned_away = Instant::now();
        // several that were on their way are turned away together
        (0..10).for_each(|_| feedback.throttled(None));
        ask(&painter).await;
        waits.push(*lock(&calls).last().unwrap() - turned_away);
    }
    for (wait, seconds) in waits.iter().zip([1, 2, 4, 8]) {
        assert!(*wait >= SECOND * seconds / 2 && *wait <= SECOND * seconds, "{waits:?}");
    }
    feedback.accepted();
    let turned_away = Instant::now();
    feedback.throttled(None);
    ask(&painter).await;
    assert!(*lock(&calls).last().unwrap() - turned_away <= SECOND);
}

#[tokio::test(start_paused = true)]
async fn an_empty_limit_is_waited_for() {
    for (limit, waits) in [(Some(60), 1), (None, 20)] {
        let provider = Provider::new(0);
        let (painter, calls) = painter(|_| Ok(()));
        let painter = guard_painter(painter, &of(&provider));
        let asked = Instant::now();
        let reset = if limit.is_some() { SECOND * 60 } else { SECOND * 20 };
        provider.feedback().said(RateLimits { limit, remaining: 0, reset });
        ask(&painter).await;
        assert_eq!(*lock(&calls), [asked + SECOND * waits]);
        provider.feedback().said(RateLimits { limit, remaining: 1, reset });
        let asked = Instant::now();
        ask(&painter).await;
        assert_eq!(lock(&calls)[1], asked, "it still takes one");
    }
}

#[tokio::test(start_paused = true)]
async fn who_leaves_the_line_is_not_waited_for() {
    let (painter, calls) = painter(|_| Err(players::unusable()));
    let painter = guard_painter(painter, &guards(6));
    let asked = Instant::now();
    ask(&painter).await;
    let left = tokio::time::timeout(SECOND, ask(&painter)).await;
    assert!(left.is_err());
    ask(&painter).await;
    assert_eq!(*lock(&calls), [asked, asked + SECOND * 10]);
}

#[test]
fn limits_in_headers_are_understood() {
    let reset = |text: &'static str| {
        rate_limits(|name| match name {
            "x-ratelimit-limit-requests" => Some("60"),
            "x-ratelimit-remaining-requests" => Some("59"),
            "x-ratelimit-reset-requests" => Some(text),
            _ => None,
        })
        .map(|limits| {
            assert_eq!((limits.limit, limits.remaining), (Some(60), 59));
            limits.reset
        })
    };
    let cases = [
        ("1s", Some(1_000)),
        ("20ms", Some(20)),
        ("6m0s", Some(360_000)),
        ("2m59.56s", Some(179_560)),
        ("1d2h", Some(93_600_000)),
        ("12", Some(12_000)),
        ("0s", Some(0)),
        ("s", None),
        ("5 parsecs", None),
        ("5", Some(5_000)),
        ("", None),
    ];
    for (text, milliseconds) in cases {
        assert_eq!(reset(text), milliseconds.map(Duration::from_millis), "{text}");
    }
    assert_eq!(rate_limits(|_| None), None);
}
