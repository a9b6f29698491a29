//! The command line; see [`ai_tale::commands`].

use std::process::ExitCode;

use ai_tale::commands::run;

#[tokio::main]
async fn main() -> ExitCode {
    run(std::env::args_os()).await
}
