//! How work moves and is kept alive, knowing no story.
//!
//! Reading order: [`gate`] (where all waiting happens), [`pool`] (workers behind a gate,
//! by [`adaptive_size`] as many as are of use), [`supervise`] and
//! [`background`] (what is kept alive), [`backoff`] and [`retry_delay`] (how long to wait), [`keyed_lock`] (one at a
//! time for each key), [`single_flight`] (one answer for all who ask).

pub mod adaptive_size;
pub mod background;
pub mod backoff;
pub mod gate;
pub mod keyed_lock;
pub mod pool;
pub mod retry_delay;
pub mod single_flight;
pub mod supervise;
