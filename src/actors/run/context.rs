//! What every story's run on this node works with: the parts outside, the pools, the hub.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::actors::critique::CritiqueStage;
use crate::actors::illustration::IllustrationStage;
use crate::actors::measure::meter::Meter;
use crate::actors::measure::purse::Purse;
use crate::actors::outbox::Relay;
use crate::actors::run::order::schedule::Policy;
use crate::actors::scene::SceneStage;
use crate::actors::stage::{Stage, StagePool};
use crate::actors::storage::StorageStage;
use crate::backends::models::Models;
use crate::backends::store::Store;
use crate::domain::Claimant;
use crate::stream::Hub;

/// Shared by all runs of a node; never changes while it runs.
pub struct RunContext {
    /// This start of this node, as the owner of claims.
    pub claimant: Claimant,
    /// Everything durable but the pictures.
    pub store: Store,
    /// Who writes, paints and judges.
    pub models: Models,
    pub hub: Hub,
    pub meter: Meter,
    /// What stories may cost.
    pub purse: Purse,
    /// Woken after every append.
    pub outbox: Relay,
    /// Checks words, prepares briefs.
    pub scene: SceneStage,
    pub illustration: IllustrationStage,
    /// Looks at finished pictures.
    pub critique: CritiqueStage,
    /// Puts picture sets away.
    pub storage: StorageStage,
    /// The numbers that steer a run.
    pub options: RunOptions,
    /// From which ranks of different stories are counted.
    pub ranks_from: Instant,
}

impl RunContext {
    /// The workers of a stage.
    #[must_use]
    pub fn pool(&self, stage: Stage) -> &StagePool {
        match stage {
            Stage::Scene => self.scene.pool(),
            Stage::Illustration => self.illustration.pool(),
            Stage::Storage => self.storage.pool(),
        }
    }
}

/// The numbers that steer a run.
#[derive(Clone, Copy, Debug)]
pub struct RunOptions {
    /// Scenes of one story that are written and not yet painted.
    pub window: usize,
    /// Counted starts without a new event with which a story fails.
    pub max_starts: u32,
    pub policy: Policy,
    /// Unread for so long ...
    pub unread_after: Duration,
    /// ... a story's waiting pictures are moved back by so much.
    pub unread_delay: Duration,
    /// The time for better pictures after a story's last first picture.
    pub critic_grace: Duration,
    /// Pixels of a painted page: width, height.
    pub picture_size: (u32, u32),
}

/// Cheap to clone.
pub type SharedContext = Arc<RunContext>;
