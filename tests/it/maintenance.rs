//! Tidying: of a deleted story nothing stays, of an ended one only what its log names, whatever order things come in.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod clock;
mod guests;
mod mending;
mod walk;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::actors::maintenance::{Maintenance, Walk};
use ai_tale::backends::accounts::sqlite::SqliteAccounts;
use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::objects::files::FileObjects;
use ai_tale::backends::objects::{self, Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted};
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::SqliteStore;
use ai_tale::backends::store::{Intent, Reservation, Reserved, Store};
use ai_tale::domain::{
    Bucket, ClusterId, Event, MediaType, ObjectKey, ObjectPrefix, PlanLimits, StoryId, Timestamp, UserId,
};
use async_trait::async_trait;
use bytes::Bytes;
use tempfile::TempDir;

use super::store::samples::{MIDNIGHT, NO_LIMITS, append, at, book, claimed, completed_by, created_by, revised, told};
use crate::kit::fakes::FakeTables;

/// How long a guest who stays away is kept.
const GUESTS_KEPT: Duration = Duration::from_hours(24 * 180);

/// Files that count how often they list, and a word of keys that can't be removed.
struct Stubborn {
    files: FileObjects,
    word: String,
    listings: Arc<AtomicUsize>,
    /// Listings, counted from 1, of which one fails; 0: none does.
    fails_at: usize,
}

#[async_trait]
impl Objects for Stubborn {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        self.files.put(key, media_type, body).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        self.files.head(key).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        self.files.open(key, range).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        let is_stuck = |key: &ObjectKey| !self.word.is_empty() && key.as_str().contains(&self.word);
        let (left, free): (Vec<_>, Vec<_>) = keys.iter().cloned().partition(is_stuck);
        self.files.delete_many(&free).await?;
        if left.is_empty() { Ok(()) } else { Err(Undeleted { left, source: ObjectError::unavailable("told to fail") }) }
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        if self.listings.fetch_add(1, Ordering::Relaxed) + 1 == self.fails_at {
            return Err(ObjectError::unavailable("told to fail"));
        }
        self.files.list(prefix, after, limit).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        self.files.folders(bucket, after, limit).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        self.files.belong_to(cluster).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        self.files.probe().await
    }
}

struct House {
    maintenance: Maintenance,
    store: Store,
    objects: Arc<dyn Objects>,
    listings: Arc<AtomicUsize>,
    folder: TempDir,
}

/// What a house is like.
struct Plan<'a> {
    word: &'a str,
    fails_at: usize,
    walk_percent: u8,
    began_at: Timestamp,
    /// Whether the objects carry the store's id.
    is_marked: bool,
}

const PLAN: Plan<'static> =
    Plan { word: "", fails_at: 0, walk_percent: 100, began_at: Timestamp::from_millis(0), is_marked: true };

impl House {
    async fn new(word: &str) -> Self {
        Self::built(Plan { word, ..PLAN }).await
    }

    async fn built(plan: Plan<'_>) -> Self {
        let (folder, listings) = (TempDir::new().unwrap(), Arc::<AtomicUsize>::default());
        let store = SqliteStore::open(folder.path(), Options::default()).unwrap();
        let keys = KeyRing::generate(plan.began_at);
        let store = store.unsealed_by(&keys);
        let files = FileObjects::open(&folder.path().join("objects")).unwrap();
        if plan.is_marked {
            assert!(files.belong_to(store.cluster.id).await.unwrap());
        }
        let (word, noted, fails_at) = (plan.word.to_owned(), Arc::clone(&listings), plan.fails_at);
        let objects: Arc<dyn Objects> = Arc::new(Stubborn { files, word, listings: noted, fails_at });
        let maintenance = Maintenance {
            store: store.clone(),
            accounts: SqliteAccounts::open(folder.path(), Options::default()).unwrap().unsealed_by(&keys),
            analytics: Arc::<FakeTables>::default(),
            objects: Arc::clone(&objects),
            erasing: Arc::default(),
            guests_kept: GUESTS_KEPT,
            options: objects::Cleanup { grace: Duration::from_mins(1), walk_percent: plan.walk_percent },
        };
        Self { maintenance, store, objects, listings, folder }
    }

    /// A whole walk, so long from now; whether every step went well.
    async fn walk(&self, after: Duration) -> bool {
        let (mut walk, mut goes_well) = (Walk::default(), true);
        loop {
            match self.maintenance.walk(&mut walk, Timestamp::now().plus(after)).await {
                Ok(true) => return goes_well,
                Ok(false) => {}
                Err(_) => goes_well = false,
            }
        }
    }

    /// So many stories that the store knows, each with pictures.
    async fn known(&self, stories: usize) {
        for _ in 0..stories {
            let story = created_by(&self.store, UserId::new()).await;
            self.put(story, "x-80.webp").await;
            self.put(story, "y-80.webp").await;
        }
    }

    async fn put(&self, story: StoryId, file: &str) -> ObjectKey {
        let key: ObjectKey = format!("illustrations/{story}/1/{file}").parse().unwrap();
        self.objects.put(&key, MediaType::Webp, Bytes::from_static(b"a picture").into()).await.unwrap();
        key
    }

    async fn deleted(&self) -> StoryId {
        let story = completed_by(&self.store, UserId::new()).await;
        self.put(story, "x-80.webp").await;
        self.store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
        story
    }

    async fn keys(&self) -> Vec<ObjectKey> {
        let page = self.objects.list(&ObjectPrefix::bucket(Bucket::Illustrations), None, 1_000).await.unwrap();
        page.objects.into_iter().map(|object| object.key).collect()
    }
}

#[tokio::test]
async fn a_late_picture_of_an_erased_story_goes() {
    let house = House::new("").await;
    let story = house.deleted().await;
    house.maintenance.erase().await.unwrap();
    assert_eq!(house.keys().await, []);

    let late = house.put(story, "late-80.webp").await;
    house.maintenance.erase().await.unwrap();
    house.maintenance.sweep(at(19_000)).await.unwrap();
    assert_eq!(house.keys().await, [late], "others may be on their way still");
    house.maintenance.sweep(at(21_000)).await.unwrap();
    assert_eq!(house.keys().await, []);
}

#[tokio::test]
async fn a_stuck_story_keeps_no_other_from_erasing() {
    let house = House::new("stuck").await;
    let stuck = house.deleted().await;
    house.put(stuck, "stuck-80.webp").await;
    for _ in 0..130 {
        house.deleted().await;
    }
    assert!(house.maintenance.erase().await.is_err());
    let left = house.store.erasure.to_erase(None, 9).await.unwrap();
    assert_eq!(left.iter().map(|tombstone| tombstone.story_id).collect::<Vec<_>>(), [stuck]);
    assert!(house.keys().await.iter().all(|key| key.as_str().contains(&stuck.to_string())));
}

/// When what is put now has come into the age in which it may be removed.
const OLD: Duration = Duration::from_secs(61);

/// A told story of one scene, and the key of its picture.
async fn illustrated(house: &House) -> (StoryId, ObjectKey) {
    let owner = UserId::new();
    let story = created_by(&house.store, owner).await;
    claimed(&house.store, story).await;
    let key = house.put(story, "named-80.webp").await;
    let mut book = book();
    for event in &mut book {
        if let Event::IllustrationCreated(illustration) = event {
            illustration.sources[0].key.clone_from(&key);
        }
    }
    told(&house.store, append(story, owner, 1, 1, book)).await;
    (story, key)
}

#[tokio::test]
async fn only_what_a_log_names_is_kept() {
    let house = House::new("").await;
    let (story, named) = illustrated(&house).await;
    house.put(story, "spare-80.webp").await;
    house.put(StoryId::new(), "x-80.webp").await;
    let no_story = "illustrations/no-story/x.webp".parse().unwrap();
    house.objects.put(&no_story, MediaType::Webp, Bytes::new().into()).await.unwrap();

    house.maintenance.sweep(at(60_000)).await.unwrap();
    assert!(house.walk(Duration::ZERO).await);
    assert_eq!(house.keys().await.len(), 4, "within the grace");
    house.maintenance.sweep(at(60_001)).await.unwrap();
    assert_eq!(house.keys().await.len(), 3, "the spare one is gone");
    assert!(house.walk(OLD).await);
    assert_eq!(house.keys().await, [named]);
}

#[tokio::test]
async fn a_picture_painted_again_stays_with_the_new() {
    let house = House::new("").await;
    let owner = UserId::new();
    let story = created_by(&house.store, owner).await;
    claimed(&house.store, story).await;
    let keys = [house.put(story, "first-80.webp").await, house.put(story, "second-80.webp").await];
    let mut book = book();
    book.insert(6, revised(1, 2));
    for event in &mut book {
        if let Event::IllustrationCreated(picture) = event {
            picture.sources[0].key.clone_from(&keys[usize::from(picture.revision == 2)]);
        }
    }
    told(&house.store, append(story, owner, 1, 1, book)).await;

    house.maintenance.sweep(at(60_001)).await.unwrap();
    assert_eq!(house.keys().await, keys, "a reader who was late may still ask for the first");
}

#[tokio::test]
async fn a_stuck_story_keeps_no_other_from_sweeping() {
    let house = House::new("stuck").await;
    for number in 0..130 {
        let story = completed_by(&house.store, UserId::new()).await;
        house.put(story, if number == 0 { "stuck-80.webp" } else { "spare-80.webp" }).await;
    }
    let unknown = house.put(StoryId::new(), "stuck-80.webp").await;
    let other = house.put(StoryId::new(), "x-80.webp").await;
    assert!(house.maintenance.sweep(at(60_001)).await.is_err());
    assert!(!house.walk(OLD).await);
    let left = house.keys().await;
    assert!(left.len() == 2 && left.contains(&unknown) && !left.contains(&other), "{left:?}");
}

#[tokio::test]
async fn what_was_reserved_for_nothing_is_given_back() {
    let house = House::new("-").await;
    let (owner, limits) = (UserId::new(), PlanLimits { stories_per_day: 1, ..NO_LIMITS });
    let reserve = async |at| {
        let reservation = Reservation { owner, story: StoryId::new(), at };
        house.store.quotas.reserve(reservation, limits).await.unwrap()
    };
    assert_eq!(reserve(at(0)).await, Reserved::Done);
    house.maintenance.forget(at(599_999)).await.unwrap();
    assert_eq!(reserve(at(1)).await, Reserved::DailyLimit, "its story may be on its way");
    house.maintenance.forget(at(600_001)).await.unwrap();
    assert_eq!(reserve(at(2)).await, Reserved::Done);
}
