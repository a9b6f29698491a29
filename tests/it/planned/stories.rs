//! Stories whose storyteller plans its scenes: painter and critic are told by the plan, a bad plan costs nothing, and
//! the next process knows it.

use std::path::Path;
use std::sync::{Arc, Mutex};

use ai_tale::backends::models::Storyteller;
use ai_tale::domain::{Mood, PictureSpec, Place, StoryId, TimeOfDay};
use ai_tale::pipeline::story_prompt::{StoryCall, StoryPrompt};
use futures_util::FutureExt;
use futures_util::future::pending;
use serde_json::{Value, json};
use tokio::runtime::Builder;
use tokio::sync::Notify;

use super::plan;
use crate::kit::critics::{FakeCritic, critique};
use crate::kit::fakes::lock;
use crate::kit::players::{Briefs, watched_painter};
use crate::kit::{PATIENCE, node, players};

const SCENES: u32 = 2;

/// A good plan of scenes whose words say nothing of it.
fn good() -> Value {
    json!([
        { "place": "harbour", "time": "night", "who": ["Captain Bo"], "feeling": "sad" },
        { "place": "library", "time": "dawn", "who": ["Mira", "Captain Bo"], "feeling": "merry" },
    ])
}

/// A storyteller that plans so, and how often it was asked.
fn teller(scenes: Value) -> (Arc<dyn Storyteller>, Arc<Mutex<u32>>) {
    let asked = Arc::new(Mutex::new(0));
    let count = Arc::clone(&asked);
    let teller = players::storyteller(move |call| {
        *lock(&count) += 1;
        let first = match &call {
            StoryCall::Begin { .. } => plan(&scenes),
            StoryCall::Continue { .. } | StoryCall::Rewrite { .. } => String::new(),
        };
        let told = (1..=SCENES).map(|scene| Ok(players::line(scene, &format!("They counted to {scene}."))));
        let answer = [Ok(first)].into_iter().chain(told).collect();
        async move { Ok(players::chunks(answer)) }.boxed()
    });
    (teller, asked)
}

/// Place, hour, feeling and heroes of each scene's brief, in the order of the scenes.
fn shown(briefs: &[PictureSpec]) -> Vec<(Place, TimeOfDay, Mood, Vec<String>)> {
    let mut briefs = briefs.to_vec();
    briefs.sort_by_key(|brief| brief.scene);
    let names = |brief: &PictureSpec| brief.elements.heroes.iter().map(|hero| hero.sheet.name.clone()).collect();
    let of_one = |brief: &PictureSpec| {
        let elements = &brief.elements;
        (elements.place, elements.time, elements.mood, names(brief))
    };
    briefs.iter().map(of_one).collect()
}

fn as_planned() -> Vec<(Place, TimeOfDay, Mood, Vec<String>)> {
    let (mira, bo) = ("Mira".to_owned(), "Captain Bo".to_owned());
    vec![
        (Place::Harbour, TimeOfDay::Night, Mood::Sad, vec![bo.clone()]),
        (Place::Library, TimeOfDay::Dawn, Mood::Merry, vec![mira, bo]),
    ]
}

#[tokio::test(start_paused = true)]
async fn painter_and_critic_go_by_the_plan() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(8)) }.boxed());
    let looks = Arc::clone(&critic);
    let ((teller, _), (painter, briefs)) = (teller(good()), watched_painter());
    let scenario = node().setting("MODELS__CRITIC_GRACE", "1h").storyteller(teller).painter(painter);
    let told = scenario.parts(|parts| parts.models.critics = vec![critic]).story(SCENES).run().await;
    told.assert_complete(SCENES);
    assert_eq!(shown(&lock(&briefs)), as_planned());
    assert!(lock(&briefs)[0].prompt.contains("harbour"), "painters that take words are told so");
    assert_eq!(shown(&looks.briefs()), as_planned());
}

#[tokio::test(start_paused = true)]
async fn a_hostile_plan_costs_nothing() {
    let bloody = "a slaughterhouse full of blood and corpses";
    let scene = json!({ "place": bloody, "time": "x".repeat(500), "who": ["Zofia with a gun", 7], "feeling": bloody });
    let many = vec![scene.clone(); 60];
    for scenes in [json!(many), json!([7, null, [], scene]), json!({ "place": bloody }), json!("none")] {
        let ((teller, asked), (painter, briefs)) = (teller(scenes.clone()), watched_painter());
        let told = node().storyteller(teller).painter(painter).story(SCENES).run().await;
        told.assert_complete(SCENES);
        told.assert_never_says("slaughter");
        assert_eq!((*lock(&asked), lock(&briefs).len()), (1, 2), "{scenes}");
        for brief in lock(&briefs).iter() {
            assert_eq!(brief.elements.place, Place::Meadow, "as without a plan");
            assert!(["blood", "gun", "Zofia"].iter().all(|word| !brief.prompt.contains(word)), "{}", brief.prompt);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_goes_on_knows_the_plan() {
    let wishes = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::clone(&wishes);
    let teller = players::storyteller(move |call| {
        let wish: Value = serde_json::from_str(&StoryPrompt::of(&call).wish).expect("it is JSON");
        lock(&asked).push(wish["planned"].clone());
        let answer = match &call {
            StoryCall::Begin { .. } => {
                vec![Ok(plan(&good())), Ok(players::line(1, "They counted.")), Err(players::unavailable())]
            }
            StoryCall::Continue { .. } | StoryCall::Rewrite { .. } => vec![Ok(players::line(2, "They counted on."))],
        };
        async move { Ok(players::chunks(answer)) }.boxed()
    });
    node().storyteller(teller).story(SCENES).run().await.assert_complete(SCENES);
    let second = json!({ "scene": 2, "place": "library", "time": "dawn", "feeling": "merry",
        "who": ["Mira", "Captain Bo"] });
    assert_eq!(*lock(&wishes), [Value::Null, json!([second])], "of what is missing");
}

/// One process that tells until page 2 is asked for where it is stuck, else to the end.
fn life(folder: &Path, story: Option<StoryId>, is_stuck: bool) -> (StoryId, Vec<PictureSpec>) {
    let (stuck, briefs) = (Arc::new(Notify::new()), Briefs::default());
    let (dying, asked) = (Arc::clone(&stuck), Arc::clone(&briefs));
    let painter = players::painter(move |spec| {
        lock(&asked).push(spec.clone());
        let dying = Arc::clone(&dying);
        async move {
            if is_stuck && spec.scene == SCENES {
                dying.notify_one();
                pending::<()>().await;
            }
            players::paint(spec).await
        }
        .boxed()
    });
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
    let story = runtime.block_on(async {
        let node = node().on(folder).storyteller(teller(good()).0).painter(painter).start().await;
        let story = match story {
            Some(story) => story,
            None => node.begin(SCENES).await,
        };
        if is_stuck {
            stuck.notified().await;
        } else {
            node.told(story).await.assert_complete(SCENES);
            node.stop().await;
        }
        story
    });
    runtime.shutdown_timeout(PATIENCE);
    let briefs = lock(&briefs).clone();
    (story, briefs)
}

#[test]
fn a_kill_costs_no_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let (story, _) = life(folder.path(), None, true);
    let (_, next) = life(folder.path(), Some(story), false);
    let last = next.iter().find(|brief| brief.scene == SCENES).expect("page 2 is painted anew").clone();
    assert_eq!(shown(&[last]), as_planned()[1..]);
}
