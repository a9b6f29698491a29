//! A story against a model of it: two writers append, repeat, claim and release in every order, each with what it last
//! saw, somebody else cancels and deletes, maintenance erases and forgets, and the store answers as the model does.

use ai_tale::backends::store::{Append, Appended, Intent, OpenStory, Store, Tombstone};
use ai_tale::domain::{Claimant, Event, EventId, StoryId, Timestamp, UserId, Work};
use proptest::prelude::{Just, Strategy, prop_oneof};

use crate::store::samples::{MIDNIGHT, append, at, claimant, created, outlined, revised, scene, waiting, work};

/// What one of two writers does.
#[derive(Clone, Debug)]
pub enum Step {
    /// Claims with the epoch that it last saw.
    Claim(usize),
    /// Claims once more as it did the last time.
    ClaimAgain(usize),
    /// Looks at the story, if anything of it is still wanted.
    Look(usize),
    /// Appends so many events after the head that it last saw.
    Append(usize, u32),
    /// Appends its last records again.
    Repeat(usize),
    /// Ends the story at the head that it last saw.
    End(usize),
    /// Gives the story up.
    Release(usize),
    /// Saves its work alone.
    Save(usize),
    /// Somebody else wants the story cancelled.
    Cancel,
    /// Its owner wants it deleted.
    Delete,
    /// Maintenance erases what is to be erased.
    Erase,
    /// Maintenance forgets what was deleted before this step.
    Forget(u32),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let writer = 0..2_usize;
    let step = prop_oneof![
        3 => writer.clone().prop_map(Step::Claim),
        4 => writer.clone().prop_map(Step::Look),
        6 => (writer.clone(), 1..4_u32).prop_map(|(writer, count)| Step::Append(writer, count)),
        3 => writer.clone().prop_map(Step::Repeat),
        1 => writer.clone().prop_map(Step::End),
        1 => writer.clone().prop_map(Step::Release),
        2 => writer.clone().prop_map(Step::Save),
        2 => writer.prop_map(Step::ClaimAgain),
        1 => Just(Step::Cancel),
        1 => Just(Step::Delete),
        2 => Just(Step::Erase),
        1 => (0..40_u32).prop_map(Step::Forget),
    ];
    proptest::collection::vec(step, 1..40)
}

/// What a writer believes.
#[derive(Default)]
struct Writer {
    epoch: u64,
    head: u64,
    last: Option<Append>,
    claim: Option<(u64, Claimant)>,
}

/// What is true.
struct Model {
    epoch: u64,
    claimant: Option<Claimant>,
    starts: u32,
    log: Vec<EventId>,
    facts: Vec<EventId>,
    work: Work,
    intent: Option<Intent>,
    ended: bool,
    deleted: Option<Timestamp>,
    erased: bool,
    forgotten: bool,
}

impl Model {
    /// Whether somebody is still needed for it.
    fn is_open(&self) -> bool {
        !self.ended || (self.deleted.is_some() && !self.erased)
    }

    fn head(&self) -> u64 {
        self.log.len() as u64
    }

    fn append(&mut self, append: &Append) -> Appended {
        if self.forgotten {
            return Appended::Fenced(0);
        }
        let ids: Vec<_> = append.records.iter().map(|record| record.event_id).collect();
        let from = usize::try_from(append.records[0].seq - 1).unwrap();
        if self.log.get(from..from + ids.len()) == Some(&ids[..]) {
            return Appended::Done;
        }
        if append.epoch != self.epoch {
            return Appended::Fenced(self.epoch);
        }
        if from != self.log.len() {
            return Appended::Moved(self.head());
        }
        self.log.extend(ids);
        self.starts = 0;
        self.facts.extend(append.bus.iter().map(|event| event.event_id));
        self.work = append.work.clone().unwrap_or_else(|| self.work.clone());
        self.ended = append.records.last().unwrap().event.ends_as().is_some();
        if self.ended {
            self.intent = self.intent.filter(|intent| *intent == Intent::Delete);
        }
        Appended::Done
    }

    fn claim(&mut self, epoch: u64, by: Claimant) -> bool {
        let is_repeat = self.epoch == epoch + 1 && self.claimant == Some(by);
        let ours = !self.ended && (self.epoch == epoch || is_repeat);
        if ours {
            self.starts += u32::from(self.claimant.is_some() && !is_repeat);
            (self.epoch, self.claimant) = (epoch + 1, Some(by));
        }
        ours
    }

    fn erase(&mut self) {
        if self.ended && self.is_open() {
            (self.epoch, self.claimant, self.intent, self.erased) = (self.epoch + 1, None, None, true);
            self.log.clear();
            self.work = Work::default();
        }
    }

    /// Whether a write under this epoch is allowed; carries it out on the work.
    fn save(&mut self, epoch: u64, work: Work) -> bool {
        let ours = epoch == self.epoch && !self.erased;
        if ours {
            self.work = work;
        }
        ours
    }
}

/// Runs the steps against the store and the model.
pub async fn answers_as_its_model(store: Store, steps: Vec<Step>) {
    let (story, owner) = created(&store).await;
    let log = store.log.read(story, 0, 9).await.unwrap().unwrap().iter().map(|record| record.event_id).collect();
    let facts = waiting(&store).await;
    let mut model = Model {
        epoch: 0,
        claimant: None,
        starts: 0,
        log,
        facts,
        work: Work::default(),
        intent: None,
        ended: false,
        deleted: None,
        erased: false,
        forgotten: false,
    };
    let mut writers = [Writer { head: 1, ..Writer::default() }, Writer { head: 1, ..Writer::default() }];
    for (number, step) in (0..).zip(steps) {
        take(&store, &mut model, &mut writers, (story, owner), step, number).await;
        assert_seen(&store, &model, story, owner).await;
    }
    assert_equal(&store, &model, story).await;
}

/// What readers and the others who look at a story see of it.
async fn assert_seen(store: &Store, model: &Model, story: StoryId, owner: UserId) {
    let head = store.log.head(story).await.unwrap().map(|head| (head.epoch, head.seq));
    assert_eq!(head, model.deleted.is_none().then(|| (model.epoch, model.head())));
    assert_eq!(store.lists.list(owner, None, None, 9).await.unwrap().len(), usize::from(model.deleted.is_none()));
    let Model { epoch, claimant, starts, intent, ended, .. } = *model;
    let open = model.is_open().then_some(OpenStory { story_id: story, epoch, claimant, starts, intent, ended });
    assert_eq!(store.claims.open(None, 9).await.unwrap(), Vec::from_iter(open));
    let tombstone = model.deleted.filter(|_| ended && model.is_open());
    let tombstone = tombstone.map(|at| Tombstone { story_id: story, at, erased: false });
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap(), Vec::from_iter(tombstone));
}

async fn take(
    store: &Store,
    model: &mut Model,
    writers: &mut [Writer; 2],
    (story, owner): (StoryId, UserId),
    step: Step,
    number: u32,
) {
    match step {
        // no run writes into a log that it saw ended
        Step::Append(..) | Step::End(_) if model.ended => {}
        Step::Look(_) if model.erased => {}
        Step::Look(writer) => (writers[writer].epoch, writers[writer].head) = (model.epoch, model.head()),
        Step::Claim(writer) => {
            let claimed_with = (writers[writer].epoch, claimant());
            claim(store, model, &mut writers[writer], story, claimed_with).await;
        }
        Step::ClaimAgain(writer) => {
            if let Some(claimed_with) = writers[writer].claim {
                claim(store, model, &mut writers[writer], story, claimed_with).await;
            }
        }
        Step::Append(writer, count) => {
            let events = (0..count).map(event).collect();
            write(store, model, &mut writers[writer], (story, owner), events, number).await;
        }
        Step::End(writer) => {
            write(store, model, &mut writers[writer], (story, owner), vec![Event::StoryCancelled], number).await;
        }
        Step::Repeat(writer) => {
            if let Some(last) = writers[writer].last.clone() {
                assert_eq!(store.log.append(last.clone()).await.unwrap(), model.append(&last));
            }
        }
        Step::Release(writer) => {
            let epoch = writers[writer].epoch;
            let ours = model.save(epoch, work(number));
            model.claimant = model.claimant.filter(|_| !ours);
            assert_eq!(store.claims.release(story, epoch, &work(number)).await.unwrap(), ours);
        }
        Step::Save(writer) => {
            let epoch = writers[writer].epoch;
            let ours = model.save(epoch, work(number));
            assert_eq!(store.log.save_work(story, epoch, &work(number)).await.unwrap(), ours);
        }
        Step::Cancel => {
            store.claims.intend(story, Intent::Cancel, MIDNIGHT).await.unwrap();
            model.intent = model.intent.or((!model.ended).then_some(Intent::Cancel));
        }
        Step::Delete => {
            store.claims.intend(story, Intent::Delete, at(number.into())).await.unwrap();
            if model.deleted.is_none() {
                (model.intent, model.deleted) = (Some(Intent::Delete), Some(at(number.into())));
            }
        }
        Step::Erase => {
            store.erasure.erase(&[story]).await.unwrap();
            model.erase();
        }
        Step::Forget(before) => {
            store.erasure.forget(at(before.into())).await.unwrap();
            model.forgotten |= model.erased && model.deleted.is_some_and(|deleted| deleted < at(before.into()));
        }
    }
}

async fn claim(store: &Store, model: &mut Model, writer: &mut Writer, story: StoryId, (epoch, by): (u64, Claimant)) {
    writer.claim = Some((epoch, by));
    let claimed = store.claims.claim(story, epoch, by).await.unwrap();
    assert_eq!(claimed.is_some(), model.claim(epoch, by));
    let Some(claimed) = claimed else { return };
    assert_eq!((claimed.epoch, claimed.intent, &claimed.work), (model.epoch, model.intent, &model.work));
    assert_eq!(claimed.starts, model.starts);
    assert_eq!(claimed.log.len() as u64, model.head());
    (writer.epoch, writer.head) = (claimed.epoch, model.head());
}

async fn write(
    store: &Store,
    model: &mut Model,
    writer: &mut Writer,
    (story, owner): (StoryId, UserId),
    events: Vec<Event>,
    number: u32,
) {
    let mut append = append(story, owner, writer.epoch, writer.head, events);
    append.work = number.is_multiple_of(2).then(|| work(number));
    let answer = store.log.append(append.clone()).await.unwrap();
    assert_eq!(answer, model.append(&append));
    if answer == Appended::Done {
        writer.head = model.head();
    }
    writer.last = Some(append);
}

fn event(number: u32) -> Event {
    match number {
        0 => outlined(3),
        1 => scene(1),
        number => revised(1, number - 1),
    }
}

async fn assert_equal(store: &Store, model: &Model, story: StoryId) {
    assert_eq!(waiting(store).await, model.facts);
    let log = store.log.read(story, 0, 1_000).await.unwrap();
    assert_eq!(log.is_some(), model.deleted.is_none());
    let claimed = store.claims.claim(story, model.epoch, claimant()).await.unwrap();
    assert_eq!(claimed.is_some(), !model.ended);
    if let Some(claimed) = &claimed {
        assert_eq!(claimed.work, model.work);
    }
    // a deleted story is read by nobody but the run that ends it
    for log in log.into_iter().chain(claimed.map(|claimed| claimed.log)) {
        assert_eq!(log.iter().map(|record| record.event_id).collect::<Vec<_>>(), model.log);
        assert!(log.iter().map(|record| record.seq).eq(1..=model.head()));
    }
}
