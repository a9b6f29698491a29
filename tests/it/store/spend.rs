//! What was spent: counted once, whatever is written again, and kept when its story is erased.

use ai_tale::backends::store::{Append, Appended, Intent, Store};
use ai_tale::domain::{
    Call, CallKind, CallLog, CallOutcome, Cause, Currency, Event, SpendKey, SpendLine, StartId, StoryId, Usage, Work,
};

use super::samples::{MIDNIGHT, append, book, claimed, created, told};

/// The day of all samples.
pub const DAY: i64 = MIDNIGHT.day();

/// A call that has ended.
pub fn call(day: i64, kind: CallKind, model: &str, cost_micros: u64) -> Call {
    let usage = Usage { input_tokens: 10, output_tokens: 5, pictures: 1, milliseconds: 700, cost_micros };
    let (model, scene, cause, outcome) = (model.to_owned(), Some(1), Cause::First, CallOutcome::Ok);
    Call { day, kind, model, scene, cause, outcome, count: 1, usage }
}

/// A work document with these calls.
pub fn work_of(calls: &[Call]) -> Work {
    let mut log = CallLog::of(Currency::USD);
    for (id, call) in (0..).zip(calls) {
        log.begin(id, call.clone());
        log.end(id, call.outcome);
    }
    Work { calls: log, ..Work::default() }
}

/// Calls and millionths of one sum.
fn sum(day: i64, kind: CallKind, model: &str, calls: u64, cost_micros: u64) -> SpendLine {
    let of_all = |each: u64| each * calls;
    let usage = Usage {
        input_tokens: of_all(10),
        output_tokens: of_all(5),
        pictures: of_all(1),
        milliseconds: of_all(700),
        cost_micros,
    };
    let key = SpendKey { day, model: model.to_owned(), kind, currency: Currency::USD };
    SpendLine { key, calls, usage }
}

async fn sums(store: &Store) -> Vec<SpendLine> {
    store.spend.sums(DAY - 9, DAY + 9).await.unwrap()
}

/// A story that was claimed, with an append of its work.
async fn begun(store: &Store, calls: &[Call]) -> (StoryId, Append) {
    let (story, owner) = created(store).await;
    claimed(store, story).await;
    let mut first = append(story, owner, 1, 1, vec![Event::StoryStarted]);
    first.work = Some(work_of(calls));
    (story, told(store, first).await)
}

pub async fn a_work_document_counts_once(store: Store) {
    let calls = [call(DAY, CallKind::Words, "writer", 300), call(DAY, CallKind::Picture, "painter", 40_000)];
    let (story, first) = begun(&store, &calls).await;
    let expected = [sum(DAY, CallKind::Picture, "painter", 1, 40_000), sum(DAY, CallKind::Words, "writer", 1, 300)];
    assert_eq!(sums(&store).await, expected);

    assert_eq!(store.log.append(first).await.unwrap(), Appended::Done, "its answer was lost");
    for _ in 0..2 {
        assert!(store.log.save_work(story, 1, &work_of(&calls)).await.unwrap());
    }
    assert!(store.claims.release(story, 1, &work_of(&calls)).await.unwrap());
    assert_eq!(sums(&store).await, expected);
}

pub async fn sums_change_by_what_changed(store: Store) {
    let [at_most, paid] = [9_000, 300].map(|cost| call(DAY, CallKind::Words, "writer", cost));
    let (story, _) = begun(&store, std::slice::from_ref(&at_most)).await;
    assert_eq!(sums(&store).await, [sum(DAY, CallKind::Words, "writer", 1, 9_000)]);
    let later = call(DAY + 1, CallKind::Words, "writer", 50);
    assert!(store.log.save_work(story, 1, &work_of(&[paid, later])).await.unwrap());
    let expected = [sum(DAY, CallKind::Words, "writer", 1, 300), sum(DAY + 1, CallKind::Words, "writer", 1, 50)];
    assert_eq!(sums(&store).await, expected);
    assert_eq!(store.spend.sums(DAY + 1, DAY + 1).await.unwrap(), expected[1..], "of one day");
    assert!(store.log.save_work(story, 1, &work_of(&[])).await.unwrap());
    assert_eq!(sums(&store).await, [], "the calls were not sent after all");
}

pub async fn a_fenced_write_spends_nothing(store: Store) {
    let paid = [call(DAY, CallKind::Words, "writer", 300)];
    let (story, first) = begun(&store, &paid).await;
    let before = sums(&store).await;
    let more = work_of(&[paid[0].clone(), call(DAY, CallKind::Picture, "painter", 40_000)]);
    store.claims.claim(story, 1, super::samples::claimant()).await.unwrap().unwrap();
    assert!(!store.log.save_work(story, 1, &more).await.unwrap());
    assert!(!store.claims.release(story, 1, &more).await.unwrap());
    let mut late = first;
    late.records[0].event_id = ai_tale::domain::EventId::new();
    late.records[0].seq = 3;
    late.work = Some(more);
    assert_eq!(store.log.append(late).await.unwrap(), Appended::Fenced(2));
    assert_eq!(sums(&store).await, before);
}

pub async fn what_stories_cost_outlives_them(store: Store) {
    let paid = [call(DAY, CallKind::Words, "writer", 300)];
    let (story, first) = begun(&store, &paid).await;
    let (other, _) = begun(&store, &paid).await;
    let owner = store.log.head(story).await.unwrap().unwrap().owner;
    told(&store, append(story, owner, 1, first.records[0].seq, book()[1..].to_vec())).await;
    let expected = [sum(DAY, CallKind::Words, "writer", 2, 600)];
    assert_eq!(sums(&store).await, expected);
    assert_eq!(store.spend.calls(story).await.unwrap(), Some(work_of(&paid).calls));

    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    assert_eq!(store.spend.calls(story).await.unwrap(), None, "it is read by nobody");
    store.erasure.erase(&[story]).await.unwrap();
    assert_eq!(sums(&store).await, expected);
    assert_eq!(store.spend.calls(story).await.unwrap(), None);
    assert_eq!(store.spend.calls(other).await.unwrap(), Some(work_of(&paid).calls));
    assert_eq!(store.spend.calls(StoryId::new()).await.unwrap(), None, "it never was");
}

pub async fn a_process_puts_the_whole_of_its_day(store: Store) {
    let (one, other) = (StartId::new(), StartId::new());
    let line = |day, calls, cost| sum(day, CallKind::Judgement, "judge", calls, cost);
    for _ in 0..2 {
        store.spend.put(one, DAY, vec![line(DAY, 1, 20)]).await.unwrap();
    }
    store.spend.put(other, DAY, vec![line(DAY, 2, 40)]).await.unwrap();
    assert_eq!(sums(&store).await, [line(DAY, 3, 60)]);
    store.spend.put(one, DAY + 1, vec![line(DAY + 1, 1, 20)]).await.unwrap();
    store.spend.put(one, DAY, vec![line(DAY, 4, 80)]).await.unwrap();
    assert_eq!(sums(&store).await, [line(DAY, 6, 120), line(DAY + 1, 1, 20)]);
    let foreign = store.spend.put(one, DAY, vec![line(DAY + 1, 9, 180)]).await;
    assert!(foreign.is_err(), "what is put for a day is of that day");
    assert_eq!(sums(&store).await, [line(DAY, 6, 120), line(DAY + 1, 1, 20)]);
}
