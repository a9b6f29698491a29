//! `ai-tale token`: an operator's token, on standard output.

use std::time::Duration;

use anyhow::anyhow;

use super::{Failure, Settings, console};
use crate::accounts::{Scope, TokenOptions, Tokens};
use crate::app::Backends;
use crate::config::Config;
use crate::domain::Timestamp;

/// The longest life of an operator's token.
const LONGEST: Duration = Duration::from_hours(24 * 30);

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// What it may touch, separated by commas: pools, analytics, refunds, `personal_data`, operator.
    #[arg(long, value_delimiter = ',', required = true)]
    scope: Vec<String>,
    /// Who will use it, for the logs.
    #[arg(long)]
    subject: String,
    /// How long it is good for: 30m, 1h, 7d.
    #[arg(long, default_value = "1h")]
    ttl: String,
    #[command(flatten)]
    pub(super) settings: Settings,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let scopes = arguments
        .scope
        .iter()
        .map(|name| name.trim().parse::<Scope>().map_err(|_| Failure::Usage(anyhow!("unknown scope `{name}`"))))
        .collect::<Result<Vec<_>, _>>()?;
    let ttl = duration(&arguments.ttl).ok_or_else(|| {
        Failure::Usage(anyhow!("`--ttl {}` is not a duration such as 30m, 1h or 7d, up to 30d", arguments.ttl))
    })?;
    // beside a running service: the keys are only read, so the folder's lock is not needed
    let tokens = Tokens::new(&Backends::open_existing_keys(config).await?, TokenOptions::of(&config.auth));
    let token =
        tokens.issue_operator(&arguments.subject, &scopes, ttl, Timestamp::now()).map_err(|error| anyhow!(error))?;
    console::print(&token)
}

fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    let duration = Duration::from_secs(number.parse::<u64>().ok()?.checked_mul(seconds)?);
    (!duration.is_zero() && duration <= LONGEST).then_some(duration)
}
