//! The gate that orders all waiting: who is granted next, and what is counted. `model` holds it against a list.

mod model;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use ai_tale::flow::gate::{Credit, Gate, Load, Need};
use futures_util::FutureExt;
use tokio::time::advance;

const MAX_WAIT: Duration = Duration::from_secs(30);

/// Jobs are named by numbers here.
type Waiting = Pin<Box<dyn Future<Output = Credit<usize>> + Send>>;

fn need(rank: i64) -> Need<usize> {
    Need { key: 0, rank }
}

fn waits(gate: &Gate<usize>, need: Need<usize>) -> Waiting {
    let gate = gate.clone();
    let mut waiting: Waiting = Box::pin(async move { gate.acquire(need).await });
    assert!((&mut waiting).now_or_never().is_none(), "it was to wait");
    waiting
}

fn now(waiting: &mut Waiting) -> Option<Credit<usize>> {
    waiting.now_or_never()
}

fn load(size: usize, busy: usize, waiting: usize) -> Load {
    Load { size, busy, waiting, oldest_wait: Duration::ZERO }
}

#[tokio::test(start_paused = true)]
async fn the_most_urgent_first_and_ties_in_turn() {
    let gate = Gate::new("test", 1, MAX_WAIT);
    let mut credit = gate.acquire(need(0)).await;
    let mut queue: Vec<(&str, Waiting)> = [("late", 9), ("first of two", 3), ("second of two", 3), ("urgent", -1)]
        .map(|(name, rank)| (name, waits(&gate, need(rank))))
        .into();
    let mut order = Vec::new();
    while !queue.is_empty() {
        drop(credit);
        let granted = queue.iter_mut().enumerate().find_map(|(at, (_, waiting))| Some((at, now(waiting)?)));
        let (at, next) = granted.expect("a free credit is granted");
        order.push(queue.remove(at).0);
        credit = next;
    }
    assert_eq!(order, ["urgent", "first of two", "second of two", "late"]);
    assert_eq!(gate.load(), load(1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_waiter_gives_up_its_place() {
    let gate = Gate::new("test", 1, MAX_WAIT);
    let credit = gate.acquire(need(0)).await;
    let urgent = waits(&gate, need(1));
    let mut other = waits(&gate, need(2));
    drop(urgent);
    assert_eq!(gate.load(), load(1, 1, 1));
    drop(credit);
    assert!(now(&mut other).is_some());
    assert_eq!(gate.load(), load(1, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_grant_nobody_took_goes_to_the_next() {
    let gate = Gate::new("test", 1, MAX_WAIT);
    let credit = gate.acquire(need(0)).await;
    let first = waits(&gate, need(1));
    let mut second = waits(&gate, need(2));
    drop(credit);
    // granted, and not yet taken
    assert_eq!(gate.load(), load(1, 1, 1));
    drop(first);
    assert!(now(&mut second).is_some());
    assert_eq!(gate.load(), load(1, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn nobody_overtakes_whoever_was_granted_already() {
    let gate = Gate::new("test", 1, MAX_WAIT);
    let credit = gate.acquire(need(0)).await;
    let mut waiting = waits(&gate, need(5));
    drop(credit);
    let mut late = waits(&gate, need(-5));
    let granted = now(&mut waiting).expect("it was granted before the late one came");
    assert!(now(&mut late).is_none());
    drop(granted);
    assert!(now(&mut late).is_some());
}

#[tokio::test(start_paused = true)]
async fn shrinking_waits_and_growing_lets_in() {
    let gate = Gate::new("test", 3, MAX_WAIT);
    let mut running = vec![gate.acquire(need(0)).await, gate.acquire(need(0)).await, gate.acquire(need(0)).await];
    let mut waiting = waits(&gate, need(0));
    gate.resize(1);
    assert_eq!(gate.load(), load(1, 3, 1));
    running.truncate(1);
    assert!(now(&mut waiting).is_none());
    assert_eq!(gate.load(), load(1, 1, 1));
    gate.resize(2);
    assert!(now(&mut waiting).is_some());
}

#[tokio::test(start_paused = true)]
async fn the_oldest_wait_is_told() {
    let gate = Gate::new("test", 1, MAX_WAIT);
    let _credit = gate.acquire(need(0)).await;
    let _old = waits(&gate, need(9));
    advance(Duration::from_secs(3)).await;
    let _new = waits(&gate, need(1));
    advance(Duration::from_secs(2)).await;
    assert_eq!(gate.load(), Load { size: 1, busy: 1, waiting: 2, oldest_wait: Duration::from_secs(5) });
}

#[tokio::test(start_paused = true)]
async fn jobs_that_became_urgent_go_first() {
    let gate = Gate::new("test", 1, MAX_WAIT);
    let credit = gate.acquire(need(0)).await;
    let mut other = waits(&gate, need(10));
    let mut reranked: Vec<Waiting> = [(1, 21), (2, 22)].map(|(key, rank)| waits(&gate, Need { key, rank })).into();
    gate.rerank(|key| [None, Some(-1), Some(-2)][key]);
    drop(credit);
    let second = now(&mut reranked[1]).expect("its new rank is the smallest");
    assert!(now(&mut reranked[0]).is_none() && now(&mut other).is_none());
    drop(second);
    drop(now(&mut reranked[0]).expect("it is next"));
    assert!(now(&mut other).is_some());
}
