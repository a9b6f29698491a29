//! Every metric: its name, unit and description. Names are used through these constants only, so that this page is
//! the whole vocabulary. Labels are bounded: stages, outcomes, causes, tiers, route patterns; never ids or words.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

/// Credits of a pool in use. Labels: `stage`.
pub const POOL_BUSY: &str = "tale_pool_busy";
/// Credits of a pool in all. Labels: `stage`.
pub const POOL_SIZE: &str = "tale_pool_size";
/// Jobs waiting at a pool's gate. Labels: `stage`.
pub const POOL_WAITING: &str = "tale_pool_waiting";
/// How long a job waited at its gate. Labels: `stage`.
pub const POOL_WAIT_SECONDS: &str = "tale_pool_wait_seconds";
/// Jobs that waited longer than the gate's `max_wait`. Labels: `stage`.
pub const POOL_WAITS_TOO_LONG: &str = "tale_pool_waits_too_long_total";
/// How long a job took once it had its credit. Labels: `stage`.
pub const POOL_SERVICE_SECONDS: &str = "tale_pool_service_seconds";
/// Actors started again. Labels: `actor`, `cause`.
pub const RESTARTS: &str = "tale_actor_restarts_total";

/// Stories on this node: waiting, or being told. Labels: `state` (`queued`, `running`).
pub const STORIES: &str = "tale_stories";
/// Stories that ended on this node. Labels: `outcome`.
pub const STORIES_ENDED: &str = "tale_stories_ended_total";
/// Wishes that were not accepted. Labels: `reason`.
pub const STORIES_REFUSED: &str = "tale_stories_refused_total";
/// From the wish's acceptance to its first illustrated scene.
pub const FIRST_SCENE_SECONDS: &str = "tale_first_illustrated_scene_seconds";
/// Scenes whose picture is a quiet page.
pub const QUIET_PAGES: &str = "tale_quiet_pages_total";

/// Calls to models. Labels: `kind` (`words`, `picture`, `moderation`), `model`, `outcome`, `cause` (`first`, `retry`, `after_crash`, `after_release`).
pub const MODEL_CALLS: &str = "tale_model_calls_total";
/// How long calls to models took. Labels: `kind`, `model`.
pub const MODEL_SECONDS: &str = "tale_model_seconds";

/// Open event streams.
pub const STREAMS: &str = "tale_streams";
/// Event frames sent to readers.
pub const STREAM_FRAMES: &str = "tale_stream_frames_total";
/// Streams that ended. Labels: `reason` (`story_ended`, `deleted`, `signed_out`, `expired`, `draining`); a reader that leaves ends none.
pub const STREAMS_ENDED: &str = "tale_streams_ended_total";

/// Requests. Labels: `route`, `method`, `status`.
pub const HTTP_REQUESTS: &str = "tale_http_requests_total";
/// How long answers took, to their first byte. Labels: `route`.
pub const HTTP_SECONDS: &str = "tale_http_seconds";
/// Open connections. Labels: `listener`.
pub const HTTP_CONNECTIONS: &str = "tale_http_connections";
/// Connections refused. Labels: `reason`.
pub const HTTP_CONNECTIONS_REFUSED: &str = "tale_http_connections_refused_total";

/// Commands of one group commit of an embedded database's writer. Labels: `database` (`store`, `analytics`).
pub const STORE_BATCH: &str = "tale_store_batch_size";
/// How long a group commit took. Labels: `database`.
pub const STORE_COMMIT_SECONDS: &str = "tale_store_commit_seconds";
/// Calls that an embedded database could not carry out. Labels: `database`, `kind` (`unavailable`, `corrupt`).
pub const STORE_ERRORS: &str = "tale_store_errors_total";

/// Facts that wait in the outbox.
pub const OUTBOX_PENDING: &str = "tale_outbox_pending";
/// Age of the oldest fact in the outbox.
pub const OUTBOX_AGE_SECONDS: &str = "tale_outbox_age_seconds";
/// Measurements dropped because their channel was full. Labels: `type`.
pub const EVENTS_DROPPED: &str = "tale_events_dropped_total";
/// Objects that no log names, removed.
pub const OBJECTS_SWEPT: &str = "tale_objects_swept_total";

/// Tells the recorder the unit and description of every metric. Call once, after the recorder is installed.
pub fn describe() {
    describe_gauge!(POOL_BUSY, "credits of a pool in use");
    describe_gauge!(POOL_SIZE, "credits of a pool in all");
    describe_gauge!(POOL_WAITING, "jobs waiting at a pool's gate");
    describe_counter!(POOL_WAITS_TOO_LONG, "jobs that waited longer than the gate's max_wait");
    describe_counter!(RESTARTS, "actors started again, by cause");
    describe_gauge!(STORIES, "stories waiting or being told on this node");
    describe_counter!(STORIES_ENDED, "stories that ended on this node, by outcome");
    describe_counter!(STORIES_REFUSED, "wishes that were not accepted, by reason");
    describe_counter!(QUIET_PAGES, "scenes whose picture is a quiet page");
    describe_counter!(MODEL_CALLS, "calls to models, by kind, outcome and cause");
    describe_gauge!(STREAMS, "open event streams");
    describe_counter!(STREAM_FRAMES, "event frames sent to readers");
    describe_counter!(STREAMS_ENDED, "streams that ended, by reason");
    describe_counter!(HTTP_REQUESTS, "requests, by route, method and status");
    describe_gauge!(HTTP_CONNECTIONS, "open connections");
    describe_counter!(HTTP_CONNECTIONS_REFUSED, "connections refused, by reason");
    describe_histogram!(STORE_BATCH, Unit::Count, "commands of one group commit");
    describe_counter!(STORE_ERRORS, "calls that the store could not carry out");
    describe_gauge!(OUTBOX_PENDING, "facts that wait in the outbox");
    describe_gauge!(OUTBOX_AGE_SECONDS, Unit::Seconds, "age of the oldest fact in the outbox");
    describe_counter!(EVENTS_DROPPED, "measurements dropped because their channel was full");
    describe_counter!(OBJECTS_SWEPT, "objects that no log names, removed");
    for (name, description) in [
        (POOL_WAIT_SECONDS, "how long a job waited at its gate"),
        (POOL_SERVICE_SECONDS, "how long a job took once it had its credit"),
        (FIRST_SCENE_SECONDS, "from a wish's acceptance to its first illustrated scene"),
        (MODEL_SECONDS, "how long calls to models took"),
        (HTTP_SECONDS, "how long answers took, to their first byte"),
        (STORE_COMMIT_SECONDS, "how long a group commit took"),
    ] {
        describe_histogram!(name, Unit::Seconds, description);
    }
}
