//! The keys of labels. Their values are bounded (stages, outcomes, causes, route patterns), never ids or words: each
//! combination of values is a time series that somebody stores.

/// A supervised actor, or the stage whose worker it is.
pub const ACTOR: &str = "actor";
/// Why something is done again: of a restart `panic` or `killed`; of a model's call `first`, `retry`, `after_crash`,
/// `after_release`.
pub const CAUSE: &str = "cause";
/// An embedded database: `store`, `accounts`, `analytics`.
pub const DATABASE: &str = "database";
/// What kind of thing it is: of a model's call `words`, `picture`, `moderation`; of an error of the store, the error's.
pub const KIND: &str = "kind";
/// `readers` or `operators`.
pub const LISTENER: &str = "listener";
/// The request's method, `other` for one that no route has.
pub const METHOD: &str = "method";
/// A model's name in the configuration.
pub const MODEL: &str = "model";
/// How it ended: of a story its last status; of a model's call `ok`, `dropped`
/// (nobody waited any more), or its error's name.
pub const OUTCOME: &str = "outcome";
/// Why something was refused or ended: of a wish the code of its problem; of a connection `connections`,
/// `connections_per_address`; of a stream `story_ended`, `deleted`, `signed_out`, `expired`, `draining`; of a picture
/// that was not shown `rotten`, `missing`; of a line of the log `buffer_full`, `write_failed`.
pub const REASON: &str = "reason";
/// The pattern of a route, as in the served contract.
pub const ROUTE: &str = "route";
/// A pool: `scene`, `illustration`, `storage`.
pub const STAGE: &str = "stage";
/// `queued` or `running`.
pub const STATE: &str = "state";
/// The number of an answer's status.
pub const STATUS: &str = "status";
/// A table of the store.
pub const TABLE: &str = "table";
/// The type of a bus event.
pub const TYPE: &str = "type";
