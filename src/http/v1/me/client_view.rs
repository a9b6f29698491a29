//! With what somebody signed in, as its owner is shown it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{Browser, Device, DeviceKind, OperatingSystem};

/// A program, what it runs on, and what kind of thing that is, as far as the program says.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Device)]
pub(super) struct DeviceView {
    /// Who shows the page, such as `firefox`; `other` where that is not known. There may be more one day.
    #[schema(value_type = String, example = "firefox")]
    browser: Browser,
    /// What it runs on, such as `windows`; `other` where that is not known. There may be more one day.
    #[schema(value_type = String, example = "windows")]
    os: OperatingSystem,
    /// `phone`, `tablet`, `desktop`, `bot` or `other`. There may be more one day.
    #[schema(value_type = String, example = "desktop")]
    kind: DeviceKind,
}

impl DeviceView {
    pub(super) const fn of(device: Device) -> Self {
        let Device { browser, os, kind } = device;
        Self { browser, os, kind }
    }
}
