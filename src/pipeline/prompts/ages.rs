//! Whom a story is for, as models are told in every call.

use super::template::Template;
use crate::domain::AgeGroup;

const TODDLERS: Template = Template::new(include_str!("story/age_3-5.txt"));
const BEGINNERS: Template = Template::new(include_str!("story/age_6-8.txt"));
const READERS: Template = Template::new(include_str!("story/age_9-12.txt"));

/// How one writes for an age group.
#[must_use]
pub fn age_guidance(age: AgeGroup) -> String {
    match age {
        AgeGroup::ThreeToFive => TODDLERS.text(),
        AgeGroup::SixToEight => BEGINNERS.text(),
        AgeGroup::NineToTwelve => READERS.text(),
    }
}
