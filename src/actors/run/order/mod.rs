//! What comes when in one story: `scene_order` (how many scenes may be written and not yet painted, and whose words are
//! logged next), [`schedule`] (when its pictures are needed), `urgency` (by what its readers do).

pub(super) mod scene_order;
pub mod schedule;
pub(super) mod urgency;
