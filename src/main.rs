//! The command line; see [`ai_tale::commands`].

use std::process::ExitCode;

use ai_tale::commands::run;
use tikv_jemallocator::Jemalloc;

/// Gives memory back after a crowd, which the system's does not.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    run(std::env::args_os()).await
}
