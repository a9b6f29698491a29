//! A whole story through a server that nobody here wrote: `scripts/test` starts aimock and says where it listens. What
//! it was asked, by its own journal, is what the story's costs say, call by call.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::env;
use std::path::Path;

use ai_tale::backends::tls;
use serde_json::Value;

use crate::kit::{Process, Reader, TINY, assert_complete, quiet_pages, skip};

const SERVER: &str = "AI_TALE_TEST_OPENAI";

/// A configuration in which everything but the check of words is asked of that server.
fn tables(base: &str) -> String {
    let model = |list: &str, name: &str, more: &str| {
        format!(
            "[[models.{list}]]\nname = {name:?}\nkind = \"openai\"\nbase_url = {base:?}\nmodel = {name:?}\n{more}\n"
        )
    };
    let price =
        "price = { currency = \"usd\", per_million_input = 1.0, per_million_output = 8.0, per_picture = 0.04 }\n";
    [
        model("storytellers", "writer", price),
        model("painters", "painter", &format!("allow_private = true\n{price}")),
        // of a list of texts it judges the first alone
        model("moderators", "judge", "judges = [\"pictures\"]\n"),
    ]
    .concat()
}

/// Every request that the server has seen.
async fn journal(base: &str) -> Vec<Value> {
    let origin = base.trim_end_matches("/v1");
    reqwest::get(format!("{origin}/__aimock/journal")).await.unwrap().json().await.unwrap()
}

/// What an operator is told of a story's costs.
async fn cost(process: &Process, folder: &Path, story: &str) -> Value {
    let mut token = Process::command(folder, &[]);
    let token = token.args(["token", "--scope", "analytics", "--subject", "tests"]).output().await.unwrap();
    let token = String::from_utf8(token.stdout).unwrap();
    let cost = reqwest::Client::new().get(format!("{}/v1/admin/stories/{story}/cost", process.operators));
    cost.bearer_auth(token.trim()).send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_foreign_server_tells_a_whole_story() {
    let Ok(base) = env::var(SERVER) else { return skip("no server of a foreign hand: scripts/test starts one") };
    // this process has no node that does
    tls::install_provider();
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("tale.toml"));
    std::fs::write(&file, tables(&base)).unwrap();
    let before = journal(&base).await.len();
    let process = Process::start(Process::command(&data, &TINY).arg("serve").arg("--config").arg(&file)).await;
    let reader = Reader::guest(&process.readers).await;
    let story = reader.wish_for_scenes(4).await;
    let events = reader.whole(&story).await;
    assert_complete(&events, 4);
    assert_eq!(quiet_pages(&events), Vec::<u64>::new());
    assert_eq!(reader.story(&story).await["title"], "Mira and the Kite");

    let asked = journal(&base).await.split_off(before);
    let asked = |path: &str| asked.iter().filter(|entry| entry["path"] == path).count();
    let cost = cost(&process, &data, &story).await;
    let counted = |kind: &str, model: &str| {
        let calls = cost["calls"].as_array().unwrap().iter();
        calls.filter(|call| call["kind"] == kind && call["model"] == model).collect::<Vec<_>>()
    };
    for (path, kind, model, least) in [
        ("/v1/chat/completions", "words", "writer", 1),
        ("/v1/images/generations", "picture", "painter", 4),
        ("/v1/moderations", "judgement", "judge", 4),
    ] {
        let calls = counted(kind, model);
        let count = calls.iter().map(|call| call["count"].as_u64().unwrap()).sum::<u64>();
        assert_eq!(asked(path) as u64, count, "{kind}: {calls:?}");
        assert!(count >= least, "{kind}: {count}");
        assert!(calls.iter().all(|call| call["outcome"] == "ok"), "{calls:?}");
    }
    assert!(counted("words", "writer")[0]["output"].as_u64().unwrap() > 200, "its own count of tokens");
    assert!(cost["spent"].as_f64().unwrap() >= 0.16, "four pictures, and the words");
    assert!(process.terminate().await.success());
}
