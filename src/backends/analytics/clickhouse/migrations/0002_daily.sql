-- What the events of a day add up to. What is forgotten of the events stays here.
CREATE TABLE IF NOT EXISTS daily (
    day           Date,
    type          LowCardinality(String),
    tier          LowCardinality(String),
    age_group     LowCardinality(String),
    style         LowCardinality(String),
    language      LowCardinality(String),
    model         LowCardinality(String),
    count         SimpleAggregateFunction(sum, UInt64),
    duration_us   SimpleAggregateFunction(sum, UInt64),
    durations     SimpleAggregateFunction(sumMap, Map(UInt16, UInt64)),
    bytes         SimpleAggregateFunction(sum, UInt64),
    input_tokens  SimpleAggregateFunction(sum, UInt64),
    output_tokens SimpleAggregateFunction(sum, UInt64),
    pictures      SimpleAggregateFunction(sum, UInt64),
    cost_micros   SimpleAggregateFunction(sum, UInt64)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (day, type, tier, age_group, style, language, model)
TTL day + INTERVAL 7 YEAR
SETTINGS non_replicated_deduplication_window = 100000;

CREATE MATERIALIZED VIEW IF NOT EXISTS content_events_by_day TO daily AS
SELECT
    toDate(at) AS day, type, tier, age_group, style, language, model, sum(count) AS count,
    sum(duration_us) AS duration_us, sumMap(durations) AS durations, sum(bytes) AS bytes,
    sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(pictures) AS pictures,
    sum(cost_micros) AS cost_micros
FROM content_events
GROUP BY day, type, tier, age_group, style, language, model;

CREATE MATERIALIZED VIEW IF NOT EXISTS user_events_by_day TO daily AS
SELECT
    toDate(at) AS day, type, tier, age_group, style, language, model, sum(count) AS count,
    sum(duration_us) AS duration_us, sumMap(durations) AS durations, sum(bytes) AS bytes,
    sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(pictures) AS pictures,
    sum(cost_micros) AS cost_micros
FROM user_events
GROUP BY day, type, tier, age_group, style, language, model;

CREATE MATERIALIZED VIEW IF NOT EXISTS performance_metrics_by_day TO daily AS
SELECT
    toDate(at) AS day, type, tier, age_group, style, language, model, sum(count) AS count,
    sum(duration_us) AS duration_us, sumMap(durations) AS durations, sum(bytes) AS bytes,
    sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(pictures) AS pictures,
    sum(cost_micros) AS cost_micros
FROM performance_metrics
GROUP BY day, type, tier, age_group, style, language, model;

CREATE MATERIALIZED VIEW IF NOT EXISTS error_events_by_day TO daily AS
SELECT
    toDate(at) AS day, type, tier, age_group, style, language, model, sum(count) AS count,
    sum(duration_us) AS duration_us, sumMap(durations) AS durations, sum(bytes) AS bytes,
    sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(pictures) AS pictures,
    sum(cost_micros) AS cost_micros
FROM error_events
GROUP BY day, type, tier, age_group, style, language, model;
