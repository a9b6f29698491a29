//! The real binary, serving in a process of its own, that can be killed.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use ai_tale::backends::tls::install_provider;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use super::server::SETTINGS;
use super::time::PATIENCE;

const BINARY: &str = env!("CARGO_BIN_EXE_ai-tale");

/// A serving process. Dropping it kills it.
pub struct Process {
    /// `http://127.0.0.1:PORT`
    pub readers: String,
    /// `http://127.0.0.1:PORT`
    pub operators: String,
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// `ai-tale serve` on a folder, once it answers. Settings as in [`super::Server::start_with`].
    pub async fn serve(folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::start(Self::command(folder, settings).arg("serve")).await
    }

    /// As [`Process::serve`], with a disk of so many megabytes at the folder, which this process alone sees there, with
    /// what was in the folder; all others find it at [`Process::sees`]. `None` where the system lets nobody mount.
    pub async fn serve_on_a_small_disk(folder: &Path, megabytes: u32, settings: &[(&str, &str)]) -> Option<Self> {
        Self::served_by(r#"exec "$2" serve"#, folder, megabytes, settings).await
    }

    /// The same, by a shell that fills the disk and serves once more after it has ended: see [`Process::served_again`].
    pub async fn serve_twice_on_a_small_disk(folder: &Path, megabytes: u32, settings: &[(&str, &str)]) -> Option<Self> {
        const TWICE: &str = r#"{ "$2" serve; cat /dev/zero > "$AI_TALE__DATA_DIR/more"; exec "$2" serve; }"#;
        Self::served_by(TWICE, folder, megabytes, settings).await
    }

    async fn served_by(script: &str, folder: &Path, megabytes: u32, settings: &[(&str, &str)]) -> Option<Self> {
        const MOUNT: &str = r#"seed=$(mktemp -d) && cp -a "$AI_TALE__DATA_DIR/." "$seed" &&
            mount -t tmpfs -o "size=$1m" tmpfs "$AI_TALE__DATA_DIR" &&
            cp -a "$seed/." "$AI_TALE__DATA_DIR" && rm -r "$seed""#;
        let megabytes = megabytes.to_string();
        let in_a_namespace = |script: &str| {
            let mut command = configured("unshare", folder, settings);
            command.args(["-rm", "sh", "-c", script, "sh", &megabytes, BINARY]);
            command
        };
        let mounted = in_a_namespace(MOUNT).status().await;
        if !mounted.is_ok_and(|status| status.success()) {
            return None;
        }
        Some(Self::start(&mut in_a_namespace(&format!("{MOUNT} && {script}"))).await)
    }

    /// As [`Process::serve`], from a shell that did something before.
    pub async fn serve_after(before: &str, folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut shell = configured("sh", folder, settings);
        Self::start(shell.args(["-c", &format!(r#"{before} && exec "$0" serve"#), BINARY])).await
    }

    /// The binary with its environment, not yet started, on a small disk of its own at `disk`: a shell's script in
    /// which the binary is `$0`. `None` where the system lets nobody mount.
    pub async fn on_a_small_disk(disk: &Path, size: &str, script: &str, folder: &Path) -> Option<Command> {
        let mount = format!(r#"mount -t tmpfs -o size={size} tmpfs "{}""#, disk.display());
        let in_a_namespace = |script: &str| {
            let mut command = configured("unshare", folder, &[]);
            command.args(["-rm", "sh", "-c", script, BINARY]);
            command
        };
        let mounted = in_a_namespace(&mount).status().await;
        if !mounted.is_ok_and(|status| status.success()) {
            return None;
        }
        Some(in_a_namespace(&format!("{mount} && {script}")))
    }

    /// A command that serves, once it answers.
    pub async fn start(command: &mut Command) -> Self {
        install_provider();
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let readers = address(&mut output).await;
        let operators = address(&mut output).await;
        Self { readers, operators, child, output }
    }

    /// The binary with its environment, not yet started.
    pub fn command(folder: &Path, settings: &[(&str, &str)]) -> Command {
        configured(BINARY, folder, settings)
    }

    /// As [`Process::command`], by a program that hears of a closed terminal, whoever started these tests: under
    /// `nohup` it would not.
    pub fn hearing_hangups(folder: &Path, settings: &[(&str, &str)]) -> Command {
        let mut command = configured("env", folder, settings);
        command.args(["--default-signal=HUP", BINARY]);
        command
    }

    /// Where others find a folder that this process sees under this path.
    pub fn sees(&self, folder: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.child.id().unwrap()));
        root.join(folder.strip_prefix("/").unwrap())
    }

    /// Stops the first of two, in order, and waits for the second.
    pub async fn served_again(mut self) -> Self {
        let served = format!("/proc/{0}/task/{0}/children", self.id());
        let served = std::fs::read_to_string(served).unwrap();
        assert!(Command::new("kill").args(["-TERM", served.trim()]).status().await.unwrap().success());
        self.readers = address(&mut self.output).await;
        self.operators = address(&mut self.output).await;
        self
    }

    /// Its id.
    pub fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// `kill -9`.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// `SIGTERM`; returns how it exited.
    pub async fn terminate(self) -> ExitStatus {
        self.send("-TERM").await;
        self.ended().await
    }

    /// Sends a signal, as `kill` names it.
    pub async fn send(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.id().to_string()]).status().await.unwrap().success());
    }

    /// How it exited, once it has.
    pub async fn ended(mut self) -> ExitStatus {
        timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap()
    }
}

fn configured(program: &str, folder: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program);
    command.kill_on_drop(true).stderr(Stdio::null());
    command.env("AI_TALE__DATA_DIR", folder);
    for (key, value) in SETTINGS.iter().chain(settings) {
        command.env(format!("AI_TALE__{key}"), value);
    }
    command
}

/// The next line's address.
async fn address(output: &mut Lines<BufReader<ChildStdout>>) -> String {
    let line = timeout(PATIENCE, output.next_line()).await.unwrap().unwrap().unwrap();
    let start = line.find("http://").unwrap();
    let rest = &line[start + "http://".len()..];
    format!("http://{}", &rest[..rest.find('/').unwrap()])
}
