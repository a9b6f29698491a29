//! The gate beside a simple model of itself, through any mix of steps.

use std::collections::BTreeMap;
use std::time::Duration;

use ai_tale::flow::gate::{Credit, Gate, Load, Need};
use proptest::prelude::*;

use super::{MAX_WAIT, Waiting, load, now};

/// What happens to a gate.
#[derive(Clone, Debug)]
enum Step {
    Acquire {
        key: usize,
        rank: i64,
    },
    /// Frees one of the credits in use.
    Free(usize),
    /// Somebody who waits, or was granted and did not look yet, leaves.
    Leave(usize),
    Resize(usize),
    Rerank {
        key: usize,
        rank: i64,
    },
    /// Everybody who waits looks whether it was granted.
    Look,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_usize, -3..4_i64).prop_map(|(key, rank)| Step::Acquire { key, rank }),
        3 => any::<usize>().prop_map(Step::Free),
        2 => any::<usize>().prop_map(Step::Leave),
        1 => (1..6_usize).prop_map(Step::Resize),
        1 => (0..6_usize, -4..5_i64).prop_map(|(key, rank)| Step::Rerank { key, rank }),
        2 => Just(Step::Look),
    ]
}

/// The gate as a list: who waits, who was granted and did not look, who holds a credit.
#[derive(Default)]
struct Model {
    size: usize,
    next: u64,
    /// Keys, by rank and arrival.
    waiting: BTreeMap<(i64, u64), usize>,
    granted: Vec<u64>,
    held: Vec<u64>,
}

impl Model {
    fn busy(&self) -> usize {
        self.granted.len() + self.held.len()
    }

    fn grant(&mut self) {
        while self.busy() < self.size {
            let Some(((_, who), _)) = self.waiting.pop_first() else { return };
            self.granted.push(who);
        }
    }

    fn leave(&mut self, who: u64) {
        self.waiting.retain(|(_, ticket), _| *ticket != who);
        self.granted.retain(|ticket| *ticket != who);
        self.held.retain(|ticket| *ticket != who);
        self.grant();
    }
}

/// The gate itself beside its model.
struct Pair {
    gate: Gate<usize>,
    model: Model,
    waiting: Vec<(u64, Waiting)>,
    credits: Vec<(u64, Credit<usize>)>,
}

impl Pair {
    fn take(&mut self, step: &Step) {
        match *step {
            Step::Acquire { key, rank } => self.acquire(key, rank),
            Step::Free(which) if !self.credits.is_empty() => {
                let (who, credit) = self.credits.remove(which % self.credits.len());
                drop(credit);
                self.model.leave(who);
            }
            Step::Leave(which) if !self.waiting.is_empty() => {
                let (who, waiting) = self.waiting.remove(which % self.waiting.len());
                drop(waiting);
                self.model.leave(who);
            }
            Step::Free(_) | Step::Leave(_) => {}
            Step::Resize(size) => {
                self.gate.resize(size);
                self.model.size = size;
                self.model.grant();
            }
            Step::Rerank { key, rank } => {
                self.gate.rerank(|waiting| (waiting == key).then_some(rank));
                let waiting = std::mem::take(&mut self.model.waiting).into_iter();
                let moved = waiting.map(|((old, who), whose)| ((if whose == key { rank } else { old }, who), whose));
                self.model.waiting = moved.collect();
            }
            Step::Look => self.look(),
        }
        let wanted = load(self.model.size, self.model.busy(), self.model.waiting.len());
        assert_eq!(Load { oldest_wait: Duration::ZERO, ..self.gate.load() }, wanted);
    }

    fn acquire(&mut self, key: usize, rank: i64) {
        let gate = self.gate.clone();
        let need = Need { key, rank };
        let mut waiting: Waiting = Box::pin(async move { gate.acquire(need).await });
        let who = self.model.next;
        self.model.next += 1;
        let is_free = self.model.busy() < self.model.size;
        if let Some(credit) = now(&mut waiting) {
            assert!(is_free, "granted beyond the size");
            self.model.held.push(who);
            self.credits.push((who, credit));
        } else {
            assert!(!is_free, "made to wait before a free credit");
            self.model.waiting.insert((rank, who), key);
            self.waiting.push((who, waiting));
        }
    }

    fn look(&mut self) {
        let mut still = Vec::new();
        for (who, mut waiting) in self.waiting.drain(..) {
            match now(&mut waiting) {
                Some(credit) => {
                    assert!(self.model.granted.contains(&who), "granted out of order");
                    self.model.granted.retain(|granted| *granted != who);
                    self.model.held.push(who);
                    self.credits.push((who, credit));
                }
                None => still.push((who, waiting)),
            }
        }
        assert_eq!(self.model.granted, [0; 0], "a grant was not handed out");
        self.waiting = still;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_gate_grants_as_its_model(size in 1..5_usize, steps in proptest::collection::vec(step(), 1..120)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let _inside = runtime.as_ref().expect("a runtime").enter();
        let mut pair = Pair {
            gate: Gate::new("test", size, MAX_WAIT),
            model: Model { size, ..Model::default() },
            waiting: Vec::new(),
            credits: Vec::new(),
        };
        for step in &steps {
            pair.take(step);
        }
        pair.waiting.clear();
        pair.credits.clear();
        let left = pair.gate.load();
        prop_assert_eq!((left.busy, left.waiting), (0, 0));
    }
}
