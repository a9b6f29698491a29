//! What a command says on its standard streams, where nothing is written with `println!`, which panics: the other end
//! may be closed, full, or stuck.

use std::io::{self, ErrorKind, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::anyhow;

use super::failure::Failure;

/// How long the last sentence of a command waits for whoever does not read it.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Says a result on standard output. Whoever closed it has heard enough: the exit code says how the work went.
pub(super) fn print(line: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match writeln!(output, "{line}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(anyhow!("failed to write to standard output: {error}").into())
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says on standard error how the work goes, where somebody listens.
pub(super) fn note(line: &str) {
    // whether anybody listens changes nothing of the work
    let _ = writeln!(io::stderr(), "{line}");
}

/// An error with its causes, each of them once: some errors quote theirs.
pub(super) fn sentence(error: &anyhow::Error) -> String {
    let causes = error.chain().map(ToString::to_string);
    causes.fold(String::new(), |said, cause| {
        if said.is_empty() {
            cause
        } else if said.contains(&cause) {
            said
        } else {
            format!("{said}: {cause}")
        }
    })
}

/// Says at the end on standard error what went wrong, and waits a second at most until that is heard.
pub(super) fn complain(text: String) {
    let (done, heard) = mpsc::channel();
    let said = thread::Builder::new().spawn(move || {
        note(text.trim_end());
        let _ = done.send(());
    });
    if said.is_ok() {
        let _ = heard.recv_timeout(LAST_WORDS);
    }
}
