//! The words of the product: what a wish, a story, a scene, a picture, an event and a reader are.
//! No I/O, no async: every other room speaks in these types.
//!
//! Reading order: [`id`], [`timestamp`] and [`clock`], then [`request`] (what was wished), [`outline`], [`scene`] and
//! [`illustration`] (what is told), [`object_key`], [`content_hash`] and [`media_type`] (where pictures lie),
//! [`picture`] (what is painted) and [`planned_scene`] (what was planned of it), [`text`] and [`verdict`] (what is
//! judged, and what may be shown), [`critique`] (how well), [`event`] (the log that is the truth), [`story`] (its fold)
//! and [`status`], [`work`], [`usage`] and [`currency`] (what a run remembers), [`claimant`] (who holds a story or a
//! job), [`bus_event`] (what analytics sees), [`rollup`] with its [`duration_sketch`] (what it adds up by day),
//! [`user`], [`device`], [`confidential`] and [`plan`] (who asks, with what, what nobody else sees of them, and how
//! much they may).

pub mod bus_event;
pub mod call;
pub mod call_log;
pub mod claimant;
pub mod clock;
pub mod confidential;
pub mod content_hash;
pub mod critique;
pub mod currency;
pub mod device;
pub mod duration_sketch;
pub mod event;
pub mod id;
pub mod illustration;
pub mod media_type;
pub mod object_key;
pub mod outline;
pub mod picture;
pub mod plan;
pub mod planned_scene;
pub mod request;
pub mod rollup;
pub mod scene;
pub mod spend;
pub mod status;
pub mod story;
pub mod text;
pub mod timestamp;
pub mod usage;
pub mod user;
pub mod verdict;
pub mod work;

pub use bus_event::{BusEvent, StoryOf, Topic};
pub use call::{Call, CallKind, CallOutcome, Cause};
pub use call_log::{CallId, CallLog, MOST_CALLS};
pub use claimant::Claimant;
pub use clock::Clock;
pub use confidential::Confidential;
pub use content_hash::{ContentHash, ContentHasher};
pub use critique::{Criticism, CriticismNote, Critique, Fault, Outlier, PageCriticism, Scores, SheetWork};
pub use currency::{Currency, NoCurrency};
pub use device::{Browser, Device, DeviceKind, OperatingSystem};
pub use duration_sketch::DurationSketch;
pub use event::{Event, Record};
pub use id::{ClusterId, EventId, LeaseId, MailId, NodeId, OneTimeTokenId, SessionId, StartId, StoryId, UserId};
pub use illustration::{Illustration, Source};
pub use media_type::MediaType;
pub use object_key::{BadObjectKey, Bucket, ObjectKey, ObjectPrefix};
pub use outline::Outline;
pub use picture::{Clouds, Drawn, DrawnHero, Elements, Hero, Mood, PictureSpec, Place, Reference, TimeOfDay, Weather};
pub use plan::{PlanLimits, Tier};
pub use planned_scene::PlannedScene;
pub use request::{AgeGroup, Character, StoryRequest, StoryWish, Style};
pub use rollup::{Rollup, RollupKey, RollupSums};
pub use scene::Scene;
pub use spend::{SpendKey, SpendLine};
pub use status::StoryStatus;
pub use story::{Story, StoryFailure, ToldScene};
pub use text::{Role, Text};
pub use timestamp::Timestamp;
pub use usage::{Usage, tokens_of};
pub use user::User;
pub use verdict::{Category, Verdict};
pub use work::{Attempts, Route, Work};
