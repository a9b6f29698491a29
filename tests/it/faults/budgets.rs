//! Budgets: what might cost more than is left is not asked for, stories go on all the same, and no judgement is saved.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;

use ai_tale::backends::models::{ModelError, Storyteller, Terms, TextStream};
use ai_tale::domain::{Call, CallKind, CallLog, Event, Record, StoryId};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use futures_util::future::join_all;
use futures_util::{StreamExt, stream};

use crate::kit::paid::{Bill, TERMS, Till};
use crate::kit::{Node, node, players};

/// What was billed for words and pictures: judgements are stopped by nothing.
fn sold(bill: &Bill) -> u64 {
    let judged = bill.calls.get(&CallKind::Judgement).copied().unwrap_or_default();
    assert!(judged > 0, "nothing is shown unjudged");
    let words = bill.calls.get(&CallKind::Words).copied().unwrap_or_default();
    bill.pictures.values().sum::<u64>() * 40_000 + words * 1_500
}

async fn log_of(node: &Node, story: StoryId) -> CallLog {
    node.app.backends().store.spend.calls(story).await.unwrap().unwrap()
}

/// How many calls of a kind a model got.
fn calls(log: &CallLog, kind: CallKind, model: &str) -> u64 {
    let is = |call: &&Call| call.kind == kind && call.model == model;
    log.calls().filter(is).map(|call| call.count).sum()
}

fn quiet(log: &[Record]) -> usize {
    log.iter().filter(|record| matches!(&record.event, Event::IllustrationCreated(picture) if picture.fallback)).count()
}

#[tokio::test(start_paused = true)]
async fn beyond_its_budget_a_story_goes_on_here() {
    let till = Till::default();
    let seller = till.clone();
    let paid = node().setting("MODELS__BUDGET__PER_STORY", "0.2").parts(move |parts| seller.sells_first(parts));
    let node = paid.start().await;
    let story = node.begin(8).await;
    let told = node.told(story).await;
    told.assert_complete(8);
    told.assert_quiet(&[]);
    let log = log_of(&node, story).await;
    assert_eq!(calls(&log, CallKind::Words, "paid"), 1, "a text that has begun is told to its end");
    let (bought, drawn) = (calls(&log, CallKind::Picture, "paid"), calls(&log, CallKind::Picture, "builtin"));
    assert!(bought > 0 && drawn > 0 && bought + drawn == 8, "{bought} bought, {drawn} drawn");
    assert!(sold(&till.bill()) <= 200_000, "{:?}", till.bill());
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn without_money_everything_but_judging_is_done_here() {
    let till = Till::default();
    let seller = till.clone();
    let poor = node().setting("MODELS__BUDGET__PER_DAY", "0.000001").parts(move |parts| {
        seller.sells_first(parts);
        // nobody on the route paints for nothing
        parts.models.painters.truncate(1);
    });
    let node = poor.start().await;
    let story = node.begin(2).await;
    let log = node.whole(story).await;
    assert!(matches!(log.last().unwrap().event, Event::StoryCompleted { scenes: 2, .. }));
    assert_eq!(quiet(&log), 2, "quiet pages stand in");
    let bill = till.bill();
    assert_eq!(sold(&bill), 0);
    // the plan and two pages; what is drawn here needs no check
    assert_eq!((bill.wishes, bill.calls[&CallKind::Judgement]), (1, 3));
    assert_eq!(calls(&log_of(&node, story).await, CallKind::Words, "builtin"), 1);
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn stories_at_once_share_what_a_day_has() {
    let till = Till::default();
    let seller = till.clone();
    let paid = node().setting("MODELS__BUDGET__PER_DAY", "0.6").parts(move |parts| seller.sells_first(parts));
    let node = paid.start().await;
    let stories = join_all((0..12).map(|_| node.begin(3))).await;
    for story in &stories {
        node.told(*story).await.assert_complete(3);
    }
    let bill = till.bill();
    assert!(bill.pictures.values().sum::<u64>() > 0);
    assert!(sold(&bill) <= 600_000, "{bill:?}");
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_restart_remembers_what_today_cost() {
    let (folder, till) = (tempfile::tempdir().unwrap(), Till::default());
    let start = async || {
        let seller = till.clone();
        // one text and one picture, with their judgements
        let paid = node().on(folder.path()).setting("MODELS__BUDGET__PER_DAY", "0.08");
        paid.parts(move |parts| seller.sells_first(parts)).start().await
    };
    let node = start().await;
    node.told(node.begin(1).await).await.assert_complete(1);
    node.stop().await;
    let first = sold(&till.bill());
    assert_eq!(first, 41_500);
    let node = start().await;
    let story = node.begin(1).await;
    node.told(story).await.assert_complete(1);
    assert_eq!(till.bill().pictures.values().sum::<u64>(), 1, "the day's money is spent");
    assert_eq!(calls(&log_of(&node, story).await, CallKind::Picture, "builtin"), 1);
    node.stop().await;
}

/// Is paid, tells a page, and breaks off.
struct BreaksOff;

#[async_trait]
impl Storyteller for BreaksOff {
    fn name(&self) -> &'static str {
        "breaks off"
    }

    fn terms(&self) -> Terms {
        TERMS
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        let lines = players::script(&call, 3).into_iter().take(2).map(|line| line.map(players::text));
        let broken = stream::once(async { Err(ModelError::BrokeOff("told to".to_owned())) });
        Ok(stream::iter(lines).chain(broken).boxed())
    }
}

#[tokio::test(start_paused = true)]
async fn a_broken_text_is_paid_and_goes_on() {
    let broken = node().setting("MODELS__BUDGET__PER_STORY", "0.02").parts(|parts| {
        parts.models.storytellers.insert(0, Arc::new(BreaksOff));
    });
    let node = broken.start().await;
    let story = node.begin(3).await;
    node.told(story).await.assert_complete(3);
    let log = log_of(&node, story).await;
    assert_eq!(calls(&log, CallKind::Words, "breaks off"), 1, "another one might cost more than is left");
    assert_eq!(calls(&log, CallKind::Words, "builtin"), 1);
    let at_most = log.calls().find(|call| call.model == "breaks off").unwrap().usage.cost_micros;
    assert!((2_000..=20_000).contains(&at_most), "{at_most}: it counts at the most that it may have cost");
    node.stop().await;
}
