//! Telemetry: metrics with buckets and descriptions, logs that quote nobody.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::illustration::PaintError;
use ai_tale::actors::scene::Objection;
use ai_tale::backends::models::ModelError;
use ai_tale::metrics::{HTTP_SECONDS, STORE_BATCH};
use ai_tale::telemetry::{self, LogFormat, LossyWriter, Options};
use futures_util::FutureExt;
use serde_json::Value;

use crate::kit::{PATIENCE, Server, TINY, players};

#[test]
fn the_recorder_shows_buckets_and_descriptions() {
    let first = telemetry::recorder();
    metrics::histogram!(HTTP_SECONDS, "route" => "/telemetry-test").record(0.07);
    metrics::histogram!(STORE_BATCH).record(30.0);
    let shown = telemetry::recorder().render();
    assert!(shown.contains("# HELP tale_http_seconds how long answers took, to their first byte\n"), "{shown}");
    assert!(shown.contains("tale_http_seconds_bucket{route=\"/telemetry-test\",le=\"0.05\"} 0\n"), "{shown}");
    assert!(shown.contains("tale_http_seconds_bucket{route=\"/telemetry-test\",le=\"0.1\"} 1\n"), "{shown}");
    assert!(shown.contains("tale_store_batch_size_bucket{le=\"64\"}"), "{shown}");
    assert!(first.render().contains("/telemetry-test"), "both handles show the same recorder");
}

/// A target that writes nothing before it is let go, and then takes what it may, or refuses all.
struct Stuck {
    go: Receiver<()>,
    is_full: bool,
}

impl Write for Stuck {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        // an error: let go for ever
        let _ = self.go.recv();
        if self.is_full { Err(ErrorKind::StorageFull.into()) } else { Ok(lines.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lines_dropped(reason: &str) -> u64 {
    let shown = telemetry::recorder().render();
    let counted = format!("tale_log_lines_dropped_total{{reason=\"{reason}\"}} ");
    shown.lines().find_map(|line| line.strip_prefix(&counted)).map_or(0, |count| count.parse().unwrap())
}

#[test]
fn lines_without_room_are_counted() {
    const ROOM: u64 = 4 * 1024 * 1024;
    let line = [&[b'.'; 1023][..], b"\n"].concat();
    let fit = ROOM / line.len() as u64;
    for is_full in [false, true] {
        let (let_go, go) = mpsc::channel();
        let mut writer = LossyWriter::new();
        let before = [lines_dropped("buffer_full"), lines_dropped("write_failed")];
        for _ in 0..fit + 7 {
            writer.write_all(&line).unwrap();
        }
        writer.write_to(Stuck { go, is_full }).unwrap();
        assert!(!writer.flush_within(Duration::ZERO), "nothing is written yet");
        drop(let_go);
        assert!(writer.flush_within(PATIENCE));
        let after = [lines_dropped("buffer_full"), lines_dropped("write_failed")];
        let lost = if is_full { fit } else { 0 };
        assert_eq!([after[0] - before[0], after[1] - before[1]], [7, lost]);
    }
}

/// A pipe that does not wait: it takes so much, and has no room at every other call.
struct Unwaiting {
    taken: Arc<Mutex<Vec<u8>>>,
    has_room: bool,
}

impl Write for Unwaiting {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        self.has_room = !self.has_room;
        if !self.has_room {
            return Err(ErrorKind::WouldBlock.into());
        }
        let part = &lines[..lines.len().min(65_536)];
        self.taken.lock().unwrap().extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_pipe_that_never_waits_gets_every_line() {
    let mut writer = LossyWriter::new();
    let lines: Vec<u8> = (0..50_000).flat_map(|number| format!("line {number}\n").into_bytes()).collect();
    writer.write_all(&lines).unwrap();
    let taken = Arc::new(Mutex::new(Vec::new()));
    writer.write_to(Unwaiting { taken: Arc::clone(&taken), has_room: true }).unwrap();
    assert!(writer.flush_within(PATIENCE));
    assert!(*taken.lock().unwrap() == lines, "{} of {} bytes", taken.lock().unwrap().len(), lines.len());
}

#[test]
fn an_unreadable_filter_names_its_key() {
    let error = telemetry::init(&Options { format: LogFormat::Json, filter: "ai_tale=loud".to_owned() }).unwrap_err();
    assert!(error.to_string().starts_with("configuration key `telemetry.filter`: "), "{error}");
}

#[test]
fn errors_repeat_no_word_of_providers() {
    let said = || "no pictures of Mira".to_owned();
    let errors = [
        ModelError::Refused(said()),
        ModelError::Unavailable { reason: said(), retry_after: None },
        ModelError::Unusable(said()),
        ModelError::TimedOut,
    ];
    for error in errors {
        let shown = [
            error.to_string(),
            PaintError::Painter(error.clone()).to_string(),
            PaintError::Unjudged(error.clone()).to_string(),
            Objection::Unjudged(error).to_string(),
        ];
        assert!(shown.iter().all(|text| text.contains("model ") || text.contains("model's ")), "{shown:?}");
        assert!(shown.iter().all(|text| !text.contains("Mira")), "{shown:?}");
    }
}

/// Set for [`process_that_panics`].
const OWN_PROCESS: &str = "AI_TALE_TEST_OWN_PROCESS";

/// Runs an ignored test of this binary as a process of its own, whose hook and subscriber nobody else sees.
fn stderr_of(test: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(OWN_PROCESS, "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_panic_is_logged_without_its_words() {
    let stderr = stderr_of("telemetry::process_that_panics");
    let lines: Vec<_> = stderr.lines().filter(|line| line.contains("panicked")).collect();
    assert_eq!(lines.len(), 1, "{stderr}");
    let line: serde_json::Value = serde_json::from_str(lines[0]).unwrap();
    assert_eq!((&line["level"], &line["message"]), (&"ERROR".into(), &"panicked".into()));
    assert!(line["location"].as_str().unwrap().starts_with("tests/it/telemetry.rs:"));
    assert!(!stderr.contains("Mira"), "{stderr}");
}

#[test]
#[ignore = "a process of its own, started by another test"]
fn process_that_panics() {
    if std::env::var_os(OWN_PROCESS).is_none() {
        return;
    }
    let options = Options { format: LogFormat::Json, filter: "info".to_owned() };
    let _log = telemetry::init(&options).unwrap();
    let _already_begun = telemetry::init(&options).unwrap();
    let name = "Mira";
    assert!(std::panic::catch_unwind(|| panic!("once upon a time there was {name}")).is_err());
}

/// The objects of the lines that say this.
fn lines_saying(stderr: &str, message: &str) -> Vec<Value> {
    let lines = stderr.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| line["message"] == message).collect()
}

#[test]
fn a_line_says_whose_picture_and_which_request() {
    let stderr = stderr_of("telemetry::process_that_tells_a_story");
    let painted = lines_saying(&stderr, PAINTED);
    let scenes: BTreeSet<u64> = painted.iter().filter_map(|line| line["scene"].as_u64()).collect();
    assert_eq!(scenes, BTreeSet::from([1, 2]), "{stderr}");
    let story = stderr.lines().find_map(|line| line.strip_prefix("story: ")).unwrap();
    for line in &painted {
        assert_eq!((&line["story.id"], &line["epoch"], &line["level"]), (&story.into(), &1.into(), &"INFO".into()));
    }
    let answered = lines_saying(&stderr, "answered");
    assert!(!answered.is_empty(), "{stderr}");
    for line in &answered {
        for field in ["request.id", "http.route", "timestamp", "target"] {
            assert!(line[field].as_str().is_some_and(|text| !text.is_empty()), "it has no {field}: {line}");
        }
        let milliseconds = line["duration_ms"].to_string();
        assert!(milliseconds.split_once('.').is_none_or(|(_, part)| part.len() <= 3), "{milliseconds}");
    }
}

#[test]
fn a_judged_wish_says_which_request() {
    let stderr = stderr_of("telemetry::process_that_tells_a_story");
    let judged = lines_saying(&stderr, JUDGED);
    // the first of them is the wish's; the others are the story's
    let line = judged.first().unwrap_or_else(|| panic!("{stderr}"));
    assert!(line["request.id"].as_str().is_some_and(|id| !id.is_empty()), "{stderr}");
}

/// What the painter and the moderator of [`process_that_tells_a_story`] log.
const PAINTED: &str = "painted for a test";
const JUDGED: &str = "judged for a test";

#[tokio::test]
#[ignore = "a process of its own, started by another test"]
async fn process_that_tells_a_story() {
    if std::env::var_os(OWN_PROCESS).is_none() {
        return;
    }
    let _log = telemetry::init(&Options { format: LogFormat::Json, filter: "info".to_owned() }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        parts.models.painters = vec![players::painter(|spec| {
            tracing::info!("{PAINTED}");
            players::paint(spec).boxed()
        })];
        parts.models.moderators = vec![players::moderator(|texts| {
            tracing::info!("{JUDGED}");
            players::judge(texts).boxed()
        })];
        parts
    })
    .await;
    let reader = server.guest().await;
    let story = reader.wish_for_scenes(2).await;
    reader.whole(&story).await;
    eprintln!("story: {story}");
    server.stop().await;
}
