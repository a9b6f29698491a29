//! An app in this process, with its listeners on free ports and its data in a folder of its own.

use std::path::Path;
use std::sync::Arc;

use ai_tale::app::{App, Listeners};
use ai_tale::backends::Backends;
use ai_tale::config::Config;
use ai_tale::telemetry;
use tempfile::TempDir;

use super::reader::Reader;

/// Free ports, small pictures, and no limits that many tests on one address would meet.
pub const SETTINGS: [(&str, &str); 11] = [
    ("HTTP__LISTEN", "127.0.0.1:0"),
    ("HTTP__ADMIN_LISTEN", "127.0.0.1:0"),
    ("PICTURES__WIDTH", "160"),
    ("PICTURES__HEIGHT", "120"),
    ("PICTURES__WIDTHS", "80,160"),
    ("LIMITS__GUESTS_PER_ADDRESS_PER_HOUR", "0"),
    ("LIMITS__REGISTRATIONS_PER_ADDRESS_PER_HOUR", "0"),
    ("LIMITS__REQUESTS_PER_ADDRESS_PER_MINUTE", "0"),
    ("PLANS__GUEST__REQUESTS_PER_MINUTE", "0"),
    ("PLANS__GUEST__STORIES_PER_DAY", "0"),
    ("PLANS__GUEST__STORIES_AT_ONCE", "0"),
];

/// Pictures that cost next to nothing.
pub const TINY: [(&str, &str); 3] =
    [("PICTURES__WIDTH", "80"), ("PICTURES__HEIGHT", "60"), ("PICTURES__WIDTHS", "40,80")];

/// A served app. Dropping it is a crash of the app, not of the process.
pub struct Server {
    /// `http://127.0.0.1:PORT`
    pub readers: String,
    /// `http://127.0.0.1:PORT`
    pub operators: String,
    /// Its settings.
    pub config: Arc<Config>,
    /// The app itself.
    pub app: App,
    folder: Option<TempDir>,
}

impl Server {
    /// On a new folder, with small pictures, as nobody looks at them.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// As [`Server::start`], with environment variables as `("LIMITS__QUEUE", "1")`.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Self::start_on(folder.path(), settings, |parts| parts).await;
        server.folder = Some(folder);
        server
    }

    /// On a given folder, with parts that a test may exchange or wrap.
    pub async fn start_on(folder: &Path, settings: &[(&str, &str)], change: impl FnOnce(Backends) -> Backends) -> Self {
        // as `serve` does: what is counted before is lost
        let metrics = telemetry::recorder();
        let config = config(folder, settings);
        let parts = change(Backends::open(&config).await.unwrap());
        let listeners = Listeners::bind(&config).unwrap();
        let mut app = App::start(Arc::clone(&config), parts).await.unwrap();
        let listening = app.listen(listeners, metrics);
        let (readers, operators) = (listening.readers.unwrap(), listening.operators);
        let (readers, operators) = (format!("http://{readers}"), format!("http://{operators}"));
        Self { readers, operators, config, app, folder: None }
    }

    /// A new guest.
    pub async fn guest(&self) -> Reader {
        Reader::guest(&self.readers).await
    }

    /// Stops in order, and hands the folder back where the server made it.
    pub async fn stop(self) -> Option<TempDir> {
        self.app.stop().await;
        self.folder
    }
}

/// The defaults, [`SETTINGS`], and those of a test.
pub fn config(folder: &Path, settings: &[(&str, &str)]) -> Arc<Config> {
    config_with(None, folder, settings)
}

/// As [`config`], after a file.
pub fn config_with(file: Option<&Path>, folder: &Path, settings: &[(&str, &str)]) -> Arc<Config> {
    let data_dir = [("DATA_DIR", folder.to_str().unwrap())];
    let variables = data_dir
        .iter()
        .chain(&SETTINGS)
        .chain(settings)
        .map(|(key, value)| (format!("AI_TALE__{key}"), (*value).to_owned()))
        .collect();
    Arc::new(Config::load_with(file, variables).unwrap())
}
