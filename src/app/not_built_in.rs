//! Engines that a program was built without: their clients take long to compile, so each stands behind a Cargo feature.

/// A setting that names an engine which is not in this program.
#[derive(Debug, thiserror::Error)]
#[error(
    "this program was built without the engine of {setting}: build it with --features {feature}, or --features engines for all"
)]
pub(super) struct NotBuiltIn {
    /// As it stands in the configuration.
    pub(super) setting: &'static str,
    /// What brings the engine.
    pub(super) feature: &'static str,
}
