//! Every setting of the process: the embedded `config.toml`, then a file, then the environment, read into one typed
//! value and checked before anything starts. An error names its key.
//!
//! A section's struct lives with the component that it configures ([`crate::http::Options`],
//! [`crate::stream::Options`], ...) and says there what each key means; only sections that several components share
//! are here. Arrows point from here to the components: none of them knows this module, `app` hands each its part.
//!
//! Reading order: `settings` (what there is), `load` (where it comes from), `environment` and `former_keys` (how
//! variables and older names are read), `secret_files` (what may stand in a file of its own), `check` (what no
//! type says), `wording` (what the parser's errors say).

mod check;
mod environment;
mod error;
mod former_keys;
mod load;
mod secret_files;
mod settings;
mod wording;

pub use error::ConfigError;
pub use former_keys::Renamed;
pub use load::{DEFAULT, Loaded};
pub use settings::{Config, Limits, Models, PaymentsKind};
