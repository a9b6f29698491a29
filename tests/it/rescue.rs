//! The rescue ladder: whom a picture is asked of after so many failures, by name.

use ai_tale::domain::Attempts;
use ai_tale::pipeline::rescue::{Ladder, Rung};

fn painters(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Every rung down to the quiet page, where each attempt fails.
fn rungs(mut ladder: Ladder, are_refusals: bool) -> Vec<Rung> {
    let mut rungs = Vec::new();
    while ladder.rung() != Rung::Quiet {
        rungs.push(ladder.rung());
        ladder.failed(are_refusals);
    }
    rungs
}

fn as_is(name: &str) -> Rung {
    Rung::AsIs(name.to_owned())
}

fn softened(name: &str) -> Rung {
    Rung::Softened(name.to_owned())
}

#[test]
fn each_painter_is_asked_before_the_quiet_page() {
    let ladder = Ladder::new(painters(&["a", "b", "c"]), Attempts::new());
    assert_eq!(rungs(ladder, false), [as_is("a"), as_is("a"), softened("a"), softened("b"), softened("c")]);
}

#[test]
fn a_refusal_is_never_asked_for_again() {
    let ladder = Ladder::new(painters(&["a", "b"]), Attempts::new());
    assert_eq!(rungs(ladder, true), [as_is("a"), softened("a"), softened("b")]);
}

#[test]
fn a_changed_configuration_shifts_no_attempt() {
    let mut before = Ladder::new(painters(&["a", "b"]), Attempts::new());
    (0..3).for_each(|_| before.failed(false));
    let attempts = before.attempts().clone();
    // a new painter comes first: it has all its attempts, the one that failed has none
    let after = Ladder::new(painters(&["new", "a", "b"]), attempts.clone());
    assert_eq!(rungs(after, false), [as_is("new"), as_is("new"), softened("new"), softened("b")]);
    // the first one left
    let after = Ladder::new(painters(&["b"]), attempts);
    assert_eq!(rungs(after, false), [as_is("b"), as_is("b"), softened("b")]);
}

#[test]
fn the_quiet_page_fails_onto_itself() {
    let mut ladder = Ladder::quiet();
    ladder.failed(true);
    assert_eq!((ladder.rung(), ladder.attempts().len()), (Rung::Quiet, 0));
}

#[test]
fn who_is_away_is_asked_after_all_others() {
    let mut ladder = Ladder::new(painters(&["a", "b", "c"]), Attempts::new());
    assert!(ladder.put_off());
    assert_eq!(ladder.attempts(), &Attempts::new(), "it keeps its attempts");
    // the first one that is there has the first one's attempts
    assert_eq!(rungs(ladder.clone(), false), [as_is("b"), as_is("b"), softened("b"), softened("c"), softened("a")]);
    assert!(ladder.put_off());
    assert_eq!(ladder.rung(), as_is("c"));
    assert!(!ladder.put_off(), "nobody else is there: this one is waited for");
    assert_eq!(ladder.rung(), as_is("c"));
}

#[test]
fn nobody_is_passed_over_for_the_quiet_page() {
    let mut alone = Ladder::new(painters(&["a"]), Attempts::new());
    assert!(!alone.put_off());
    assert_eq!(alone.rung(), as_is("a"));
    // the others have failed
    let attempts = Attempts::from([("b".to_owned(), 1)]);
    let mut ladder = Ladder::new(painters(&["a", "b"]), attempts);
    ladder.put_off();
    assert_eq!(rungs(ladder, false), [as_is("b"), softened("b"), softened("a")]);
    assert!(!Ladder::quiet().put_off());
}

#[test]
fn only_a_painter_that_failed_is_retried() {
    let mut ladder = Ladder::new(painters(&["a", "b"]), Attempts::new());
    assert!(!ladder.is_retry());
    ladder.failed(false);
    assert!(ladder.is_retry());
    (0..2).for_each(|_| ladder.failed(false));
    assert_eq!((ladder.rung(), ladder.is_retry()), (softened("b"), false));
}
