//! What a run remembers of its critic: told to it before each call, and durable before the call is made.

use tokio::sync::oneshot;

use crate::actors::run::message::RunMessage;
use crate::actors::run::stop::PenLost;
use crate::actors::run::telling::Telling;
use crate::domain::CriticismNote;

/// Remembers what is about to be done; returns once that is durable.
pub async fn before_call(telling: &Telling, note: CriticismNote) -> Result<(), PenLost> {
    let (noted, wait) = oneshot::channel();
    telling.pen.tell(RunMessage::Noted { note, noted: Some(noted) })?;
    wait.await.map_err(|_| PenLost)
}

/// Remembers what came of it, with whatever is saved next.
pub fn after_call(telling: &Telling, note: CriticismNote) -> Result<(), PenLost> {
    telling.pen.tell(RunMessage::Noted { note, noted: None })
}
