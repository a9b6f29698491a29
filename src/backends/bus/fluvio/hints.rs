//! Hints between nodes, in a topic of one partition beside those of the facts.

use std::sync::Arc;

use async_trait::async_trait;

use super::log::Log;
use crate::backends::bus::{BusError, Carried, Carrier};

/// The only one that this topic has.
const PARTITION: u32 = 0;

/// The topic of hints.
pub struct FluvioHints {
    pub(super) log: Arc<Log>,
    pub(super) topic: String,
}

#[async_trait]
impl Carrier for FluvioHints {
    async fn send(&self, all: Vec<Vec<u8>>) -> Result<(), BusError> {
        let pairs = all.into_iter().map(|bytes| (String::new(), bytes)).collect();
        Ok(self.log.append(&self.topic, PARTITION, pairs).await?)
    }

    async fn end(&self) -> Result<u64, BusError> {
        Ok(self.log.offsets(&self.topic, PARTITION).await?.end)
    }

    async fn receive(&self, offset: u64, limit: usize) -> Result<Vec<Carried>, BusError> {
        let end = self.end().await?;
        if end < offset {
            return Err(BusError::because(format!("the topic {} ends at {end}, before {offset}", self.topic)));
        }
        if end == offset {
            return Ok(Vec::new());
        }
        Ok(self.log.read(&self.topic, PARTITION, offset, limit).await?)
    }
}
