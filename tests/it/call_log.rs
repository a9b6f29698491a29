//! The log of a story's calls: it stays small, and exact in every sum.

use ai_tale::domain::{
    Call, CallKind, CallLog, CallOutcome, Cause, Currency, MOST_CALLS, SpendKey, SpendLine, Usage, Work, tokens_of,
};
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use serde_json::json;

fn call(kind: CallKind, scene: u32, usage: Usage) -> Call {
    let (day, model, cause, outcome) = (20_787, "painter".to_owned(), Cause::First, CallOutcome::InFlight);
    Call { day, kind, model, scene: Some(scene), cause, outcome, count: 1, usage }
}

fn paid(cost_micros: u64) -> Usage {
    Usage { pictures: 1, cost_micros, ..Usage::default() }
}

#[derive(Clone, Debug)]
enum Step {
    /// A call is made, that costs at most so much.
    Begin(bool, u64),
    /// One of those on their way is said to have used so much.
    Assume(usize, u64),
    /// It ends.
    End(usize, bool),
    /// It was not sent.
    Withdraw(usize),
    /// The log is saved and read again, by a run that knows nothing of what was on its way.
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (any::<bool>(), 0..99_u64).prop_map(|(is_words, cost)| Step::Begin(is_words, cost)),
        2 => (0..9_usize, 0..99_u64).prop_map(|(call, cost)| Step::Assume(call, cost)),
        6 => (0..9_usize, any::<bool>()).prop_map(|(call, is_ok)| Step::End(call, is_ok)),
        1 => (0..9_usize).prop_map(Step::Withdraw),
        1 => proptest::strategy::Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..900)
}

proptest! {
    #[test]
    fn sums_stay_exact_and_the_log_small(steps in steps()) {
        let mut log = CallLog::of(Currency::USD);
        // calls on their way with what they count for, and what all others sum up to
        let (mut open, mut ended, mut next) = (Vec::<(u64, bool, u64)>::new(), [(0, 0); 2], 0);
        for step in steps {
            match step {
                Step::Begin(is_words, cost) => {
                    let kind = if is_words { CallKind::Words } else { CallKind::Picture };
                    log.begin(next, call(kind, 1, paid(cost)));
                    open.push((next, is_words, cost));
                    next += 1;
                }
                Step::Assume(place, cost) if place < open.len() => {
                    log.on_its_way(open[place].0).unwrap().usage = paid(cost);
                    open[place].2 = cost;
                }
                Step::End(place, is_ok) if place < open.len() => {
                    let (id, is_words, cost) = open.remove(place);
                    log.end(id, if is_ok { CallOutcome::Ok } else { CallOutcome::TimedOut });
                    let (calls, sum) = &mut ended[usize::from(is_words)];
                    (*calls, *sum) = (*calls + 1, *sum + cost);
                }
                Step::Withdraw(place) if place < open.len() => log.withdraw(open.remove(place).0),
                Step::Restart => {
                    log = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
                    log.end_all(CallOutcome::Unknown);
                    for (_, is_words, cost) in open.drain(..) {
                        let (calls, sum) = &mut ended[usize::from(is_words)];
                        (*calls, *sum) = (*calls + 1, *sum + cost);
                    }
                    next = 0;
                }
                _ => {}
            }
        }
        let mut expected = ended;
        for (_, is_words, cost) in &open {
            let (calls, sum) = &mut expected[usize::from(*is_words)];
            (*calls, *sum) = (*calls + 1, *sum + cost);
        }
        let told = log.lines().into_iter().map(|SpendLine { key: SpendKey { kind, .. }, calls, usage }| {
            (kind, (calls, usage.cost_micros))
        });
        let expected = [(CallKind::Words, expected[1]), (CallKind::Picture, expected[0])];
        assert!(told.eq(expected.into_iter().filter(|(_, (calls, _))| *calls > 0)));
        // two kinds, three outcomes
        assert!(log.calls().count() <= MOST_CALLS + 6 + open.len());
    }
}

#[test]
fn a_late_end_changes_nothing() {
    let mut log = CallLog::of(Currency::USD);
    log.begin(0, call(CallKind::Picture, 1, paid(40_000)));
    log.end_all(CallOutcome::Dropped);
    let ended = log.clone();
    log.end(0, CallOutcome::Ok);
    log.withdraw(0);
    assert_eq!(log, ended);
    assert_eq!(log.calls().next().unwrap().outcome, CallOutcome::Dropped);
}

#[test]
fn the_longest_log_is_a_small_document() {
    let mut log = CallLog::of(Currency::USD);
    for id in 0..10_000_u32 {
        let usage = Usage { input_tokens: 12_345, output_tokens: 6_789, milliseconds: 54_321, ..paid(40_000) };
        let retried = Call { cause: Cause::AfterRelease, ..call(CallKind::Critique, id % 32 + 1, usage) };
        log.begin(u64::from(id), retried);
        log.end(u64::from(id), CallOutcome::Unavailable);
    }
    let document = serde_json::to_string(&log).unwrap();
    assert!(document.len() < 64 * 1024, "{} bytes", document.len());
    assert_eq!(log.total().cost_micros, 400_000_000);
}

#[test]
fn work_of_an_older_version_is_read() {
    let saved = json!({ "tier": "guest", "route": { "storytellers": ["builtin"], "painters": ["builtin"] },
        "words_ended": false, "attempts": { "1": { "builtin": 2 } },
        "spent": { "input_tokens": 9, "output_tokens": 8, "pictures": 1, "milliseconds": 7, "cost_micros": 6 } });
    let mut work: Work = serde_json::from_value(saved).unwrap();
    assert_eq!((work.used().input_tokens, work.used().cost_micros), (9, 6));
    work.calls.begin(0, call(CallKind::Picture, 1, paid(4)));
    assert_eq!((work.used().pictures, work.used().cost_micros), (2, 10));
    let again: Work = serde_json::from_str(&serde_json::to_string(&work).unwrap()).unwrap();
    assert_eq!(again, work);
}

#[test]
fn an_outcome_of_a_newer_version_is_unknown() {
    let call = json!({ "day": 1, "kind": "words", "model": "m", "outcome": "transmogrified" });
    assert_eq!(serde_json::from_value::<Call>(call).unwrap().outcome, CallOutcome::Unknown);
}

#[test]
fn tokens_are_estimated_by_their_letters() {
    let english = "Mira the fox held her lantern high, and the dark was full of friends.";
    for (text, least, most) in [
        ("", 0, 0),
        ("a", 1, 1),
        (english, 15, 18),
        ("Der kleine Fuchs hörte die Eule und fürchtete sich nicht mehr.", 15, 18),
        ("Маленькая лиса", 8, 14),
        ("小狐狸慢慢地走进森林。", 11, 22),
        ("🦊🦊", 2, 6),
    ] {
        let tokens = tokens_of(text);
        assert!((least..=most).contains(&tokens), "{tokens}: {text}");
    }
}
