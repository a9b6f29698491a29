//! `ai-tale token`: an operator's token, on standard output.

use std::ffi::OsStr;
use std::time::Duration;

use anyhow::anyhow;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::console;
use super::failure::Failure;
use super::settings::Settings;
use crate::accounts::{Scope, TokenOptions, Tokens};
use crate::backends::Backends;
use crate::config::Config;
use crate::domain::Timestamp;

/// The longest life of an operator's token.
const LONGEST: Duration = Duration::from_hours(24 * 30);
/// Characters of a subject, at most: it stands in lines of the log.
const LONGEST_SUBJECT: usize = 128;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// What it may touch, separated by commas.
    #[arg(long, value_delimiter = ',', required = true, value_parser = ScopeParser)]
    scope: Vec<Scope>,
    /// Who will use it, for the logs: 1 to 128 characters that can be seen.
    #[arg(long)]
    subject: String,
    /// How long it is good for: 30m, 1h, 7d, up to 30d.
    #[arg(long, default_value = "1h", value_parser = ttl)]
    ttl: Duration,
    #[command(flatten)]
    pub(super) settings: Settings,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let Arguments { scope, ttl, .. } = arguments;
    let subject = subject(&arguments.subject)
        .map_err(|fault| Failure::Usage(anyhow!("the subject {fault}: it is who will use the token, in one line")))?;
    // beside a running service: the keys are only read, so the folder's lock is not needed
    let tokens = Tokens::new(&Backends::open_existing_keys(config).await?, TokenOptions::of(&config.auth));
    let token = tokens.issue_operator(subject, scope, *ttl, Timestamp::now()).map_err(|error| anyhow!(error))?;
    console::print(&token)
}

/// Reads a scope's name, whatever blanks are around it: a list may be typed as `a, b`.
#[derive(Clone)]
struct ScopeParser;

impl TypedValueParser for ScopeParser {
    type Value = Scope;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Scope, clap::Error> {
        let name = value.to_str().map_or(value, |text| OsStr::new(text.trim()));
        let names = PossibleValuesParser::new(Scope::ALL.map(Scope::as_str));
        names.try_map(|name| name.parse::<Scope>()).parse_ref(command, argument, name)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Scope::ALL.into_iter().map(|scope| PossibleValue::new(scope.as_str()))))
    }
}

/// Nothing that a terminal or a log would take for more than a name. What is refused is not repeated.
fn subject(text: &str) -> Result<&str, &'static str> {
    let can_be_seen = |sign: char| sign.is_alphanumeric() || sign.is_ascii_graphic() || sign == ' ';
    let subject = text.trim();
    if subject.is_empty() {
        return Err("is empty");
    }
    if subject.chars().count() > LONGEST_SUBJECT {
        return Err("is longer than 128 characters");
    }
    if !subject.chars().all(can_be_seen) {
        return Err("has more than letters, digits, punctuation and spaces");
    }
    Ok(subject)
}

fn ttl(text: &str) -> Result<Duration, &'static str> {
    let ttl = humantime::parse_duration(text).map_err(|_| "not a duration such as 30m, 1h or 7d")?;
    if (Duration::from_secs(1)..=LONGEST).contains(&ttl) { Ok(ttl) } else { Err("not between 1s and 30d") }
}
