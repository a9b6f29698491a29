//! What is known of the cluster: which broker leads which partition, and where it is.

use std::collections::HashMap;

use fluvio::FluvioAdmin;
use fluvio::metadata::partition::PartitionSpec;
use fluvio::metadata::spu::SpuSpec;
use fluvio::metadata::topic::TopicSpec;

use super::connection::Broker;
use super::failure::Failure;

/// By which a cluster knows its brokers.
pub(super) type BrokerId = i32;

/// The cluster, as its controller said.
pub(super) struct Map {
    /// How many partitions each topic has.
    partitions: HashMap<String, u32>,
    /// By `topic-partition`.
    leaders: HashMap<String, BrokerId>,
    brokers: HashMap<BrokerId, Broker>,
}

impl Map {
    /// As the controller says now.
    pub(super) async fn ask(admin: &FluvioAdmin) -> Result<Self, Failure> {
        let topics = admin.all::<TopicSpec>().await.map_err(unintelligible)?;
        let partitions = admin.all::<PartitionSpec>().await.map_err(unintelligible)?;
        let brokers = admin.all::<SpuSpec>().await.map_err(unintelligible)?;
        let address = |spec: &SpuSpec| spec.public_endpoint.addr();
        Ok(Self {
            partitions: topics.into_iter().map(|topic| (topic.name, topic.spec.partitions())).collect(),
            leaders: partitions.into_iter().map(|partition| (partition.name, partition.spec.leader)).collect(),
            brokers: brokers
                .into_iter()
                .map(|broker| (broker.spec.id, Broker { address: address(&broker.spec), name: broker.name }))
                .collect(),
        })
    }

    pub(super) fn partitions(&self, topic: &str) -> Result<u32, Failure> {
        self.partitions.get(topic).copied().ok_or_else(|| Failure::NoTopic(topic.to_owned()))
    }

    /// Who leads a partition, and where that is.
    pub(super) fn leader(&self, topic: &str, partition: u32) -> Result<(BrokerId, &Broker), Failure> {
        self.partitions(topic)?;
        let id = self.leaders.get(&format!("{topic}-{partition}"));
        let found = id.and_then(|id| Some((*id, self.brokers.get(id)?)));
        found.ok_or_else(|| Failure::NoLeader(topic.to_owned(), partition))
    }
}

fn unintelligible(error: impl std::fmt::Display) -> Failure {
    Failure::Unintelligible(error.to_string())
}
