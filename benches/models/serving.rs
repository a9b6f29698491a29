//! The provider, in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::provider::{Pace, Provider};

/// The argument by which this program serves instead of measuring.
pub const SERVE: &str = "serve";

/// A provider that serves. Dropping it ends it.
pub struct Serving {
    child: Child,
    /// The tables of a configuration that ask it for everything.
    pub tables: String,
    /// `http://127.0.0.1:PORT/v1`
    pub base: String,
}

impl Serving {
    /// By these times, and with a knee at so many pictures; 0 is none.
    pub fn start(pace: Pace, knee: usize) -> Self {
        let program = std::env::current_exe().expect("this program has a path");
        let settings =
            [pace.first_token, pace.token, pace.picture, pace.judgement].map(|time| time.as_millis().to_string());
        let mut command = Command::new(program);
        command.arg(SERVE).args(settings).arg(knee.to_string());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("this program starts");
        let lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let mut lines = lines.map(|line| line.expect("its output is text"));
        let base = lines.next().expect("it says where it listens");
        let tables = lines.take_while(|line| line != "end").map(|line| line + "\n").collect();
        Self { child, tables, base }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("it can be ended");
    }
}

/// Serves until it is killed.
pub fn serve(settings: &[String]) {
    let numbers: Vec<u64> = settings.iter().map(|number| number.parse().expect("settings are numbers")).collect();
    let [first_token, token, picture, judgement, knee] = numbers[..] else { panic!("four times and a knee") };
    let [first_token, token, picture, judgement] = [first_token, token, picture, judgement].map(Duration::from_millis);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let provider = Provider::start().await;
        provider.pace(Pace { first_token, token, picture, judgement });
        if knee > 0 {
            let knee = usize::try_from(knee).expect("a knee is small");
            provider.knee(knee, knee * 2);
        }
        let painter = format!("{}allow_private = true\n", provider.painter());
        let judge = provider.judge(&["pictures"]);
        // what it does not paint is a quiet page, and nobody else's picture
        let route = "[[models.routes]]\npainters = [\"painter\"]";
        println!("{}\n{}{painter}{judge}{route}\nend", provider.base, provider.writer());
        std::future::pending::<()>().await;
    });
}
