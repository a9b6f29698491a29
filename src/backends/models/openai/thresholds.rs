//! What a provider's categories are here, and from which score on they are refused. The scores of a moderation endpoint
//! are made for grown-ups: in a children's book less is too much, and the less the younger its readers are.

use crate::domain::{AgeGroup, Category};

/// Name, category, and the score from which on it is refused: for 3 to 5, for 6 to 8, and for 9 to 12.
const CATEGORIES: [(&str, Category, [f64; 3]); 13] = [
    ("harassment", Category::Hate, [0.3, 0.35, 0.4]),
    ("harassment/threatening", Category::Violence, [0.2, 0.25, 0.3]),
    ("hate", Category::Hate, [0.2, 0.2, 0.25]),
    ("hate/threatening", Category::Hate, [0.1, 0.1, 0.1]),
    ("illicit", Category::Danger, [0.3, 0.3, 0.35]),
    ("illicit/violent", Category::Danger, [0.2, 0.2, 0.2]),
    ("self-harm", Category::SelfHarm, [0.1, 0.1, 0.1]),
    ("self-harm/intent", Category::SelfHarm, [0.1, 0.1, 0.1]),
    ("self-harm/instructions", Category::SelfHarm, [0.1, 0.1, 0.1]),
    ("sexual", Category::Sexual, [0.1, 0.1, 0.15]),
    ("sexual/minors", Category::Sexual, [0.02, 0.02, 0.02]),
    ("violence", Category::Violence, [0.4, 0.5, 0.6]),
    ("violence/graphic", Category::Violence, [0.1, 0.15, 0.2]),
];
/// Of categories that are not known here.
const OTHER: f64 = 0.2;

/// The category here of one there; what is not known is the gravest that has a name of its own.
pub(super) fn category_of(name: &str) -> Category {
    known(name).map_or(Category::Violence, |(_, category, _)| *category)
}

/// From which score on it is refused for readers of this age.
pub(super) fn threshold_of(name: &str, age: AgeGroup) -> f64 {
    let column = match age {
        AgeGroup::ThreeToFive => 0,
        AgeGroup::SixToEight => 1,
        AgeGroup::NineToTwelve => 2,
    };
    known(name).map_or(OTHER, |(_, _, scores)| scores[column])
}

fn known(name: &str) -> Option<&'static (&'static str, Category, [f64; 3])> {
    CATEGORIES.iter().find(|(known, ..)| *known == name)
}
