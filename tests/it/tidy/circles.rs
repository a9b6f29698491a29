//! No two files need each other, directly or by way of others: each can be read after those that it uses.

use std::collections::{BTreeMap, BTreeSet};

use super::assert_none;
use super::source::{Module, Uses, uses_of, uses_of_src};

#[test]
fn no_files_of_src_need_each_other() {
    let wrong: Vec<String> = circles(&uses_of_src()).iter().map(|circle| circle.join(" and ")).collect();
    assert_none(&wrong, "these modules use each other in a circle; move what they share into a file below them:");
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
