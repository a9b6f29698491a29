//! No two files need each other, directly or by way of others: each can be read after those that it uses. Nor do two
//! folders that lie side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::assert_none;
use super::source::{Module, Uses, uses_of, uses_of_src};

#[test]
fn no_files_of_src_need_each_other() {
    let wrong: Vec<String> = circles(&uses_of_src()).iter().map(|circle| circle.join(" and ")).collect();
    assert_none(&wrong, "these modules use each other in a circle; move what they share into a file below them:");
}

#[test]
fn no_folders_side_by_side_need_each_other() {
    let uses = uses_of_src();
    let parents: BTreeSet<&[String]> =
        uses.keys().filter_map(|module| module.split_last()).map(|(_, all)| all).collect();
    let circles = parents.iter().flat_map(|parent| circles(&folders_of(parent, &uses)));
    let wrong: Vec<String> = circles.map(|circle| circle.join(" and ")).collect();
    assert_none(&wrong, "these folders use each other in a circle; move what they share into the lower one, or above:");
}

#[test]
fn a_circle_of_folders_is_found() {
    let sources = [
        ("http", "pub mod edge;"),
        ("http::edge", "pub mod server;"),
        ("http::edge::server", "use crate::http::call::head::Head;"),
        ("http::edge::peer", ""),
        ("http::call", "pub mod head;"),
        ("http::call::head", "use crate::http::edge::peer::Peer;\nuse crate::http::state::State;"),
        ("http::state", "use super::edge::peer::Peer;"),
    ];
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    let sources = BTreeMap::from(sources.map(|(path, text)| (module(path), text.to_owned())));
    let uses = uses_of(&sources);
    assert!(circles(&uses).is_empty(), "no file needs itself");
    assert_eq!(circles(&folders_of(&["http".to_owned()], &uses)), [["http::call", "http::edge"]]);
}

#[test]
fn a_circle_of_imports_is_found() {
    let sources = [
        ("a", "use super::b::{B, C};"),
        ("b", "fn b() { crate::facade::D::new() }"),
        ("facade", "pub use crate::d::D;\nfn is_no_circle() {} // crate::a"),
        ("d", "use crate::a::A;\nconst TEXT: &str = \"crate::c::C\";"),
        ("c", "use crate::b::B;"),
    ];
    let sources = sources.map(|(name, text)| (vec![name.to_owned()], text.to_owned()));
    let mut sources = BTreeMap::from(sources);
    sources.insert(Module::new(), "pub mod a;".to_owned());
    assert_eq!(circles(&uses_of(&sources)), [["a", "b", "d"]]);
}

/// What the folders in a folder use of each other; its own files, which all of them may use, are left out.
fn folders_of(parent: &[String], uses: &Uses) -> Uses {
    let depth = parent.len() + 1;
    let folder =
        |module: &Module| (module.len() > depth && module.starts_with(parent)).then(|| module[..depth].to_vec());
    let mut folders = Uses::new();
    for (from, all) in uses {
        let Some(from) = folder(from) else { continue };
        let others = all.iter().filter_map(folder).filter(|to| *to != from);
        folders.entry(from.clone()).or_default().extend(others);
    }
    folders
}

/// Each group of modules that reach one another, in order of their names.
fn circles(uses: &Uses) -> Vec<Vec<String>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = uses.keys().map(|from| (from, reached(uses, from))).collect();
    let mut circles = BTreeSet::new();
    for (module, others) in &reached {
        let circle: Vec<String> =
            others.iter().filter(|other| reached[*other].contains(module)).map(|other| other.join("::")).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// Everything that a module uses, at whatever remove.
fn reached<'a>(uses: &'a Uses, from: &Module) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&Module> = uses[from].iter().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(uses.get(module).into_iter().flatten());
        }
    }
    reached
}
