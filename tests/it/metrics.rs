//! The vocabulary of metrics: what the code counts, what the table describes and what the docs tell operators agree.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ai_tale::actors::mail::delivery::Delivery;
use ai_tale::actors::request::Refusal;
use ai_tale::actors::stage::Stage;
use ai_tale::backends::accounts::MailKind;
use ai_tale::backends::error::StoreErrorKind;
use ai_tale::backends::{accounts, analytics, store};
use ai_tale::domain::{CallKind, CallOutcome, Category, Cause, StoryStatus};
use ai_tale::metrics::table::{ALL, Kind, Metric};
use ai_tale::metrics::values::{self, Row, Values};
use strum::{VariantArray, VariantNames};

/// Constants of a file, `NAME: &str = "value"`, by name.
fn constants(text: &str) -> BTreeMap<&str, &str> {
    let declared = text.lines().filter_map(|line| line.strip_prefix("pub const ")?.split_once(": &str = "));
    declared.map(|(name, value)| (name, value.trim_end_matches(';').trim_matches('"'))).collect()
}

fn names() -> BTreeMap<&'static str, &'static str> {
    constants(include_str!("../../src/metrics/names.rs"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// One place that counts: the macro's kind, and what stands between its parentheses.
struct Counted {
    kind: Kind,
    arguments: String,
}

fn counted(text: &str) -> Vec<Counted> {
    let kinds = [("counter!(", Kind::Counter), ("gauge!(", Kind::Gauge), ("histogram!(", Kind::Histogram)];
    let mut found = Vec::new();
    for (name, kind) in kinds {
        for (at, _) in text.match_indices(name) {
            let is_whole_word = !text[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
            if is_whole_word {
                found.push(Counted { kind, arguments: inside(&text[at + name.len()..]) });
            }
        }
    }
    found
}

/// Up to the parenthesis that closes.
fn inside(text: &str) -> String {
    let mut depth = 1;
    let end = text.find(|sign| {
        depth += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    text[..end.unwrap()].to_owned()
}

#[test]
fn every_metric_is_counted_as_it_is_described() {
    let (names, labels) = (names(), constants(include_str!("../../src/metrics/label.rs")));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = BTreeSet::new();
    for file in sources(&root).into_iter().filter(|file| !file.starts_with(root.join("metrics"))) {
        for Counted { kind, arguments } in counted(&fs::read_to_string(&file).unwrap()) {
            let place = format!("{}: {arguments}", file.display());
            let constant = arguments.split(',').next().unwrap().trim().rsplit("::").next().unwrap();
            let name = names.get(constant).unwrap_or_else(|| panic!("not a constant of metrics::names: {place}"));
            let metric = ALL.iter().find(|metric| metric.name == *name).unwrap();
            let keys: BTreeSet<&str> = keys(&arguments)
                .map(|key| *labels.get(key).unwrap_or_else(|| panic!("not a constant of metrics::label: {place}")))
                .collect();
            assert_eq!(keys, metric.labels.iter().copied().collect(), "labels: {place}");
            assert_eq!(kind, metric.kind, "kind: {place}");
            seen.insert(metric.name);
        }
    }
    assert_eq!(seen, ALL.iter().map(|metric| metric.name).collect(), "some metric is never counted");
}

/// What may stand under a label of a metric.
fn values_of(metric: &str, label: &str) -> Values {
    let rows = values::ALL.iter().filter(|row| row.label == label && (row.of.is_empty() || row.of.contains(&metric)));
    match &rows.collect::<Vec<_>>()[..] {
        [Row { values, .. }] => *values,
        rows => panic!("{metric} has {} rows of values for {label}", rows.len()),
    }
}

fn listed(metric: &str, label: &str) -> BTreeSet<&'static str> {
    match values_of(metric, label) {
        Values::OneOf(values) => values.iter().copied().collect(),
        Values::Bounded(why) => panic!("{metric}, {label}: {why}"),
    }
}

#[test]
fn every_label_s_values_are_known() {
    for metric in ALL {
        for label in metric.labels {
            values_of(metric.name, label);
        }
    }
    for row in values::ALL {
        let has_it = |name: &str| ALL.iter().any(|metric| metric.name == name && metric.labels.contains(&row.label));
        assert!(row.of.iter().all(|name| has_it(name)), "{row:?}");
    }
}

#[test]
fn words_that_are_counted_are_listed() {
    let (names, labels) = (names(), constants(include_str!("../../src/metrics/label.rs")));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for file in sources(&root) {
        for Counted { arguments, .. } in counted(&fs::read_to_string(&file).unwrap()) {
            let constant = arguments.split(',').next().unwrap().trim().rsplit("::").next().unwrap();
            for (key, after) in keys(&arguments).zip(arguments.split("=>").skip(1)) {
                let Some(word) = after.trim().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                assert!(listed(names[constant], labels[key]).contains(word), "{}: {arguments}", file.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "the words of this test are not found any more");
}

#[test]
fn listed_values_are_those_of_the_code() {
    let of = |values: &[&'static str]| values.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(listed("tale_stories_refused_total", "reason"), of(Refusal::VARIANTS));
    // these are answered as another category, or as an unsupported language, or found in what a model wrote
    let others = [Category::SelfHarm, Category::UnknownLanguage, Category::Instructions];
    let categories = Category::VARIANTS.iter().filter(|category| !others.contains(category));
    assert_eq!(
        listed("tale_wishes_rejected_total", "category"),
        categories.map(|category| category.as_str()).collect()
    );
    let kinds = CallKind::VARIANTS.iter().map(|kind| kind.metric());
    assert_eq!(listed("tale_model_calls_total", "kind"), kinds.collect());
    let causes = Cause::VARIANTS.iter().map(|cause| cause.as_str());
    assert_eq!(listed("tale_model_calls_total", "cause"), causes.collect());
    let ended = StoryStatus::ALL.into_iter().filter(|status| status.has_ended()).map(StoryStatus::as_str);
    assert_eq!(listed("tale_stories_ended_total", "outcome"), ended.collect());
    // no process counts these: a call that has not ended, and one that another process had begun
    let uncounted = [CallOutcome::InFlight, CallOutcome::Unknown];
    let outcomes = CallOutcome::VARIANTS.iter().filter(|outcome| !uncounted.contains(outcome));
    assert_eq!(listed("tale_model_calls_total", "outcome"), outcomes.map(|outcome| outcome.as_str()).collect());
    let kinds = [
        StoreErrorKind::Unavailable,
        StoreErrorKind::KeyAway,
        StoreErrorKind::Corrupt,
        StoreErrorKind::Newer,
        StoreErrorKind::Defect,
    ];
    assert_eq!(listed("tale_store_errors_total", "kind"), of(&kinds.map(StoreErrorKind::as_str)));
    let databases = [store::sqlite::DATABASE, accounts::sqlite::DATABASE, analytics::sqlite::DATABASE];
    assert_eq!(listed("tale_store_batch_size", "database"), of(&databases.map(|database| database.name)));
    assert_eq!(listed("tale_mails_total", "kind"), of(MailKind::VARIANTS));
    // somebody else counts what somebody else has
    let mails = Delivery::VARIANTS.iter().filter(|outcome| **outcome != "taken");
    assert_eq!(listed("tale_mails_total", "outcome"), mails.copied().collect());
    let stages = Stage::ALL.map(Stage::as_str);
    assert_eq!(listed("tale_pool_size", "stage"), of(&stages).union(&of(&["request", "critique"])).copied().collect());
    assert_eq!(listed("tale_actor_restarts_total", "actor"), actors().union(&of(&stages)).copied().collect());
}

/// The names under which actors are kept alive, and a run's.
fn actors() -> BTreeSet<&'static str> {
    let topology = include_str!("../../src/actors/topology.rs");
    let kept = topology.match_indices("keep(\"").map(|(at, found)| &topology[at + found.len()..]);
    let tasks = [
        include_str!("../../src/actors/analytics/ingestion.rs"),
        include_str!("../../src/actors/mail/task.rs"),
        include_str!("../../src/actors/maintenance/actor.rs"),
        include_str!("../../src/actors/measure/publish.rs"),
        include_str!("../../src/actors/measure/wish_spend.rs"),
        include_str!("../../src/actors/mending.rs"),
        include_str!("../../src/actors/outbox/task.rs"),
    ];
    let named = tasks.map(|text| text.split_once("const NAME: &'static str = \"").unwrap().1);
    let names = kept.chain(named).map(|rest| rest.split('"').next().unwrap());
    names.chain(["run"]).collect()
}

#[test]
fn docs_say_what_labels_hold() {
    let rows = values::ALL.map(|Row { label, of, values }| {
        let quoted = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let of = if of.is_empty() { "all".to_owned() } else { quoted(of) };
        let values = match values {
            Values::OneOf(values) => quoted(values),
            Values::Bounded(why) => why.to_owned(),
        };
        format!("| `{label}` | {of} | {values} |")
    });
    let expected = rows.join("\n");
    let documented = include_str!("../../docs/metrics.md");
    assert!(documented.contains(&expected), "docs/metrics.md needs this table:\n\n{expected}\n");
}

/// The constants before each `=>`.
fn keys(arguments: &str) -> impl Iterator<Item = &str> {
    let before = arguments.split("=>").map(str::trim);
    let count = arguments.matches("=>").count();
    before.take(count).map(|text| text.rsplit([',', ':', ' ', '\n']).next().unwrap())
}

#[test]
fn every_name_has_one_line_of_the_table() {
    let described: Vec<&str> = ALL.iter().map(|metric| metric.name).collect();
    let unique: BTreeSet<&str> = described.iter().copied().collect();
    assert_eq!(unique, names().values().copied().collect());
    assert_eq!(unique.len(), described.len());
}

#[test]
fn a_counter_says_so_in_its_name() {
    for Metric { name, kind, description, .. } in ALL {
        assert_eq!(name.ends_with("_total"), kind == Kind::Counter, "{name}");
        assert!(description.starts_with(char::is_lowercase) && !description.ends_with('.'), "{name}: {description}");
    }
}

#[test]
fn docs_and_code_have_one_table() {
    let rows = ALL.map(|Metric { name, kind, labels, description, .. }| {
        let labels: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
        format!("| `{name}` | {} | {} | {description} |", <&str>::from(kind), labels.join(", "))
    });
    let expected = rows.join("\n");
    let documented = include_str!("../../docs/metrics.md");
    assert!(documented.contains(&expected), "docs/metrics.md needs this table:\n\n{expected}\n");
}
