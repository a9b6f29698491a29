//! The modules of `src`, and which of them uses which: read from `use` lines and from paths in the code, through
//! re-exports to the file that has the thing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module's path: `["flow", "gate"]`; the crate's root has none.
pub type Module = Vec<String>;

/// Who uses whom.
pub type Uses = BTreeMap<Module, BTreeSet<Module>>;

/// What the crate's own modules use of each other.
pub fn uses_of_src() -> Uses {
    let sources = super::files("src", "rs").iter().map(|file| (module_of(file), super::read(file))).collect();
    uses_of(&sources)
}

/// What modules with these texts use of each other.
pub fn uses_of(sources: &BTreeMap<Module, String>) -> Uses {
    let sources: BTreeMap<Module, String> = sources.iter().map(|(module, text)| (module.clone(), code(text))).collect();
    let reader = Reader { exports: exports(&sources), sources: &sources };
    let used = |module: &Module| {
        let paths = paths(&sources[module]);
        let targets = paths.iter().filter_map(|path| reader.target(module, path)).filter(|target| target != module);
        targets.collect::<BTreeSet<_>>()
    };
    sources.keys().map(|module| (module.clone(), used(module))).collect()
}

/// `src/flow/gate.rs` is `flow::gate`, `src/flow/mod.rs` is `flow`.
fn module_of(file: &Path) -> Module {
    let mut parts: Module = file.with_extension("").iter().skip(1).map(|part| part.to_string_lossy().into()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// What a module exports of another: its path and the name, and the module that has it.
type Exports = BTreeMap<(Module, String), Module>;

struct Reader<'a> {
    sources: &'a BTreeMap<Module, String>,
    exports: Exports,
}

impl Reader<'_> {
    /// The module that has what a path names.
    fn target(&self, from: &Module, path: &str) -> Option<Module> {
        let (mut module, mut name) = resolve(self.sources, from, path)?;
        for _ in 0..8 {
            let Some(source) = name.clone().and_then(|name| self.exports.get(&(module.clone(), name))) else { break };
            module.clone_from(source);
            let inner = [module.clone(), name.clone().into_iter().collect()].concat();
            if self.sources.contains_key(&inner) {
                (module, name) = (inner, None);
            }
        }
        Some(module)
    }
}

fn exports(sources: &BTreeMap<Module, String>) -> Exports {
    let mut exports = Exports::new();
    for (module, text) in sources {
        for (line, path) in use_lines(text) {
            if line.starts_with("pub")
                && let Some((source, Some(name))) = resolve(sources, module, &path)
            {
                exports.insert((module.clone(), name), source);
            }
        }
    }
    exports
}

/// The module that a path leads to, and the name in it that follows.
fn resolve(sources: &BTreeMap<Module, String>, from: &Module, path: &str) -> Option<(Module, Option<String>)> {
    let parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let (mut module, mut rest) = match parts.first().copied()? {
        "crate" => (Module::new(), &parts[1..]),
        "self" => (from.clone(), &parts[1..]),
        "super" => (from[..from.len().checked_sub(1)?].to_vec(), &parts[1..]),
        first if sources.contains_key(&[from.clone(), vec![first.to_owned()]].concat()) => (from.clone(), &parts[..]),
        _ => return None,
    };
    while let Some(part) = rest.first() {
        let inner = [module.clone(), vec![(*part).to_owned()]].concat();
        if *part == "super" {
            module.pop();
        } else if sources.contains_key(&inner) {
            module = inner;
        } else {
            break;
        }
        rest = &rest[1..];
    }
    Some((module, rest.first().map(|name| (*name).to_owned())))
}

/// Every path that leads into the crate.
fn paths(code: &str) -> Vec<String> {
    let mut paths: Vec<String> = use_lines(code).into_iter().map(|(_, path)| path).collect();
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':');
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let is_inside = code[..at].chars().next_back().is_some_and(is_part);
            let is_visibility = code[..at].ends_with("pub(in ");
            if !is_inside && !is_visibility {
                let path: String = code[at..].chars().take_while(|character| is_part(*character)).collect();
                // a group is part of a `use` line
                if !path.ends_with(':') {
                    paths.push(path);
                }
            }
        }
    }
    paths
}

/// Each `use` line (from its visibility on) with each path that it brings in.
fn use_lines(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let lines: Vec<&str> = code.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let line = line.trim_start();
        let is_use = line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use "));
        if !is_use {
            continue;
        }
        let last = lines[number..].iter().position(|line| line.contains(';')).map_or(number, |more| number + more);
        let whole = lines[number..=last].join(" ").trim().trim_end_matches(';').to_owned();
        let Some((_, tree)) = whole.split_once("use ") else { continue };
        found.extend(expanded(tree).into_iter().map(|path| (whole.clone(), path)));
    }
    found
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn expanded(tree: &str) -> Vec<String> {
    let Some((before, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return vec![path.to_owned()];
    };
    let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for character in inner.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is a first part").push(character);
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(|part| expanded(&format!("{}{part}", before.trim()))).collect()
}

/// A text without comments and without what stands in its literals.
pub fn code(text: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[skipped..];
    }
    kept
}

/// The length of a raw string literal that begins here.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let fences = after.chars().take_while(|character| *character == '#').count();
    let body = after[fences..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(fences));
    Some(1 + fences + 1 + body.find(&end)? + end.len())
}

/// A quote that opens a character, and no lifetime.
fn is_character(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    let (first, second) = (characters.next(), characters.next());
    first == Some('\\') || second == Some('\'')
}

/// The length of a quoted literal that begins here.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if !is_escaped && character == quote {
            return at + character.len_utf8();
        }
        is_escaped = !is_escaped && character == '\\';
    }
    rest.len()
}
