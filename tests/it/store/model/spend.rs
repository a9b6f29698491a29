//! What was spent against a model of it: two stories and a process write what they spent in every order, again, under
//! old fences, and after they were erased.

use std::collections::BTreeMap;

use ai_tale::backends::store::{Intent, Store};
use ai_tale::domain::{Call, CallKind, Event, SpendKey, SpendLine, StartId, StoryId, Usage};
use proptest::prelude::{Strategy, any, prop_oneof};

use crate::store::samples::{MIDNIGHT, append, claimant, created, told};
use crate::store::spend::{DAY, call, work_of};

/// What somebody has spent: for each call whether it was on the next day, whose it was, and what it cost.
type Spent = Vec<(bool, bool, u64)>;

#[derive(Clone, Debug)]
pub enum Step {
    /// A story's run saves this as all that it spent, under its fence or the one before.
    Save(usize, Spent, bool),
    /// It appends an event with this.
    Append(usize, Spent),
    /// It gives the story up with this, and claims it again.
    Release(usize, Spent),
    /// The process puts this for a day.
    Put(Spent),
    /// The story is ended and erased.
    Erase(usize),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (story, spent) = (0..2_usize, proptest::collection::vec((any::<bool>(), any::<bool>(), 0..99_u64), 0..5));
    let step = prop_oneof![
        4 => (story.clone(), spent.clone(), any::<bool>())
            .prop_map(|(story, spent, is_ours)| Step::Save(story, spent, is_ours)),
        3 => (story.clone(), spent.clone()).prop_map(|(story, spent)| Step::Append(story, spent)),
        2 => (story.clone(), spent.clone()).prop_map(|(story, spent)| Step::Release(story, spent)),
        2 => spent.prop_map(Step::Put),
        1 => story.prop_map(Step::Erase),
    ];
    proptest::collection::vec(step, 1..25)
}

fn calls(spent: &Spent) -> Vec<Call> {
    let of = |(is_later, is_writer, cost): &(bool, bool, u64)| {
        let (kind, model) = if *is_writer { (CallKind::Words, "writer") } else { (CallKind::Judgement, "judge") };
        call(DAY + i64::from(*is_later), kind, model, *cost)
    };
    spent.iter().map(of).collect()
}

/// A story, as its run knows it.
struct Run {
    story: StoryId,
    epoch: u64,
    head: u64,
    is_erased: bool,
    spent: Vec<SpendLine>,
}

impl Run {
    async fn save(&mut self, store: &Store, spent: &Spent, is_ours: bool) {
        let work = work_of(&calls(spent));
        let epoch = if is_ours { self.epoch } else { self.epoch - 1 };
        let is_saved = store.log.save_work(self.story, epoch, &work).await.unwrap();
        assert_eq!(is_saved, is_ours && !self.is_erased);
        if is_saved {
            self.spent = work.calls.lines();
        }
    }

    async fn append(&mut self, store: &Store, event: Event, spent: &Spent) {
        if self.is_erased {
            return;
        }
        let work = work_of(&calls(spent));
        let owner = ai_tale::domain::UserId::new();
        let mut write = append(self.story, owner, self.epoch, self.head, vec![event]);
        self.spent = work.calls.lines();
        write.work = Some(work);
        self.head += 1;
        told(store, write).await;
    }

    async fn release(&mut self, store: &Store, spent: &Spent) {
        if self.is_erased {
            return;
        }
        let work = work_of(&calls(spent));
        assert!(store.claims.release(self.story, self.epoch, &work).await.unwrap());
        self.spent = work.calls.lines();
        let claimed = store.claims.claim(self.story, self.epoch, claimant()).await.unwrap().unwrap();
        assert_eq!(claimed.work, work);
        self.epoch = claimed.epoch;
    }

    async fn erase(&mut self, store: &Store) {
        self.append(store, Event::StoryCancelled, &Vec::new()).await;
        store.claims.intend(self.story, Intent::Delete, MIDNIGHT).await.unwrap();
        store.erasure.erase(&[self.story]).await.unwrap();
        self.is_erased = true;
    }
}

/// Runs the steps against the store and the model.
pub async fn answers_as_its_model(store: Store, steps: Vec<Step>) {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let (story, _) = created(&store).await;
        let epoch = store.claims.claim(story, 0, claimant()).await.unwrap().unwrap().epoch;
        runs.push(Run { story, epoch, head: 1, is_erased: false, spent: Vec::new() });
    }
    let (process, mut put) = (StartId::new(), BTreeMap::<i64, Vec<SpendLine>>::new());
    for step in steps {
        match step {
            Step::Save(run, spent, is_ours) => runs[run].save(&store, &spent, is_ours).await,
            Step::Append(run, spent) => runs[run].append(&store, Event::StoryStarted, &spent).await,
            Step::Release(run, spent) => runs[run].release(&store, &spent).await,
            Step::Put(spent) => {
                let mut lines = work_of(&calls(&spent)).calls.lines();
                lines.retain(|line| line.key.day == DAY);
                store.spend.put(process, DAY, lines.clone()).await.unwrap();
                put.insert(DAY, lines);
            }
            Step::Erase(run) => runs[run].erase(&store).await,
        }
        let mut sums = BTreeMap::<SpendKey, (u64, Usage)>::new();
        let lines = runs.iter().map(|run| &run.spent).chain(put.values()).flatten();
        for SpendLine { key, calls, usage } in lines {
            let (count, sum) = sums.entry(key.clone()).or_default();
            *count += calls;
            *sum += *usage;
        }
        let sums = sums.into_iter().map(|(key, (calls, usage))| SpendLine { key, calls, usage }).collect::<Vec<_>>();
        assert_eq!(store.spend.sums(DAY, DAY + 1).await.unwrap(), sums);
    }
}
