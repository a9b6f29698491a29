//! The settings in `config.toml`, in the code's own documentation and in the README agree.

use std::collections::BTreeSet;

use ai_tale::config::{Config, DEFAULT};

use super::table::{KEYS, KINDS};

/// A key as it stands in a TOML text: with its section, and with the comment lines that it stands under. A comment is
/// said of every key from it to the next empty line, comment or section. Tables in a list (`[[help.lines.gb]]`) hold no
/// keys of their own: they are what the list has in it.
struct Documented {
    key: String,
    comment: String,
}

fn documented(text: &str) -> Vec<Documented> {
    let (mut section, mut comment, mut follows_key) = (String::new(), String::new(), false);
    let mut keys = Vec::new();
    let mut in_list = false;
    for line in text.lines().map(str::trim) {
        in_list = if line.starts_with('[') { line.starts_with("[[") } else { in_list };
        if in_list {
            continue;
        }
        if let Some(said) = line.strip_prefix('#') {
            comment = if follows_key { said.to_owned() } else { comment + said };
        } else if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((key, _)) = line.split_once(" = ") {
            keys.push(Documented { key: format!("{section}{key}"), comment: comment.clone() });
        } else {
            comment.clear();
        }
        follows_key = line.contains(" = ") && !line.starts_with('#');
    }
    keys
}

#[test]
fn these_tests_try_every_key() {
    let tried: BTreeSet<&str> = KEYS.iter().map(|(key, ..)| *key).chain(KINDS.map(|(key, _)| key)).collect();
    let keys = documented(DEFAULT);
    assert_eq!(tried, keys.iter().map(|documented| documented.key.as_str()).collect());
}

#[test]
fn every_key_has_a_comment() {
    for Documented { key, comment } in documented(DEFAULT) {
        assert!(comment.split_whitespace().count() >= 3, "config.toml says nothing of {key}: {comment:?}");
    }
}

/// A setting without a default in `config.toml` would be missing, one that no struct has would be unknown.
#[test]
fn the_defaults_stand_in_the_file_alone() {
    for Documented { key, .. } in documented(DEFAULT) {
        let (section, name) = key.rsplit_once('.').unwrap_or(("", &key));
        let mut tree: toml::Table = DEFAULT.parse().unwrap();
        let parts = section.split('.').filter(|part| !part.is_empty());
        let table = parts.fold(&mut tree, |table, part| table[part].as_table_mut().unwrap());
        assert!(table.remove(name).is_some(), "{key}");
        let error = tree.try_into::<Config>().unwrap_err();
        assert!(error.message().contains(&format!("missing field `{name}`")), "{key}: {error}");
    }
}

/// The rows of the README's table: the keys, `a.{b,c}` spelled out, and the cell of their defaults.
fn readme_rows() -> Vec<(Vec<String>, String)> {
    let text = include_str!("../../../README.md");
    let table = text.lines().skip_while(|line| !line.starts_with("| key | default |")).skip(2);
    let cells = table.map_while(|line| line.strip_prefix("| ")?.split_once(" | "));
    cells.map(|(keys, rest)| (keys_in(keys), rest.split(" | ").next().unwrap().to_owned())).collect()
}

fn keys_in(cell: &str) -> Vec<String> {
    cell.split("`, `").flat_map(|key| spelled_out(key.trim_matches('`'))).collect()
}

fn in_words(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(is_so) => is_so.to_string(),
        toml::Value::Array(items) if items.is_empty() => "none".to_owned(),
        toml::Value::Array(items) => format!("[{}]", items.iter().map(in_words).collect::<Vec<_>>().join(", ")),
        other => panic!("no default is a {}", other.type_str()),
    }
}

/// What a cell of defaults says for these keys: their values, or the one that all have.
fn defaults_in_words(keys: &[String]) -> Vec<String> {
    let tree: toml::Table = DEFAULT.parse().unwrap();
    let values: Vec<String> = keys
        .iter()
        .map(|key| {
            let mut parts = key.split('.');
            let first = tree[parts.next().unwrap()].clone();
            in_words(&parts.fold(first, |value, part| value[part].clone()))
        })
        .collect();
    let one_for_all = values.iter().all(|value| *value == values[0]).then(|| values[0].clone());
    [values.join(", ")].into_iter().chain(one_for_all).collect()
}

#[test]
fn the_readme_names_the_file_s_defaults() {
    for (keys, said) in readme_rows() {
        // from `listen`, which no value says
        if keys == ["http.public_url"] {
            continue;
        }
        let defaults = defaults_in_words(&keys);
        assert!(defaults.contains(&said.replace('`', "")), "{keys:?}: the README says {said}, the file {defaults:?}");
    }
}

fn spelled_out(key: &str) -> Vec<String> {
    match key.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        Some((before, (choices, after))) => {
            choices.split(',').map(|choice| format!("{before}{choice}{after}")).collect()
        }
        None => vec![key.to_owned()],
    }
}

#[test]
fn the_readme_names_keys_that_exist() {
    let keys: BTreeSet<String> = documented(DEFAULT).into_iter().map(|documented| documented.key).collect();
    let named: Vec<String> = readme_rows().into_iter().flat_map(|(keys, _)| keys).collect();
    assert!(named.len() > 20, "the README has a table of settings");
    for key in named {
        assert!(keys.contains(&key), "the README names `{key}`, which config.toml does not have");
    }
}
