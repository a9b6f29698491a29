//! Where the clauses of a wish begin. Each is read for itself; one that is not understood is left out.

use super::lexicon::group;
use super::text::Text;
use super::weather::behind_weather;

/// The places at which clauses begin, from `at` on.
pub(super) fn clauses(text: &Text, at: usize) -> Vec<usize> {
    let mut starts = vec![at];
    for place in at..text.len() {
        let link = text.is_break(place) || group("links").contains(&text.word(place));
        // `while it snows outside the mice bake bread`
        starts.extend(behind_weather(text, place).filter(|end| !text.is_break(*end)));
        if link && !text.is_break(place + 1) {
            starts.push(place + 1);
        }
    }
    starts.sort_unstable();
    starts.retain(|start| *start < text.len());
    starts.dedup();
    starts
}
