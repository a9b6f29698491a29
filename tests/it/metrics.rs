//! The vocabulary of metrics: what the code counts, what the table describes and what the docs tell operators agree.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ai_tale::metrics::table::{ALL, Kind, Metric};

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
