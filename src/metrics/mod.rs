//! Every metric: [`names`] (the constants that code counts by), [`label`] (the keys of labels) and [`values`] (what may
//! stand under them), [`table`] (kind, unit, labels and description of each). A metric that no line of the table
//! describes fails a test, and so does one that is counted under other labels or values.

pub mod label;
pub mod names;
pub mod table;
pub mod values;

pub use names::{
    BUS_GAPS, CRITIQUE_SCORE, CRITIQUES, EVENTS_DROPPED, FIRST_SCENE_SECONDS, HTTP_CONNECTIONS,
    HTTP_CONNECTIONS_REFUSED, HTTP_REQUESTS, HTTP_SECONDS, LOG_LINES_DROPPED, MAILS, MAILS_AGE_SECONDS, MAILS_WAITING,
    MODEL_BREAKER_STATE, MODEL_CALLS, MODEL_CALLS_DECLINED, MODEL_COST, MODEL_RATE_WAIT_SECONDS, MODEL_SECONDS,
    OBJECTS_DAMAGED, OBJECTS_HELD, OBJECTS_MENDED, OBJECTS_SWEPT, OUTBOX_AGE_SECONDS, OUTBOX_PENDING, POOL_ADJUSTMENTS,
    POOL_BUSY, POOL_SERVICE_SECONDS, POOL_SIZE, POOL_WAIT_SECONDS, POOL_WAITING, POOL_WAITS_TOO_LONG, QUIET_PAGES,
    REDOS, RESTARTS, SCENE_LEVELS, STORE_BATCH, STORE_COMMIT_SECONDS, STORE_ERRORS, STORE_ROWS_UNREADABLE, STORIES,
    STORIES_ENDED, STORIES_REFUSED, STREAM_FRAMES, STREAM_GAPS, STREAMS, STREAMS_ENDED, WISHES_REJECTED,
};
pub use table::describe;
pub use values::RestartCause;
