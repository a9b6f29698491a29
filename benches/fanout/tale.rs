//! The service itself with one story, whose events come when the bench says so: its storyteller says nothing.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::app::{App, Listeners, memory};
use ai_tale::backends::Backends;
use ai_tale::backends::store::{Append, Appended, Store};
use ai_tale::config::Config;
use ai_tale::domain::{Event, EventId, Record, Scene, StoryId, StoryStatus, Timestamp};
use ai_tale::stream::Hub;
use ai_tale::telemetry;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{HEARTBEAT_SECONDS, MARK};

/// The text of a page.
pub const TEXT_BYTES: usize = 500;

/// Says where it listens, a reader's token and the story's id; each line of the input is an event.
pub fn serve() {
    memory::return_early();
    let runtime = tokio::runtime::Runtime::new().expect("the runtime's threads start");
    runtime.block_on(async {
        let folder = tempfile::TempDir::new().expect("a folder can be made");
        let heartbeat = format!("{HEARTBEAT_SECONDS}s");
        let settings = [
            ("DATA_DIR", folder.path().to_str().expect("a path of letters")),
            ("MODELS__BUILTIN__FIRST_TOKEN_MS", "3600000"),
            ("MODELS__SILENCE", "0s"),
            ("HTTP__LISTEN", "127.0.0.1:0"),
            ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
            ("STREAM__HEARTBEAT", &heartbeat),
            ("LIMITS__CONNECTIONS", "10000"),
            ("LIMITS__CONNECTIONS_PER_ADDRESS", "0"),
            ("LIMITS__STREAMS_PER_USER", "0"),
            ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
        ];
        let variables = settings.map(|(key, value)| (format!("AI_TALE__{key}"), value.to_owned())).into();
        let config = Arc::new(Config::load_with(None, variables).expect("the settings are right"));
        let _logging = telemetry::init(&config.telemetry).expect("the filter is right");
        let metrics = telemetry::recorder();
        let parts = Backends::open(&config).await.expect("an empty folder");
        let listeners = Listeners::bind(&config).expect("there are free ports");
        let mut app = App::start(Arc::clone(&config), parts).await.expect("the actors start");
        let listening = app.listen(listeners, metrics);
        let address = listening.readers.expect("it is a gateway");
        let (token, story) = wish(&format!("http://{address}")).await;
        println!("{address} {token} {story}");
        let (lines, told) = mpsc::channel(1);
        std::thread::spawn(move || std::io::stdin().lines().try_for_each(|_| lines.blocking_send(())));
        // by a task of the runtime, as each run of the product is
        let telling = tell(app.backends().store.clone(), app.hub().clone(), story, told);
        tokio::spawn(telling).await.expect("the telling does not panic");
    });
}

/// A guest's token, and the story that they wish for.
async fn wish(base: &str) -> (String, StoryId) {
    let client = reqwest::Client::new();
    let answer = client.post(format!("{base}/v1/auth/guest")).send().await.expect("it listens");
    let session: Value = answer.json().await.expect("a session");
    let token = session["access_token"].as_str().expect("a token").to_owned();
    let wish = client.post(format!("{base}/v1/stories")).bearer_auth(&token).json(&json!({ "theme": "a fox" }));
    let accepted: Value = wish.send().await.expect("it listens").json().await.expect("a story");
    let story = accepted["id"].as_str().and_then(|id| id.parse().ok());
    (token, story.unwrap_or_else(|| panic!("the wish is accepted: {accepted}")))
}

/// In the place of the story's run, which waits for a storyteller that says nothing.
async fn tell(store: Store, hub: Hub, story_id: StoryId, mut told: mpsc::Receiver<()>) {
    let mut head = store.log.head(story_id).await.expect("it can be read").expect("it is there");
    while head.status == StoryStatus::Queued {
        tokio::time::sleep(Duration::from_millis(10)).await;
        head = store.log.head(story_id).await.expect("it can be read").expect("it is there");
    }
    let text = format!("{}{}", char::from(MARK), ".".repeat(TEXT_BYTES - 1));
    let palette = ["#102030".to_owned(), "#405060".to_owned()];
    let mut scene = 0;
    while told.recv().await.is_some() {
        scene += 1;
        let event = Event::SceneCreated(Scene { scene, text: text.clone(), words: 90, palette: palette.clone() });
        let seq = head.seq + u64::from(scene);
        let record = Record { story_id, seq, at: Timestamp::now(), event_id: EventId::new(), epoch: 1, event };
        let append = Append { story_id, epoch: 1, records: vec![record.clone()], bus: Vec::new(), work: None };
        assert_eq!(store.log.append(append).await.expect("the disk has room"), Appended::Done);
        hub.publish(story_id, &[record]);
        println!("published");
    }
}
