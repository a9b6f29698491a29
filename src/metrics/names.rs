//! The names of metrics. Code that counts uses these constants only, so that each is described.

pub const POOL_BUSY: &str = "tale_pool_busy";
pub const POOL_SIZE: &str = "tale_pool_size";
pub const POOL_WAITING: &str = "tale_pool_waiting";
pub const POOL_WAIT_SECONDS: &str = "tale_pool_wait_seconds";
pub const POOL_WAITS_TOO_LONG: &str = "tale_pool_waits_too_long_total";
pub const POOL_SERVICE_SECONDS: &str = "tale_pool_service_seconds";
pub const POOL_ADJUSTMENTS: &str = "tale_pool_adjustments_total";
pub const RESTARTS: &str = "tale_actor_restarts_total";

pub const STORIES: &str = "tale_stories";
pub const STORIES_ENDED: &str = "tale_stories_ended_total";
pub const STORIES_REFUSED: &str = "tale_stories_refused_total";
pub const WISHES_REJECTED: &str = "tale_wishes_rejected_total";
pub const FIRST_SCENE_SECONDS: &str = "tale_first_illustrated_scene_seconds";
pub const SCENE_LEVELS: &str = "tale_scene_levels_total";
pub const QUIET_PAGES: &str = "tale_quiet_pages_total";

pub const MODEL_CALLS: &str = "tale_model_calls_total";
pub const MODEL_SECONDS: &str = "tale_model_seconds";
pub const MODEL_COST: &str = "tale_model_cost_micros_total";
pub const MODEL_CALLS_DECLINED: &str = "tale_model_calls_declined_total";
pub const MODEL_RATE_WAIT_SECONDS: &str = "tale_model_rate_wait_seconds";
pub const MODEL_BREAKER_STATE: &str = "tale_model_breaker_state";

pub const CRITIQUES: &str = "tale_critiques_total";
pub const CRITIQUE_SCORE: &str = "tale_critique_score";
pub const REDOS: &str = "tale_pictures_painted_again_total";

pub const STREAMS: &str = "tale_streams";
pub const STREAM_FRAMES: &str = "tale_stream_frames_total";
pub const STREAMS_ENDED: &str = "tale_streams_ended_total";
pub const STREAM_GAPS: &str = "tale_stream_gaps_total";

pub const HTTP_REQUESTS: &str = "tale_http_requests_total";
pub const HTTP_SECONDS: &str = "tale_http_seconds";
pub const HTTP_CONNECTIONS: &str = "tale_http_connections";
pub const HTTP_CONNECTIONS_REFUSED: &str = "tale_http_connections_refused_total";

pub const STORE_BATCH: &str = "tale_store_batch_size";
pub const STORE_COMMIT_SECONDS: &str = "tale_store_commit_seconds";
pub const STORE_ERRORS: &str = "tale_store_errors_total";
pub const STORE_ROWS_UNREADABLE: &str = "tale_store_rows_unreadable_total";

pub const OUTBOX_PENDING: &str = "tale_outbox_pending";
pub const OUTBOX_AGE_SECONDS: &str = "tale_outbox_age_seconds";
pub const MAILS: &str = "tale_mails_total";
pub const MAILS_WAITING: &str = "tale_mails_waiting";
pub const MAILS_AGE_SECONDS: &str = "tale_mails_age_seconds";
pub const EVENTS_DROPPED: &str = "tale_events_dropped_total";
pub const BUS_GAPS: &str = "tale_bus_gaps_total";
pub const OBJECTS_DAMAGED: &str = "tale_objects_damaged_total";
pub const OBJECTS_HELD: &str = "tale_objects_held";
pub const OBJECTS_MENDED: &str = "tale_objects_mended_total";
pub const OBJECTS_SWEPT: &str = "tale_objects_swept_total";

pub const LOG_LINES_DROPPED: &str = "tale_log_lines_dropped_total";
