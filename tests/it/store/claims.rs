//! Claims and wishes: one winner, everything open is seen, the larger intent stays.

use ai_tale::backends::store::{Appended, Intent, OpenStory, Store};
use ai_tale::domain::{Event, StoryId, StoryStatus};
use futures_util::future::join_all;

use super::samples::{MIDNIGHT, append, book, claimant, claimed, completed_by, created, told, wish_of, work};

async fn open(store: &Store) -> Vec<OpenStory> {
    store.claims.open(None, 100).await.unwrap()
}

pub async fn of_parallel_claims_exactly_one_wins(store: Store) {
    let (story, owner) = created(&store).await;
    let claims = join_all((0..40).map(|_| store.claims.claim(story, 0, claimant()))).await;
    let won: Vec<_> = claims.into_iter().filter_map(Result::unwrap).collect();
    assert_eq!(won.len(), 1);
    assert_eq!((won[0].epoch, won[0].owner, won[0].log.len()), (1, owner, 1));
    assert_eq!(store.log.head(story).await.unwrap().unwrap().epoch, 1);
}

pub async fn an_unknown_story_cannot_be_claimed(store: Store) {
    assert!(store.claims.claim(StoryId::new(), 0, claimant()).await.unwrap().is_none());
}

pub async fn an_ended_story_cannot_be_claimed(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    told(&store, append(story, owner, 1, 1, book())).await;
    assert!(store.claims.claim(story, 1, claimant()).await.unwrap().is_none());
    assert_eq!(store.log.head(story).await.unwrap().unwrap().epoch, 1);
}

pub async fn a_lost_claim_is_answered_again(store: Store) {
    let (story, owner) = created(&store).await;
    let (node, other) = (claimant(), claimant());
    let claim = async |epoch, node| store.claims.claim(story, epoch, node).await.unwrap();
    let lost = claim(0, node).await.unwrap();
    let again = claim(0, node).await.unwrap();
    assert_eq!((again.owner, again.epoch, again.log, again.work), (owner, 1, lost.log, lost.work));
    assert_eq!(store.log.head(story).await.unwrap().unwrap().epoch, 1);
    told(&store, append(story, owner, 1, 1, vec![Event::StoryStarted])).await;

    assert!(claim(0, other).await.is_none(), "another node's claim was not carried out");
    assert_eq!(claim(1, node).await.unwrap().epoch, 2);
    assert!(claim(0, node).await.is_none(), "the story was claimed since");
    assert_eq!(claim(2, other).await.unwrap().epoch, 3);
    assert!(claim(1, node).await.is_none(), "by another node");
    assert!(store.claims.release(story, 3, &work(1)).await.unwrap());
    assert!(claim(2, other).await.is_none(), "it was given up");
}

pub async fn open_stories_are_read_oldest_first(store: Store) {
    let (first, _) = created(&store).await;
    let (second, owner) = created(&store).await;
    let (third, _) = created(&store).await;
    let node = claimant();
    store.claims.claim(third, 0, node).await.unwrap().unwrap();
    claimed(&store, second).await;
    told(&store, append(second, owner, 1, 1, book())).await;

    let queued = OpenStory { story_id: first, epoch: 0, claimant: None, starts: 0, intent: None, ended: false };
    let running = OpenStory { story_id: third, epoch: 1, claimant: Some(node), starts: 0, intent: None, ended: false };
    assert_eq!(open(&store).await, [queued.clone(), running.clone()]);
    assert_eq!(store.claims.open(None, 1).await.unwrap(), [queued]);
    assert_eq!(store.claims.open(Some(first), 9).await.unwrap(), [running]);
}

pub async fn a_released_story_keeps_its_work(store: Store) {
    let (story, _) = created(&store).await;
    claimed(&store, story).await;
    assert!(store.claims.release(story, 1, &work(4)).await.unwrap());
    assert_eq!(
        open(&store).await,
        [OpenStory { story_id: story, epoch: 1, claimant: None, starts: 0, intent: None, ended: false }]
    );
    assert_eq!(store.claims.claim(story, 1, claimant()).await.unwrap().unwrap().work, work(4));
    assert!(!store.claims.release(story, 1, &work(5)).await.unwrap());
    let third = store.claims.claim(story, 2, claimant()).await.unwrap().unwrap();
    assert_eq!(third.work, work(4));
}

pub async fn only_a_claim_of_a_held_story_counts(store: Store) {
    let (story, owner) = created(&store).await;
    let (one, other) = (claimant(), claimant());
    let starts = async |epoch, by| {
        let claimed = store.claims.claim(story, epoch, by).await.unwrap().unwrap();
        assert_eq!(open(&store).await[0].starts, claimed.starts, "the count is as durable as the claim");
        claimed.starts
    };
    assert_eq!(starts(0, one).await, 0, "nobody held it");
    assert_eq!(open(&store).await[0].starts_if_claimed(), 1);
    assert_eq!(starts(1, other).await, 1);
    assert_eq!(starts(1, other).await, 1, "a claim whose answer was lost is the same claim");
    assert_eq!(starts(2, other).await, 2, "a run of one process that died there");
    assert!(store.claims.release(story, 3, &work(1)).await.unwrap());
    assert_eq!(open(&store).await[0].starts_if_claimed(), 2);
    assert_eq!(starts(3, one).await, 2, "it was given up");
    told(&store, append(story, owner, 4, 1, vec![Event::StoryStarted])).await;
    assert_eq!(open(&store).await[0].starts, 0, "progress forgives");
    assert_eq!(starts(4, one).await, 1);
}

pub async fn a_damaged_story_is_ended_from_outside(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    store.claims.intend(story, Intent::Cancel, MIDNIGHT).await.unwrap();
    assert!(!store.claims.fail_damaged(story, 0, MIDNIGHT).await.unwrap(), "it was claimed since");
    assert!(store.claims.fail_damaged(story, 1, MIDNIGHT).await.unwrap());
    assert!(!store.claims.fail_damaged(story, 2, MIDNIGHT).await.unwrap(), "it has ended");
    assert_eq!(open(&store).await, [], "it holds nothing");
    let head = store.log.head(story).await.unwrap().unwrap();
    assert_eq!((head.status, head.seq), (StoryStatus::Failed, 1));
    let late = append(story, owner, 1, 1, vec![Event::StoryStarted]);
    assert_eq!(store.log.append(late).await.unwrap(), Appended::Fenced(2), "whoever held it is fenced");
    store.claims.intend(story, Intent::Delete, MIDNIGHT).await.unwrap();
    assert_eq!(store.erasure.to_erase(None, 9).await.unwrap().len(), 1, "it can be deleted");
}

pub async fn a_larger_intent_replaces_a_smaller(store: Store) {
    let (story, _) = created(&store).await;
    assert_eq!(wish_of(&store, story).await, None);
    for (intent, stays) in
        [(Intent::Cancel, Intent::Cancel), (Intent::Delete, Intent::Delete), (Intent::Cancel, Intent::Delete)]
    {
        store.claims.intend(story, intent, MIDNIGHT).await.unwrap();
        assert_eq!(wish_of(&store, story).await, Some(stays));
    }
    assert_eq!(claimed(&store, story).await.intent, Some(Intent::Delete));
    assert_eq!(open(&store).await[0].intent, Some(Intent::Delete));
}

pub async fn a_terminal_event_carries_out_a_cancel(store: Store) {
    let (story, owner) = created(&store).await;
    store.claims.intend(story, Intent::Cancel, MIDNIGHT).await.unwrap();
    assert_eq!(claimed(&store, story).await.intent, Some(Intent::Cancel));
    told(&store, append(story, owner, 1, 1, vec![Event::StoryStarted])).await;
    assert_eq!(wish_of(&store, story).await, Some(Intent::Cancel));
    told(&store, append(story, owner, 1, 2, vec![Event::StoryCancelled])).await;
    assert_eq!(wish_of(&store, story).await, None);
    assert_eq!(open(&store).await, []);
}

pub async fn an_intent_about_nothing_is_nothing(store: Store) {
    let unknown = StoryId::new();
    store.claims.intend(unknown, Intent::Delete, MIDNIGHT).await.unwrap();
    assert_eq!(wish_of(&store, unknown).await, None);
    let ended = completed_by(&store, ai_tale::domain::UserId::new()).await;
    store.claims.intend(ended, Intent::Cancel, MIDNIGHT).await.unwrap();
    assert_eq!(wish_of(&store, ended).await, None);
    assert_eq!(open(&store).await, []);
}
