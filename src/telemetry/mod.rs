//! Logs, metrics and panics: how a process tells its operator what it does.
//!
//! Log lines have fixed field names, so that one query finds a story across all parts: `story.id`, `user.id`,
//! `request.id`, `http.route`, `http.status`, `stage`, `actor`, `error`. A child's words, names and secrets are in no
//! field. Each line says where it belongs by the spans around it, which hold ids alone: `request` (`request.id`,
//! `http.route`), `story` (`story.id`, `epoch`: one run), in it `scene` (`scene`); a job takes its span along to the
//! worker of a pool. Metrics have their own page, [`crate::metrics`].
//!
//! Reading order: `options`, `logging` (who is told what), `json_lines` (ids at the top of each line), `lossy_writer`
//! (how lines leave without keeping anybody waiting), `recorder`.

mod json_lines;
mod logging;
mod lossy_writer;
mod options;
mod recorder;

pub use logging::{Logging, TelemetryError, check, init};
pub use lossy_writer::LossyWriter;
pub use options::{LogFormat, Options};
pub use recorder::{keep_up, recorder};
