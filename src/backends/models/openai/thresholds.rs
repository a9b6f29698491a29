//! What a provider's categories are here, and from which score on they are refused. The scores of a moderation endpoint
//! are made for grown-ups: in a children's book less is too much.

use crate::domain::Category;

/// Name, category, and the score from which on it is refused.
const CATEGORIES: [(&str, Category, f64); 13] = [
    ("harassment", Category::Hate, 0.3),
    ("harassment/threatening", Category::Violence, 0.2),
    ("hate", Category::Hate, 0.2),
    ("hate/threatening", Category::Hate, 0.1),
    ("illicit", Category::Danger, 0.3),
    ("illicit/violent", Category::Danger, 0.2),
    ("self-harm", Category::SelfHarm, 0.1),
    ("self-harm/intent", Category::SelfHarm, 0.1),
    ("self-harm/instructions", Category::SelfHarm, 0.1),
    ("sexual", Category::Sexual, 0.1),
    ("sexual/minors", Category::Sexual, 0.02),
    ("violence", Category::Violence, 0.4),
    ("violence/graphic", Category::Violence, 0.1),
];
/// Of categories that are not known here.
const OTHER: f64 = 0.2;

/// The category here of one there; what is not known is the gravest that has a name of its own.
pub(super) fn category_of(name: &str) -> Category {
    known(name).map_or(Category::Violence, |(_, category, _)| *category)
}

/// From which score on it is refused.
pub(super) fn threshold_of(name: &str) -> f64 {
    known(name).map_or(OTHER, |(_, _, score)| *score)
}

fn known(name: &str) -> Option<&'static (&'static str, Category, f64)> {
    CATEGORIES.iter().find(|(known, ..)| *known == name)
}
