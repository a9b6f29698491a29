//! Stories, events and readers to write into a store, and short ways of writing them.

use ai_tale::backends::store::{Append, Appended, Claimed, Creation, IdempotencyKey, Intent, NewStory, Store};
use ai_tale::domain::{
    AgeGroup, Attempts, BusEvent, Claimant, Event, EventId, Illustration, NodeId, Outline, PlanLimits, Record, Scene,
    Source, StoryId, StoryOf, StoryRequest, Style, Tier, Timestamp, UserId, Work,
};

/// 2026-11-24T00:00:00Z.
pub const MIDNIGHT: Timestamp = Timestamp::from_millis(20_781 * 86_400_000);
pub const NO_LIMITS: PlanLimits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };

pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(MIDNIGHT.as_millis() + milliseconds)
}

pub fn request(theme: &str) -> StoryRequest {
    StoryRequest {
        theme: theme.to_owned(),
        age_group: AgeGroup::SixToEight,
        characters: Vec::new(),
        style: Style::Crayon,
        language: "en".to_owned(),
        scenes: 2,
        seed: 7,
        notify: false,
    }
}

/// A wish of `owner` that nobody has seen before.
pub fn new_story(owner: UserId) -> NewStory {
    wished(owner, "a fox who is afraid of the dark", MIDNIGHT)
}

pub fn wished(owner: UserId, theme: &str, at: Timestamp) -> NewStory {
    let (request, work) = (request(theme), Work::default());
    let event = Event::StoryCreated { request: request.clone() };
    let created = Record { story_id: StoryId::new(), seq: 1, at, event_id: EventId::new(), epoch: 0, event };
    let story = StoryOf { owner, tier: &work.tier, request: &request };
    let bus = BusEvent::of_record(&created, story, NodeId::new()).unwrap();
    NewStory { owner, created, bus, limits: NO_LIMITS, idempotency: None, by: claimant(), work }
}

/// Another process each time.
pub fn claimant() -> Claimant {
    Claimant::starting(NodeId::new())
}

pub fn key(key: u8, body: u8) -> IdempotencyKey {
    IdempotencyKey { key: [key; 32], fingerprint: [body; 32] }
}

/// Creates a story of a new reader.
pub async fn created(store: &Store) -> (StoryId, UserId) {
    let owner = UserId::new();
    (created_by(store, owner).await, owner)
}

pub async fn created_by(store: &Store, owner: UserId) -> StoryId {
    let story = new_story(owner);
    let id = story.created.story_id;
    assert_eq!(store.creations.create(story).await.unwrap(), Creation::Created(id));
    id
}

/// Claims a story that nobody claimed before.
pub async fn claimed(store: &Store, story: StoryId) -> Claimed {
    store.claims.claim(story, 0, claimant()).await.unwrap().unwrap()
}

/// What others want of a story, as long as somebody is needed for it.
pub async fn wish_of(store: &Store, story: StoryId) -> Option<Intent> {
    let open = store.claims.open(None, 1_000).await.unwrap();
    open.into_iter().find(|open| open.story_id == story).and_then(|open| open.intent)
}

/// An append of `events` after number `head`, with their bus events.
pub fn append(story_id: StoryId, owner: UserId, epoch: u64, head: u64, events: Vec<Event>) -> Append {
    let numbered = (head + 1..).zip(events);
    let records: Vec<Record> = numbered
        .map(|(seq, event)| Record { story_id, seq, at: MIDNIGHT, event_id: EventId::new(), epoch, event })
        .collect();
    let (node, request, tier) = (NodeId::new(), request("a fox"), Tier::guest());
    let story = StoryOf { owner, tier: &tier, request: &request };
    let bus = records.iter().filter_map(|record| BusEvent::of_record(record, story, node)).collect();
    Append { story_id, epoch, records, bus, work: None }
}

/// Appends and expects it to be done.
pub async fn told(store: &Store, append: Append) -> Append {
    assert_eq!(store.log.append(append.clone()).await.unwrap(), Appended::Done);
    append
}

/// A whole book of two scenes, after `story.created`.
pub fn book() -> Vec<Event> {
    vec![
        Event::StoryStarted,
        outlined(2),
        scene(1),
        scene(2),
        illustration(2),
        illustration(1),
        Event::StoryCompleted { scenes: 2, duration_ms: 1_500 },
    ]
}

/// Creates, claims and completes a story.
pub async fn completed_by(store: &Store, owner: UserId) -> StoryId {
    let story = created_by(store, owner).await;
    claimed(store, story).await;
    told(store, append(story, owner, 1, 1, book())).await;
    story
}

pub fn outlined(scenes: u32) -> Event {
    Event::StoryOutlined(Outline {
        title: "Mira and the Lantern".to_owned(),
        summary: "A fox finds a light.".to_owned(),
        tags: vec!["night".to_owned()],
        characters: Vec::new(),
        scenes,
    })
}

pub fn scene(scene: u32) -> Event {
    let palette = ["#102030".to_owned(), "#405060".to_owned()];
    Event::SceneCreated(Scene { scene, text: format!("Scene {scene}: \"Boo!\" said the moon."), words: 6, palette })
}

pub fn illustration(scene: u32) -> Event {
    revised(scene, 1)
}

/// A scene's picture, painted so often.
pub fn revised(scene: u32, revision: u32) -> Event {
    let key = format!("illustrations/x/{scene}/y-640.webp").parse().unwrap();
    let source = Source { key, media_type: "image/webp".to_owned(), width: 640 };
    Event::IllustrationCreated(Illustration {
        scene,
        revision,
        alt: "A moon.".to_owned(),
        placeholder: "AAAA".to_owned(),
        width: 640,
        height: 480,
        sources: vec![source],
        fallback: scene == 2,
    })
}

/// Told apart by how often its first picture failed.
pub fn work(failed: u32) -> Work {
    let attempts = |count| Attempts::from([("builtin".to_owned(), count)]);
    Work { attempts: [(1, attempts(failed)), (2, attempts(1))].into(), ..Work::default() }
}

/// A fact about a reader.
pub fn viewed(reader: UserId, story: StoryId, at: Timestamp) -> BusEvent {
    BusEvent {
        event_id: EventId::new(),
        kind: "story.viewed".to_owned(),
        at,
        user_id: Some(reader),
        story_id: Some(story),
        node: NodeId::new(),
        data: serde_json::json!({ "scene": 1 }),
    }
}

/// The facts that wait in the outbox, shard by shard.
pub async fn facts(store: &Store) -> Vec<BusEvent> {
    let mut facts = Vec::new();
    for shard in 0..store.outbox.shards() {
        let pending = store.outbox.pending(shard, None, 1_000).await.unwrap();
        facts.extend(pending.into_iter().map(|pending| pending.fact));
    }
    facts
}

/// Their ids.
pub async fn waiting(store: &Store) -> Vec<EventId> {
    facts(store).await.into_iter().map(|fact| fact.event_id).collect()
}
