//! Memory of the served program: what an overload adds at its height, and what is left half a minute after the last of
//! forty stories. Each is measured on a process of its own, against what that process held before its first story.
//! Goals: at most 64 MiB more at the height, at most 32 MiB more afterwards.
//!
//! `cargo bench --bench memory`: some minutes, because 1,140 pictures are painted. `MALLOC_ARENA_MAX` and
//! `MALLOC_MMAP_THRESHOLD_` reach the program, so that other settings can be tried without building anew.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

/// The built program, without limits for one guest, and with ten stories at once.
const SETTINGS: [(&str, &str); 7] = [
    ("HTTP__LISTEN", "127.0.0.1:0"),
    ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
    ("LIMITS__QUEUE", "1000"),
    ("LIMITS__STORIES", "10"),
    ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
    ("PLANS__GUEST__STORIES_PER_DAY", "0"),
    ("PLANS__GUEST__STORIES_AT_ONCE", "0"),
];
/// Wishes that are on their way at once.
const CROWD: usize = 32;
/// How long memory has to come back.
const REST: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{:<28} {:>8} {:>8} {:>8} {:>7}", "resident memory, MiB", "before", "height", "30 s on", "took s");
    let crowd = measure(900, 1).await;
    let forty = measure(40, 6).await;
    line("900 wishes of 1 scene", &crowd);
    line("40 stories of 6 scenes", &forty);
    println!("an overload grows the process by {:.0} MiB (goal: at most 64)", crowd.height - crowd.before);
    println!("forty stories leave {:.0} MiB behind (goal: at most 32)", forty.rested - forty.before);
}

/// Megabytes that a process held.
struct Held {
    before: f64,
    height: f64,
    rested: f64,
    took: Duration,
}

fn line(what: &str, held: &Held) {
    let Held { before, height, rested, took } = held;
    println!("{what:<28} {before:>8.1} {height:>8.1} {rested:>8.1} {:>7.0}", took.as_secs_f64());
}

/// A new process that tells so many stories, all of which are wished for at once.
async fn measure(stories: usize, scenes: u32) -> Held {
    let served = Served::start();
    let reader = Reader::guest(&served.address).await;
    sleep(Duration::from_secs(2)).await;
    let before = served.megabytes("VmRSS");
    served.forget_the_height();
    let started = Instant::now();
    let wishes = stream::iter(0..stories).map(|_| reader.wish(scenes)).buffer_unordered(CROWD);
    let told: Vec<String> = wishes.collect().await;
    for story in told {
        reader.until_ended(&story).await;
    }
    let took = started.elapsed();
    sleep(REST).await;
    Held { before, height: served.megabytes("VmHWM"), rested: served.megabytes("VmRSS"), took }
}

/// `ai-tale serve` on a folder of its own; dropping it ends it.
struct Served {
    process: Child,
    address: String,
    _folder: TempDir,
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ai-tale"));
        command.arg("serve").env("AI_TALE__DATA_DIR", folder.path());
        command.envs(SETTINGS.map(|(key, value)| (format!("AI_TALE__{key}"), value)));
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut line).expect("it says its address");
        let (_, rest) = line.split_once("http://").expect("it says its address");
        let authority = rest.split(['/', ' ', '\n']).next().expect("a split has a first part");
        Self { process, address: format!("http://{authority}"), _folder: folder }
    }

    /// A line of what the kernel says of the process.
    fn megabytes(&self, name: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let number = line.and_then(|line| line.split_whitespace().next()).expect("the kernel says it");
        number.parse::<f64>().expect("it is a number") / 1024.0
    }

    fn forget_the_height(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").expect("the process is ours");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // an error says that it has ended already
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Reader {
    client: reqwest::Client,
    address: String,
    token: String,
}

impl Reader {
    async fn guest(address: &str) -> Self {
        let client = reqwest::Client::new();
        let guest = json_of(client.post(format!("{address}/v1/auth/guest"))).await;
        let token = guest["access_token"].as_str().expect("a guest has a token").to_owned();
        Self { client, address: address.to_owned(), token }
    }

    async fn wish(&self, scenes: u32) -> String {
        let wish = json!({ "theme": "a fox who is afraid of the dark", "scenes": scenes });
        let wishing = self.client.post(format!("{}/v1/stories", self.address)).bearer_auth(&self.token).json(&wish);
        json_of(wishing).await["id"].as_str().expect("no wish is refused").to_owned()
    }

    async fn until_ended(&self, story: &str) {
        loop {
            let asking = self.client.get(format!("{}/v1/stories/{story}", self.address)).bearer_auth(&self.token);
            match json_of(asking).await["status"].as_str() {
                Some("completed") => return,
                Some("failed" | "cancelled") => panic!("the story {story} was not told"),
                _ => sleep(Duration::from_millis(250)).await,
            }
        }
    }
}

async fn json_of(request: reqwest::RequestBuilder) -> Value {
    request.send().await.expect("it answers").json().await.expect("it answers with JSON")
}
