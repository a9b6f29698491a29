//! What was typed, and what comes of it: the command, carried out, and its exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use super::failure::Failure;
use super::settings::Settings;
use super::{check, console, serve, signals, tell, token};

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
    Check(Check),
    /// Bring the store's schema up to date.
    Migrate(Settings),
    /// Sign an operator's token with the service's own key.
    Token(token::Arguments),
}

#[derive(Args)]
struct Check {
    #[command(flatten)]
    settings: Settings,
    /// Buy one call of each model elsewhere, to see that it works.
    #[arg(long)]
    paid: bool,
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
        Err(Failure::Help(words)) => (FAILED, words),
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
        Command::Serve(settings) => serve::run(settings.load()?).await,
        Command::Check(Check { settings, paid }) => check::check(settings.load()?, paid).await,
        Command::Migrate(settings) => check::migrate(settings.load()?).await,
        Command::Token(arguments) => token::run(&*arguments.settings.load()?, &arguments).await,
        Command::Tell(arguments) => tell::run(arguments.settings.load()?, arguments).await,
    }
}
