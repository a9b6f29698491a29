//! The built-in moderator against a bare look-up of every word in one list, on wishes of 500 characters, on one core.
//! Goal: 1,000 wishes a second.
//!
//! `cargo bench --bench judge`; the two take turns, so that a busy machine is unfair to neither. The ratio says what
//! reading disguises, sentences and languages costs over looking words up, whatever the machine.

#![expect(clippy::cast_precision_loss, reason = "counts of wishes are small")]

use std::collections::HashSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ai_tale::backends::models::Moderator;
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::domain::{Role, Text};
use futures_util::FutureExt;

const WISHES: &str = include_str!("../tests/it/moderation/harmless.txt");
const LENGTH: usize = 500;
const ROUNDS: usize = 21;
const GOAL: f64 = 1_000.0;

fn main() {
    let wishes = wishes();
    let moderator = BuiltinModerator::new();
    let list: HashSet<String> = WISHES.split_whitespace().map(str::to_lowercase).collect();
    let judge = |wish: &str| {
        let answer = moderator.check_words(&[Text::new(wish, Role::Theme)]).now_or_never();
        answer.is_some_and(|answer| answer.is_ok())
    };
    let look_up = |wish: &str| wish.split_whitespace().all(|word| list.contains(&word.to_lowercase()));
    let (mut judged, mut looked_up) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        judged.push(timed(&wishes, judge));
        looked_up.push(timed(&wishes, look_up));
    }
    let mut ratios: Vec<f64> =
        judged.iter().zip(&looked_up).map(|(judged, bare)| judged.as_secs_f64() / bare.as_secs_f64()).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let a_second = |time: Duration| wishes.len() as f64 / time.as_secs_f64();
    println!("{:<16} {:>12}   ({} of {LENGTH} characters)", "", "wishes / s", wishes.len());
    println!("{:<16} {:>12.0}   (goal: at least {GOAL})", "moderator", a_second(median(judged)));
    println!("{:<16} {:>12.0}", "bare look-up", a_second(median(looked_up)));
    println!(
        "{:<16} {:>12.1}   (median of {ROUNDS} rounds, half of them {:.1} to {:.1})",
        "ratio",
        ratios[ROUNDS / 2],
        ratios[ROUNDS / 4],
        ratios[ROUNDS * 3 / 4],
    );
}

/// Sentences of the table, joined until a wish is full.
fn wishes() -> Vec<String> {
    let mut wishes = vec![String::new()];
    for sentence in WISHES.lines() {
        let last = wishes.last_mut().expect("there is always one");
        if last.chars().count() + sentence.chars().count() + 2 > LENGTH {
            wishes.push(sentence.to_owned());
        } else {
            last.push_str(". ");
            last.push_str(sentence);
        }
    }
    wishes
}

fn timed(wishes: &[String], work: impl Fn(&str) -> bool) -> Duration {
    let start = Instant::now();
    for wish in wishes {
        black_box(work(black_box(wish)));
    }
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
