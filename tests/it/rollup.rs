//! What events add up to: quantiles that are right to a tenth, sums that are the same however they were cut.

use std::time::Duration;

use ai_tale::domain::{BusEvent, DurationSketch, Rollup, RollupSums};
use proptest::collection::vec;
use proptest::test_runner::TestRunner;
use proptest::{prop_assert, prop_assert_eq};
use serde_json::json;

use crate::analytics_store::conformance::event;
use crate::kit::cases;

fn sketch(microseconds: &[u64]) -> DurationSketch {
    let mut sketch = DurationSketch::default();
    for each in microseconds {
        sketch.add(Duration::from_micros(*each));
    }
    sketch
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
#[test]
fn a_quantile_is_right_to_a_tenth() {
    let durations = vec(2..10_000_000_000_u64, 1..60);
    let outcome =
        TestRunner::new(cases(file!(), 256)).run(&(durations, 1..=100_usize), |(mut durations, hundredths)| {
            let said = sketch(&durations).quantile(hundredths as f64 / 100.0).map(|said| said.as_secs_f64() * 1e6);
            durations.sort_unstable();
            let rank = (durations.len() * hundredths).div_ceil(100);
            let share = said.unwrap_or_default() / durations[rank - 1] as f64;
            prop_assert!((0.9..=1.1).contains(&share), "{share} of {}", durations[rank - 1]);
            Ok(())
        });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn sums_are_the_same_however_cut() {
    let strategy = (vec(0..10_000_000_u64, 0..40), vec(0..10_000_000_u64, 0..40));
    let outcome = TestRunner::new(cases(file!(), 256)).run(&strategy, |(one, other)| {
        let sums = |part: &[u64]| {
            let mut sums = RollupSums::default();
            for duration_us in part {
                let data = json!({ "duration_us": duration_us, "bytes": 3 });
                sums += &Rollup::of_event(&BusEvent { data, ..event("api.request", 1) }).sums;
            }
            sums
        };
        let mut added = sums(&one);
        added += &sums(&other);
        prop_assert_eq!(&added, &sums(&[&one[..], &other[..]].concat()));
        prop_assert_eq!(added.durations, sketch(&[one, other].concat()));
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn strange_data_adds_nothing_but_its_count() {
    let strange =
        json!({ "tier": 7, "model": null, "bytes": -1, "durations": [1], "duration_ms": "long", "count": 2.5 });
    let Rollup { key, sums } = Rollup::of_event(&BusEvent { data: strange, ..event("api.request", 1) });
    assert_eq!((key.tier.as_str(), key.model.as_str()), ("", ""));
    assert_eq!(sums, RollupSums { count: 1, ..RollupSums::default() });
}
