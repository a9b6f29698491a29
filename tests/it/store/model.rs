//! The log against a model of it: two writers append, repeat, claim, release and wish in every order, each with what
//! it last saw, and the store answers as the model does.

use ai_tale::backends::store::{Append, Appended, Store, Wish};
use ai_tale::domain::{Event, EventId, NodeId, StoryId, UserId, Work};
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use super::samples::{MIDNIGHT, append, created, illustration, outlined, scene, waiting, wish_of, work};

/// What one of two writers does.
#[derive(Clone, Debug)]
pub enum Step {
    /// Claims with the epoch that it last saw.
    Claim(usize),
    /// Looks at the head.
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
        2 => writer.prop_map(Step::Save),
        1 => any::<bool>().prop_flat_map(|_| Just(Step::Cancel)),
    ];
    proptest::collection::vec(step, 1..40)
}

/// What a writer believes.
#[derive(Default)]
struct Writer {
    epoch: u64,
    head: u64,
    last: Option<Append>,
}

/// What is true.
struct Model {
    epoch: u64,
    node: Option<NodeId>,
    log: Vec<EventId>,
    facts: Vec<EventId>,
    work: Work,
    wish: Option<Wish>,
    ended: bool,
}

impl Model {
    fn head(&self) -> u64 {
        self.log.len() as u64
    }

    fn append(&mut self, append: &Append) -> Appended {
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
        self.facts.extend(append.bus.iter().map(|event| event.event_id));
        self.work = append.work.clone().unwrap_or_else(|| self.work.clone());
        self.ended = append.records.last().unwrap().event.ends_as().is_some();
        if self.ended {
            self.wish = None;
        }
        Appended::Done
    }

    /// Whether a write under this epoch is allowed; carries it out on the work.
    fn save(&mut self, epoch: u64, work: Work) -> bool {
        let ours = epoch == self.epoch;
        if ours {
            self.work = work;
        }
        ours
    }
}

/// Runs the steps against the store and the model.
pub async fn answers_as_its_model(store: Store, steps: Vec<Step>) {
    let (story, owner) = created(&store).await;
    let log = store.stories.read(story, 0, 9).await.unwrap().unwrap().iter().map(|record| record.event_id).collect();
    let facts = waiting(&store).await;
    let mut model = Model { epoch: 0, node: None, log, facts, work: Work::default(), wish: None, ended: false };
    let mut writers = [Writer { head: 1, ..Writer::default() }, Writer { head: 1, ..Writer::default() }];
    for (number, step) in (0..).zip(steps) {
        take(&store, &mut model, &mut writers, (story, owner), step, number).await;
        assert_eq!(seen(&store, story).await, (model.epoch, model.head(), model.wish));
    }
    assert_equal(&store, &model, story).await;
}

async fn seen(store: &Store, story: StoryId) -> (u64, u64, Option<Wish>) {
    let head = store.stories.head(story).await.unwrap().unwrap();
    (head.epoch, head.seq, wish_of(store, story).await)
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
        Step::Look(writer) => (writers[writer].epoch, writers[writer].head) = (model.epoch, model.head()),
        Step::Claim(writer) => claim(store, model, &mut writers[writer], story).await,
        Step::Append(writer, count) => {
            let events = (0..count).map(event).collect();
            write(store, model, &mut writers[writer], (story, owner), events, number).await;
        }
        Step::End(writer) => {
            write(store, model, &mut writers[writer], (story, owner), vec![Event::StoryCancelled], number).await;
        }
        Step::Repeat(writer) => {
            if let Some(last) = writers[writer].last.clone() {
                assert_eq!(store.stories.append(last.clone()).await.unwrap(), model.append(&last));
            }
        }
        Step::Release(writer) => {
            let epoch = writers[writer].epoch;
            let ours = model.save(epoch, work(number));
            model.node = model.node.filter(|_| !ours);
            assert_eq!(store.stories.release(story, epoch, &work(number)).await.unwrap(), ours);
        }
        Step::Save(writer) => {
            let epoch = writers[writer].epoch;
            let ours = model.save(epoch, work(number));
            assert_eq!(store.stories.save_work(story, epoch, &work(number)).await.unwrap(), ours);
        }
        Step::Cancel => {
            store.stories.wish(story, Wish::Cancel, MIDNIGHT).await.unwrap();
            model.wish = (!model.ended).then_some(Wish::Cancel);
        }
    }
}

async fn claim(store: &Store, model: &mut Model, writer: &mut Writer, story: StoryId) {
    let node = NodeId::new();
    let claimed = store.stories.claim(story, writer.epoch, node).await.unwrap();
    assert_eq!(claimed.is_some(), writer.epoch == model.epoch && !model.ended);
    let Some(claimed) = claimed else { return };
    (model.epoch, model.node) = (model.epoch + 1, Some(node));
    assert_eq!((claimed.epoch, claimed.wish, &claimed.work), (model.epoch, model.wish, &model.work));
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
    let answer = store.stories.append(append.clone()).await.unwrap();
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
        _ => illustration(1),
    }
}

async fn assert_equal(store: &Store, model: &Model, story: StoryId) {
    let log = store.stories.read(story, 0, 1_000).await.unwrap().unwrap();
    assert_eq!(log.iter().map(|record| record.event_id).collect::<Vec<_>>(), model.log);
    assert!(log.iter().map(|record| record.seq).eq(1..=model.head()));
    assert_eq!(waiting(store).await, model.facts);
    let open = store.stories.open(None, 9).await.unwrap();
    assert_eq!(
        open.iter().map(|open| open.node).collect::<Vec<_>>(),
        if model.ended { vec![] } else { vec![model.node] }
    );
    let claimed = store.stories.claim(story, model.epoch, NodeId::new()).await.unwrap();
    let expected = (!model.ended).then(|| (model.work.clone(), log));
    assert_eq!(claimed.map(|claimed| (claimed.work, claimed.log)), expected);
}
