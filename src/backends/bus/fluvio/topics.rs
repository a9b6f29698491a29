//! The topics themselves: made by `migrate`, looked at by `check`.

use std::time::Duration;

use fluvio::metadata::topic::{CleanupPolicy, SegmentBasedPolicy, TopicSpec};
use tokio::time::{Instant, sleep, timeout};

use super::failure::Failure;
use super::log::Log;
use super::names::Names;
use crate::domain::Topic;

/// How long new topics may take to get their leaders.
const LEADERS_LIMIT: Duration = Duration::from_secs(30);
/// Between two looks whether they have.
const LOOK: Duration = Duration::from_millis(200);

/// Every topic and how many partitions it is to have.
fn wanted(log: &Log, names: &Names) -> Vec<(String, u32)> {
    let of_facts = Topic::ALL.into_iter().map(|topic| (names.of(topic), log.options.partitions));
    of_facts.chain([(names.wakeups(), 1)]).collect()
}

/// Whether every topic is there as it is to be, and answers.
pub(super) async fn check(log: &Log, names: &Names) -> Result<(), Failure> {
    for (topic, wanted) in wanted(log, names) {
        let found = log.cluster.partitions(&topic).await?;
        for partition in 0..found {
            log.offsets(&topic, partition).await?;
        }
        if found != wanted {
            return Err(Failure::OtherPartitions { topic, found, wanted });
        }
    }
    Ok(())
}

/// The topics that are missing.
pub(super) async fn missing(log: &Log, names: &Names) -> Result<Vec<String>, Failure> {
    let mut missing = Vec::new();
    for (topic, _) in wanted(log, names) {
        match log.cluster.partitions(&topic).await {
            Ok(_) => {}
            Err(Failure::NoTopic(topic)) => missing.push(topic),
            Err(error) => return Err(error),
        }
    }
    Ok(missing)
}

/// Makes what is missing, and waits until it has leaders.
pub(super) async fn make(log: &Log, names: &Names) -> Result<(), Failure> {
    let missing = missing(log, names).await?;
    for (topic, partitions) in wanted(log, names).into_iter().filter(|(topic, _)| missing.contains(topic)) {
        create(log, topic, partitions).await?;
    }
    log.cluster.forget();
    let until = Instant::now() + LEADERS_LIMIT;
    loop {
        match check(log, names).await {
            Err(error) if Instant::now() < until && !matches!(error, Failure::OtherPartitions { .. }) => {
                log.cluster.forget();
                sleep(LOOK).await;
            }
            outcome => return outcome,
        }
    }
}

/// The controller answers when the topic has its leaders, or very late.
async fn create(log: &Log, topic: String, partitions: u32) -> Result<(), Failure> {
    let admin = log.cluster.admin().await?;
    let reason = match timeout(LEADERS_LIMIT, admin.create(topic.clone(), false, spec(log, partitions))).await {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        // the connection that was asked is waiting still
        Err(_) => match log.cluster.within(hindrance(log, &topic)).await? {
            Some(reason) => reason,
            None => return Ok(()),
        },
    };
    Err(Failure::NotMade { topic, reason })
}

/// What the controller says of a topic that is not there yet; `None`: it is made, and its leaders are on their way.
async fn hindrance(log: &Log, topic: &str) -> Result<Option<String>, Failure> {
    let topics = log.cluster.admin().await?.all::<TopicSpec>().await;
    let topics = topics.map_err(|error| Failure::Unintelligible(error.to_string()))?;
    let Some(found) = topics.into_iter().find(|found| found.name == topic) else {
        return Ok(Some("the controller does not know it".to_owned()));
    };
    let status = found.status;
    let is_made = status.is_resolution_provisioned();
    Ok((!is_made).then(|| format!("{:?} {}", status.resolution, status.reason).trim_end().to_owned()))
}

fn spec(log: &Log, partitions: u32) -> TopicSpec {
    let mut spec = TopicSpec::new_computed(partitions, log.options.replication, None);
    let time_in_seconds = u32::try_from(log.options.retention.as_secs()).unwrap_or(u32::MAX);
    spec.set_cleanup_policy(CleanupPolicy::Segment(SegmentBasedPolicy { time_in_seconds }));
    spec
}
