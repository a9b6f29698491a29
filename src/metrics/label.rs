//! The keys of labels. Their values are bounded (stages, outcomes, causes, route patterns), never ids or words: each
//! combination of values is a time series that somebody stores. Which values there are is in [`super::values`].

/// A supervised actor, or the stage whose worker it is.
pub const ACTOR: &str = "actor";
/// For whom a story is.
pub const AGE_GROUP: &str = "age_group";
/// What of a picture is scored.
pub const ASPECT: &str = "aspect";
/// What a moderator found.
pub const CATEGORY: &str = "category";
/// Why something is done again.
pub const CAUSE: &str = "cause";
/// Which embedded database: the name of its file.
pub const DATABASE: &str = "database";
/// What kind of thing it is.
pub const KIND: &str = "kind";
/// Whose listener it is.
pub const LISTENER: &str = "listener";
/// The request's method, `other` for one that no route has.
pub const METHOD: &str = "method";
/// A model's name in the configuration.
pub const MODEL: &str = "model";
/// How a story or a call ended.
pub const OUTCOME: &str = "outcome";
/// Why something was refused or ended.
pub const REASON: &str = "reason";
/// The pattern of a route, as in the served contract.
pub const ROUTE: &str = "route";
/// A pool, or the gate of wishes' judgements (`request`).
pub const STAGE: &str = "stage";
/// Where a story is on this node.
pub const STATE: &str = "state";
/// The number of an answer's status.
pub const STATUS: &str = "status";
/// A table of the store.
pub const TABLE: &str = "table";
/// The type of a bus event.
pub const TYPE: &str = "type";
