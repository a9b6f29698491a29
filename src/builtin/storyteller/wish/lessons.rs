//! What a wish wants to teach: patience is nothing to be built of boxes, but something to be done, felt or met.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::builtin::storyteller::subject::Subject;

/// Kinds of subjects and their words, by what a wish calls them.
static LESSONS: LazyLock<HashMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("words/lessons.txt").lines().filter(|line| !line.starts_with('#'));
    let read = lines.filter_map(|line| Some((line.split_once(": ")?, line)));
    read.flat_map(|((told, names), _)| {
        let (kind, text) = told.split_once(' ').unwrap_or((told, ""));
        names.split(", ").map(move |name| (name, (kind, text)))
    })
    .collect()
});

/// A matter that is a lesson, as the deed or feeling that it is; all else as it is.
pub(super) fn lesson(subject: Subject) -> Subject {
    let (Subject::Matter(name) | Subject::Lost(name)) = &subject else { return subject };
    let bare = ["the ", "a "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    match LESSONS.get(bare.to_lowercase().as_str()) {
        Some(("deed", deed)) => Subject::Deed((*deed).to_owned()),
        Some(("feeling", feeling)) => Subject::Feeling((*feeling).to_owned()),
        Some(("occasion", occasion)) => Subject::Occasion((*occasion).to_owned()),
        Some(("friend", _)) => Subject::Friend,
        _ => subject,
    }
}
