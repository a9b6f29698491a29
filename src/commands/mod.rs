//! The command line: one file for each command.

mod book;
mod book_folder;
mod check;
mod console;
mod descriptors;
mod progress;
mod serve;
mod signals;
mod tell;
mod token;
mod workplace;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::config::{Config, Renamed};

/// Illustrated children's stories, written, painted and streamed scene by scene.
#[derive(Parser)]
#[command(name = "ai-tale", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service; prints the page's address once it answers.
    Serve(Settings),
    /// Tell one story here and now, without the network, into a folder.
    Tell(tell::Arguments),
    /// Read the configuration and try every backend that it names.
    Check(Settings),
    /// Bring the store's schema up to date.
    Migrate(Settings),
    /// Sign an operator's token with the service's own key.
    Token(token::Arguments),
}

/// Where settings come from.
#[derive(clap::Args)]
struct Settings {
    /// A file whose keys override the defaults.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Wrong usage or configuration.
const WRONG_USAGE: u8 = 2;
/// It did not work.
const FAILED: u8 = 1;

/// Carries out what a command line asks for: 0 well, 1 failed, 2 wrong usage or configuration.
pub async fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let result = match Cli::try_parse_from(arguments) {
        Ok(cli) => carry_out(cli.command).await,
        Err(answer) => explain(&answer),
    };
    let (code, sentence) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(error)) => (WRONG_USAGE, format!("ai-tale: {}", console::sentence(&error))),
        Err(Failure::Failed(error)) => (FAILED, format!("ai-tale: {}", console::sentence(&error))),
        Err(Failure::Syntax(explanation)) => (WRONG_USAGE, explanation),
    };
    console::complain(sentence);
    ExitCode::from(code)
}

/// What was typed is no command: wrong, or a question such as `--help`.
fn explain(answer: &clap::Error) -> Result<(), Failure> {
    let explanation = answer.render().to_string();
    if answer.use_stderr() { Err(Failure::Syntax(explanation)) } else { console::print(explanation.trim_end()) }
}

async fn carry_out(command: Command) -> Result<(), Failure> {
    signals::outlive_large_files()?;
    match command {
        Command::Serve(settings) => with_config(settings.config.as_deref(), serve::run).await,
        Command::Check(settings) => with_config(settings.config.as_deref(), check::check).await,
        Command::Migrate(settings) => with_config(settings.config.as_deref(), check::migrate).await,
        Command::Token(arguments) => {
            let file = arguments.settings.config.clone();
            with_config(file.as_deref(), async |config| token::run(&config, &arguments).await).await
        }
        Command::Tell(arguments) => {
            let file = arguments.settings.config.clone();
            with_config(file.as_deref(), |config| tell::run(config, arguments)).await
        }
    }
}

/// Why a command did not do what it was asked to.
enum Failure {
    /// No command of ours; the whole explanation, with the way out.
    Syntax(String),
    Usage(anyhow::Error),
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

async fn with_config(
    file: Option<&Path>,
    command: impl AsyncFnOnce(Arc<Config>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let loaded = Config::load(file).map_err(|error| Failure::Usage(error.into()))?;
    for Renamed { former, today } in &loaded.renamed {
        console::note(&format!("ai-tale: `{former}` is called `{today}` now, and takes a time such as \"500ms\""));
    }
    command(Arc::new(loaded.config)).await
}
