//! The command line; see [`ai_tale::commands`].

use std::process::ExitCode;

use ai_tale::app::memory;
use ai_tale::commands::run;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    memory::return_early();
    let runtime = Runtime::new().expect("a process may start threads");
    runtime.block_on(run(std::env::args_os()))
}
