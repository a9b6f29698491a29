//! A folder of `.eml` files, which mail programs open. Each file appears whole, and only once for a mail; this user
//! alone may read them, as some hold links that open an account.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;

use crate::backends::mail::{Mail, MailError, Mailer};
use crate::backends::{blocking, folder, room};

/// Bytes of a mail, generously.
const ROOM: usize = 64 * 1024;

/// A folder that takes every mail.
#[derive(Clone, Debug)]
pub struct EmlFolder {
    path: PathBuf,
}

impl EmlFolder {
    /// Makes the folder where there is none, and removes what a dead process has left half written.
    pub fn open(path: &Path) -> io::Result<Self> {
        folder::make(path)?;
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name().as_encoded_bytes().starts_with(b".tmp") {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(Self { path: path.to_owned() })
    }
}

#[async_trait]
impl Mailer for EmlFolder {
    /// Older mails come first by their names, which are their ids.
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let (path, bytes) = (self.path.join(format!("{}.eml", mail.id)), mail.bytes.clone());
        done(blocking::run(move || folder::write_once(&path, &bytes).map(drop)).await)
    }

    async fn probe(&self) -> Result<(), MailError> {
        let path = self.path.clone();
        done(blocking::run(move || room::confirm(&path, ROOM)).await)
    }
}

/// A file that was perhaps written is written once all the same, so nothing is unknown.
fn done<Lost: std::error::Error + Send + Sync + 'static>(
    outcome: Result<io::Result<()>, Lost>,
) -> Result<(), MailError> {
    outcome.map_err(MailError::away)?.map_err(MailError::away)
}
