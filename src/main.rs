//! The command line; see [`ai_tale::commands`].

use std::process::ExitCode;

use ai_tale::commands::{Cli, run};
use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    run(Cli::parse()).await
}
