//! The arrows between rooms point one way, and only `app` and the command line know an engine by name.

use std::collections::{BTreeMap, BTreeSet};

use super::assert_none;
use super::source::{Module, Uses, uses_of, uses_of_src};

/// Which rooms a room may use. One that is not in the table may be used by none and use none.
const ARROWS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("metrics", &[]),
    ("pipeline", &["domain"]),
    ("flow", &["metrics"]),
    // guards back off as everybody does
    ("backends", &["domain", "pipeline", "flow", "metrics"]),
    ("builtin", &["domain", "pipeline", "backends"]),
    ("stream", &["domain", "backends", "metrics"]),
    // a reader's name is normalised as those in wishes
    ("accounts", &["domain", "pipeline", "backends"]),
    ("actors", &["domain", "pipeline", "flow", "backends", "stream", "accounts", "metrics"]),
    ("http", &["domain", "pipeline", "flow", "backends", "stream", "accounts", "actors", "metrics"]),
    ("telemetry", &["metrics"]),
    ("config", &["domain", "pipeline", "backends", "builtin", "stream", "accounts", "actors", "http", "telemetry"]),
    ("app", &EVERY),
    ("commands", &EVERY),
];

/// The rooms that the composition root puts together.
const EVERY: [&str; 12] = [
    "domain",
    "pipeline",
    "flow",
    "backends",
    "builtin",
    "stream",
    "accounts",
    "actors",
    "http",
    "config",
    "telemetry",
    "app",
];

/// Modules under `backends` that are one engine of a trait, or what its engines share: those of today, and those that
/// the traits are made for.
const ENGINES: [&str; 12] = [
    "eml_folder",
    "sqlite",
    "files",
    "local",
    "scylla",
    "postgres",
    "clickhouse",
    "s3",
    "fluvio",
    "openai",
    "smtp",
    "kms",
];

/// Who chooses engines.
const CHOOSERS: [&str; 2] = ["app", "commands"];

#[test]
fn arrows_between_rooms_point_one_way() {
    assert_none(
        &wrong_arrows(&uses_of_src()),
        "these uses go against the arrows (docs/ARCHITECTURE.md, rooms): move the thing to a room below both, or hand \
         it in from `app`; a new arrow needs a line in tests/it/tidy/arrows.rs and a reason:",
    );
}

#[test]
fn every_arrow_of_the_table_is_used() {
    let used: BTreeSet<(String, String)> = uses_of_src()
        .into_iter()
        .flat_map(|(from, all)| all.into_iter().map(move |to| (from.clone(), to)))
        .filter_map(|(from, to)| Some((from.first()?.clone(), to.first()?.clone())))
        .collect();
    let arrows = ARROWS.iter().filter(|(room, _)| !CHOOSERS.contains(room));
    let arrows = arrows.flat_map(|(room, rooms)| rooms.iter().map(|other| (room.to_string(), other.to_string())));
    let unused: Vec<String> =
        arrows.filter(|arrow| !used.contains(arrow)).map(|(from, to)| format!("{from} -> {to}")).collect();
    assert_none(
        &unused,
        "nobody uses these arrows: take them out of tests/it/tidy/arrows.rs, so that they stay closed:",
    );
}

#[test]
fn only_the_composition_root_names_an_engine() {
    assert_none(
        &named_engines(&uses_of_src()),
        "these modules name an engine: use the trait, and let `app` choose the engine:",
    );
}

#[test]
fn an_arrow_the_wrong_way_is_found() {
    let uses = uses_of(&sources(&[
        ("domain", ""),
        ("flow", "use crate::domain::StoryId;"),
        ("actors", "use crate::{flow::Gate, domain};"),
        ("attic", "use crate::domain::StoryId;"),
    ]));
    assert_eq!(wrong_arrows(&uses), ["attic -> domain", "flow -> domain"]);
}

#[test]
fn a_named_engine_is_found() {
    let uses = uses_of(&sources(&[
        ("backends", ""),
        ("backends::bus", "pub use local::LocalBus;"),
        ("backends::bus::local", ""),
        ("app", "use crate::backends::bus::LocalBus;"),
        ("actors", "use crate::backends::bus::LocalBus;"),
    ]));
    assert_eq!(named_engines(&uses), ["actors -> backends::bus::local"]);
}

fn sources(texts: &[(&str, &str)]) -> BTreeMap<Module, String> {
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    texts.iter().map(|(path, text)| (module(path), (*text).to_owned())).collect()
}

fn wrong_arrows(uses: &Uses) -> Vec<String> {
    let allowed = BTreeMap::from(ARROWS);
    let is_wrong = |from: &str, to: &str| from != to && !allowed.get(from).is_some_and(|rooms| rooms.contains(&to));
    wrong(uses, |from, to| is_wrong(&from[0], &to[0]) && !is_root(&from[0]))
}

/// What assembles the crate: its root and its binary.
fn is_root(room: &str) -> bool {
    room == "main"
}

fn named_engines(uses: &Uses) -> Vec<String> {
    wrong(uses, |from, to| {
        let is_engine = to[0] == "backends" && to.iter().any(|part| ENGINES.contains(&part.as_str()));
        let is_an_engine_too = from[0] == "backends" && from.iter().any(|part| ENGINES.contains(&part.as_str()));
        // the trait's page declares its engines
        let declares = to.starts_with(from);
        is_engine && !is_an_engine_too && !declares && !CHOOSERS.contains(&from[0].as_str())
    })
}

fn wrong(uses: &Uses, is_wrong: impl Fn(&Module, &Module) -> bool) -> Vec<String> {
    let pairs = uses.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to)));
    let pairs = pairs.filter(|(from, to)| !from.is_empty() && !to.is_empty() && is_wrong(from, to));
    pairs.map(|(from, to)| format!("{} -> {}", from.join("::"), to.join("::"))).collect()
}
