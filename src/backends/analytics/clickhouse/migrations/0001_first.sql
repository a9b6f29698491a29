-- Raw events by family, each once. No user or story: the UUID of zeros. The dimensions and measures are those of
-- `Rollup::of_event`; `bus_*` say which record a row was.
CREATE TABLE IF NOT EXISTS content_events (
    event_id      UUID,
    type          LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    user_id       UUID,
    story_id      UUID,
    node          UUID CODEC(ZSTD(1)),
    data          String CODEC(ZSTD(1)),
    tier          LowCardinality(String),
    age_group     LowCardinality(String),
    style         LowCardinality(String),
    language      LowCardinality(String),
    model         LowCardinality(String),
    count         UInt64 CODEC(T64, ZSTD(1)),
    duration_us   UInt64 CODEC(T64, ZSTD(1)),
    bytes         UInt64 CODEC(T64, ZSTD(1)),
    input_tokens  UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    pictures      UInt64 CODEC(T64, ZSTD(1)),
    cost_micros   UInt64 CODEC(T64, ZSTD(1)),
    durations     Map(UInt16, UInt64) CODEC(ZSTD(1)),
    bus_epoch     UInt32 CODEC(ZSTD(1)),
    bus_partition UInt32 CODEC(ZSTD(1)),
    bus_offset    UInt64 CODEC(Delta, ZSTD(1)),
    INDEX by_event_id event_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (type, at)
TTL toDateTime(at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

CREATE TABLE IF NOT EXISTS user_events (
    event_id      UUID,
    type          LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    user_id       UUID,
    story_id      UUID,
    node          UUID CODEC(ZSTD(1)),
    data          String CODEC(ZSTD(1)),
    tier          LowCardinality(String),
    age_group     LowCardinality(String),
    style         LowCardinality(String),
    language      LowCardinality(String),
    model         LowCardinality(String),
    count         UInt64 CODEC(T64, ZSTD(1)),
    duration_us   UInt64 CODEC(T64, ZSTD(1)),
    bytes         UInt64 CODEC(T64, ZSTD(1)),
    input_tokens  UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    pictures      UInt64 CODEC(T64, ZSTD(1)),
    cost_micros   UInt64 CODEC(T64, ZSTD(1)),
    durations     Map(UInt16, UInt64) CODEC(ZSTD(1)),
    bus_epoch     UInt32 CODEC(ZSTD(1)),
    bus_partition UInt32 CODEC(ZSTD(1)),
    bus_offset    UInt64 CODEC(Delta, ZSTD(1)),
    INDEX by_event_id event_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (type, at)
TTL toDateTime(at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

CREATE TABLE IF NOT EXISTS performance_metrics (
    event_id      UUID,
    type          LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    user_id       UUID,
    story_id      UUID,
    node          UUID CODEC(ZSTD(1)),
    data          String CODEC(ZSTD(1)),
    tier          LowCardinality(String),
    age_group     LowCardinality(String),
    style         LowCardinality(String),
    language      LowCardinality(String),
    model         LowCardinality(String),
    count         UInt64 CODEC(T64, ZSTD(1)),
    duration_us   UInt64 CODEC(T64, ZSTD(1)),
    bytes         UInt64 CODEC(T64, ZSTD(1)),
    input_tokens  UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    pictures      UInt64 CODEC(T64, ZSTD(1)),
    cost_micros   UInt64 CODEC(T64, ZSTD(1)),
    durations     Map(UInt16, UInt64) CODEC(ZSTD(1)),
    bus_epoch     UInt32 CODEC(ZSTD(1)),
    bus_partition UInt32 CODEC(ZSTD(1)),
    bus_offset    UInt64 CODEC(Delta, ZSTD(1)),
    INDEX by_event_id event_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (type, at)
TTL toDateTime(at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

CREATE TABLE IF NOT EXISTS error_events (
    event_id      UUID,
    type          LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    user_id       UUID,
    story_id      UUID,
    node          UUID CODEC(ZSTD(1)),
    data          String CODEC(ZSTD(1)),
    tier          LowCardinality(String),
    age_group     LowCardinality(String),
    style         LowCardinality(String),
    language      LowCardinality(String),
    model         LowCardinality(String),
    count         UInt64 CODEC(T64, ZSTD(1)),
    duration_us   UInt64 CODEC(T64, ZSTD(1)),
    bytes         UInt64 CODEC(T64, ZSTD(1)),
    input_tokens  UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    pictures      UInt64 CODEC(T64, ZSTD(1)),
    cost_micros   UInt64 CODEC(T64, ZSTD(1)),
    durations     Map(UInt16, UInt64) CODEC(ZSTD(1)),
    bus_epoch     UInt32 CODEC(ZSTD(1)),
    bus_partition UInt32 CODEC(ZSTD(1)),
    bus_offset    UInt64 CODEC(Delta, ZSTD(1)),
    INDEX by_event_id event_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (type, at)
TTL toDateTime(at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

-- Which batch comes after which: what follows an end in an epoch of a partition is decided by who writes it first.
CREATE TABLE IF NOT EXISTS batches (
    topic        LowCardinality(String),
    partition    UInt32,
    epoch        UInt32,
    from_offset  UInt64 CODEC(Delta, ZSTD(1)),
    first_offset UInt64 CODEC(Delta, ZSTD(1)),
    next_offset  UInt64 CODEC(Delta, ZSTD(1)),
    digest       UInt64,
    left_out     Array(UInt64) CODEC(ZSTD(1)),
    planned_at   DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD(1))
) ENGINE = MergeTree
ORDER BY (topic, partition, epoch, from_offset)
TTL toDateTime(planned_at) + INTERVAL 7 DAY
SETTINGS non_replicated_deduplication_window = 100000;

-- How far each partition of the bus was read, by epoch: the largest end of the last epoch.
CREATE TABLE IF NOT EXISTS offsets (
    topic       LowCardinality(String),
    partition   UInt32,
    epoch       UInt32,
    next_offset SimpleAggregateFunction(max, UInt64),
    begun_at    SimpleAggregateFunction(min, DateTime64(3, 'UTC')) DEFAULT now64(3)
) ENGINE = AggregatingMergeTree
ORDER BY (topic, partition, epoch);
