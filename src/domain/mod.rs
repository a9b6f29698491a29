//! The words of the product: what a wish, a story, a scene, a picture, an event and a reader are.
//! No I/O, no async: every other room speaks in these types.
//!
//! Reading order: [`id`] and [`timestamp`], then [`request`] (what was wished), [`story`], [`scene`] and
//! [`illustration`] (what is told), [`event`] (the log that is the truth), [`bus_event`] (what analytics sees),
//! [`user`] and [`plan`] (who asks, and how much they may).

pub mod bus_event;
pub mod event;
pub mod id;
pub mod illustration;
pub mod plan;
pub mod request;
pub mod scene;
pub mod story;
pub mod timestamp;
pub mod user;
pub mod work;

pub use bus_event::{BusEvent, Topic};
pub use event::{Event, Record};
pub use id::{EventId, NodeId, SessionId, StoryId, UserId};
pub use illustration::{Illustration, Source};
pub use plan::{PlanLimits, Tier};
pub use request::{AgeGroup, Character, StoryRequest, StoryWish, Style};
pub use scene::Scene;
pub use story::{Outline, Story, StoryFailure, StoryStatus, ToldScene};
pub use timestamp::Timestamp;
pub use user::User;
pub use work::Work;
