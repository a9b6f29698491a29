//! Keys and quotas against a model of them: two nodes make stories, on the engine or in steps, die on the way and start
//! again, stories end, the sweep runs, and the store answers as the model does: no limit is overshot, a key makes one
//! story, and nothing that died midway counts for ever.

use std::collections::{BTreeMap, BTreeSet};

use ai_tale::backends::store::{Beginning, Begun, Creation, KeyUse, KeyedWish, NewStory, Reservation, Reserved, Store};
use ai_tale::domain::{Claimant, Event, PlanLimits, StoryId, UserId};
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::store::creations::both_ways;
use crate::store::samples::{MIDNIGHT, NO_LIMITS, append, at, claimant, claimed, key, new_story, told};

const LIMITS: PlanLimits = PlanLimits { stories_per_day: 3, stories_at_once: 2, ..NO_LIMITS };

#[derive(Clone, Debug)]
pub enum Step {
    /// A node makes a story, perhaps under a key, in one of the two ways.
    Create { node: usize, key: Option<(u8, u8)>, way: usize },
    /// A node makes a story under a key in steps, dies after so many of them, and starts again.
    Die { node: usize, key: (u8, u8), after: usize },
    /// One of the open stories ends.
    End { which: usize, fails: bool },
    /// Everything that was reserved is old by now.
    Sweep,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = (0..2_u8, 0..2_u8);
    let step = prop_oneof![
        4 => (0..2_usize, proptest::option::of(key.clone()), 0..2_usize)
            .prop_map(|(node, key, way)| Step::Create { node, key, way }),
        3 => (0..2_usize, key, 0..4_usize).prop_map(|(node, key, after)| Step::Die { node, key, after }),
        2 => (0..3_usize, any::<bool>()).prop_map(|(which, fails)| Step::End { which, fails }),
        1 => Just(Step::Sweep),
    ];
    proptest::collection::vec(step, 1..30)
}

/// How a story that has begun stands.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Open,
    Ended,
    Failed,
}

#[derive(Default)]
struct Model {
    /// Body, story, and who makes it until it is durable.
    keys: BTreeMap<u8, (u8, StoryId, Option<Claimant>)>,
    reserved: BTreeSet<StoryId>,
    begun: BTreeMap<StoryId, Standing>,
}

impl Model {
    fn used(&self, key: u8, body: u8) -> Option<KeyUse> {
        let (of, story, by) = *self.keys.get(&key)?;
        Some(match by {
            _ if of != body => KeyUse::Reused,
            Some(by) => KeyUse::InFlight(by),
            None => KeyUse::Replay(story),
        })
    }

    fn begin_key(&mut self, key: u8, body: u8, story: StoryId, by: Claimant) -> Begun {
        let begun = match self.used(key, body) {
            None => Begun::Fresh(story),
            Some(KeyUse::InFlight(other)) if other == by || by.succeeds(other) => Begun::Fresh(self.keys[&key].1),
            Some(used) => Begun::Used(used),
        };
        if let Begun::Fresh(story) = begun {
            self.keys.insert(key, (body, story, Some(by)));
        }
        begun
    }

    fn reserve(&mut self, story: StoryId) -> Reserved {
        if self.begun.contains_key(&story) || self.reserved.contains(&story) {
            return Reserved::Done;
        }
        let coming = self.reserved.iter().filter(|story| !self.begun.contains_key(story)).count();
        let standing = |counts: fn(&Standing) -> bool| coming + self.begun.values().filter(|one| counts(one)).count();
        if standing(|one| *one != Standing::Failed) >= 3 {
            return Reserved::DailyLimit;
        }
        if standing(|one| *one == Standing::Open) >= 2 {
            return Reserved::TooManyAtOnce;
        }
        self.reserved.insert(story);
        Reserved::Done
    }

    fn begin(&mut self, story: StoryId) -> bool {
        let is_new = !self.begun.contains_key(&story);
        self.begun.entry(story).or_insert(Standing::Open);
        is_new
    }

    fn create(&mut self, key: Option<(u8, u8)>, own: StoryId, by: Claimant) -> Creation {
        let mut story = own;
        if let Some((key, body)) = key {
            match self.begin_key(key, body, own, by) {
                Begun::Fresh(id) => story = id,
                Begun::Used(KeyUse::InFlight(by)) => return Creation::InFlight(by),
                Begun::Used(KeyUse::Replay(made)) => return Creation::Repeated(made),
                Begun::Used(KeyUse::Reused) => return Creation::KeyReused,
            }
        }
        let refused = match self.reserve(story) {
            Reserved::Done => None,
            Reserved::DailyLimit => Some(Creation::DailyLimit),
            Reserved::TooManyAtOnce => Some(Creation::TooManyAtOnce),
        };
        if let Some(refused) = refused {
            key.map(|(key, _)| self.keys.remove(&key));
            return refused;
        }
        let is_begun = self.begin(story);
        self.reserved.remove(&story);
        if let Some((key, body)) = key {
            self.keys.insert(key, (body, story, None));
        }
        if is_begun { Creation::Created(story) } else { Creation::Repeated(story) }
    }
}

/// Runs the steps against the store and the model.
pub async fn answers_as_its_model(store: Store, steps: Vec<Step>) {
    let owner = UserId::new();
    let mut model = Model::default();
    let mut nodes = [claimant(), claimant()];
    for step in steps {
        match step {
            Step::Create { node, key, way } => create(&store, &mut model, owner, nodes[node], key, way).await,
            Step::Die { node, key, after } => {
                die(&store, &mut model, owner, nodes[node], key, after).await;
                nodes[node] = Claimant::starting(nodes[node].node);
            }
            Step::End { which, fails } => end(&store, &mut model, owner, which, fails).await,
            Step::Sweep => {
                let given_back = model.reserved.iter().filter(|story| !model.begun.contains_key(story)).count();
                assert_eq!(store.creations.sweep(at(1)).await.unwrap(), given_back as u64);
                model.reserved.clear();
            }
        }
        assert_seen(&store, &model, owner).await;
    }
}

fn wished(owner: UserId, by: Claimant, names: Option<(u8, u8)>) -> NewStory {
    let idempotency = names.map(|(name, body)| key(name, body));
    NewStory { limits: LIMITS, idempotency, by, ..new_story(owner) }
}

async fn create(store: &Store, model: &mut Model, owner: UserId, by: Claimant, names: Option<(u8, u8)>, way: usize) {
    let story = wished(owner, by, names);
    let expected = model.create(names, story.created.story_id, by);
    assert_eq!(both_ways(store)[way].create(story).await.unwrap(), expected);
}

async fn die(store: &Store, model: &mut Model, owner: UserId, by: Claimant, (name, body): (u8, u8), after: usize) {
    let story = wished(owner, by, Some((name, body)));
    let instead_of = match model.used(name, body) {
        Some(KeyUse::InFlight(other)) if by.succeeds(other) => Some(other),
        _ => None,
    };
    let id = story.created.story_id;
    let wish = KeyedWish { owner, key: key(name, body), story: id, by, instead_of, at: MIDNIGHT };
    let begun = store.idempotency.begin(wish).await.unwrap();
    assert_eq!(begun, model.begin_key(name, body, id, by));
    let (Begun::Fresh(id), 1..) = (begun, after) else { return };
    let NewStory { owner, created, bus, work, .. } = story.named(id);
    let reserved = store.quotas.reserve(Reservation { owner, story: id, at: MIDNIGHT }, LIMITS).await.unwrap();
    assert_eq!(reserved, model.reserve(id));
    let (Reserved::Done, 2..) = (reserved, after) else { return };
    assert_eq!(store.log.begin(Beginning { owner, created, bus, work }).await.unwrap(), model.begin(id));
    if after > 2 {
        store.quotas.settle(owner, id).await.unwrap();
        model.reserved.remove(&id);
    }
}

async fn end(store: &Store, model: &mut Model, owner: UserId, which: usize, fails: bool) {
    let mut open = model.begun.iter_mut().filter(|(_, standing)| **standing == Standing::Open);
    let Some((story, standing)) = open.nth(which) else { return };
    let failure = Event::StoryFailed { code: "model".to_owned(), detail: String::new(), retryable: true };
    let (event, ended) = if fails { (failure, Standing::Failed) } else { (Event::StoryCancelled, Standing::Ended) };
    claimed(store, *story).await;
    told(store, append(*story, owner, 1, 1, vec![event])).await;
    *standing = ended;
}

async fn assert_seen(store: &Store, model: &Model, owner: UserId) {
    let listed = store.lists.list(owner, None, None, 99).await.unwrap();
    assert!(listed.iter().map(|story| story.story_id).rev().eq(model.begun.keys().copied()));
    for (name, body) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let found = store.idempotency.find(owner, &key(name, body)).await.unwrap();
        assert_eq!(found, model.used(name, body), "key {name} with body {body}");
    }
    let unsettled = store.quotas.unsettled(at(1), None, 99).await.unwrap();
    assert!(unsettled.iter().map(|reservation| reservation.story).eq(model.reserved.iter().copied()));
}
