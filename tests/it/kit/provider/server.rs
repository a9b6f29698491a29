//! The provider as it listens on a port of its own.

use std::ops::Deref;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::connection::serve;
use super::desk::{Desk, KEY};

/// A provider, with its [`Desk`]. Dropping it ends every connection, and its address refuses from then on.
pub struct Provider {
    /// `http://127.0.0.1:PORT/v1`
    pub base: String,
    /// Where its key is in a file.
    pub(super) folder: TempDir,
    desk: Arc<Desk>,
    accepting: JoinHandle<()>,
}

impl Provider {
    /// On a free port, answering well and at once.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let desk = Arc::new(Desk::new(origin.clone()));
        let accepting = tokio::spawn(accept(listener, Arc::clone(&desk)));
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("key"), KEY).unwrap();
        Self { base: format!("{origin}/v1"), folder, desk, accepting }
    }
}

impl Deref for Provider {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// The connections end with the task, as they are its own.
async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let desk = Arc::clone(&desk);
        connections.spawn(async move { serve(stream, &desk).await });
    }
}
