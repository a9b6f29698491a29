//! The section `[bus]`.

use serde::Deserialize;

use super::{FluvioOptions, Invalid};

/// Where facts go that others want to know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Which engine carries them.
    pub kind: Kind,
    /// With `kind = "fluvio"`.
    pub fluvio: FluvioOptions,
}

/// The engines that carry facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A database file in the data directory.
    Local,
    /// Topics of a Fluvio cluster.
    Fluvio,
}

impl Options {
    /// Names the first setting that is impossible.
    pub fn check(&self) -> Result<(), Invalid> {
        self.fluvio.check()?;
        match self.kind {
            Kind::Local => Ok(()),
            Kind::Fluvio => self.fluvio.check_encryption(),
        }
    }
}
