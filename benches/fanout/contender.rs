//! Who is compared: each a process that sends events to whoever asks for them, when it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use tempfile::TempDir;

use super::process::Process;
use super::tale::TEXT_BYTES;
use super::{HEARTBEAT_SECONDS, MARK};

const NGINX: &str = "/usr/sbin/nginx";
const NCHAN: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/// One server of events.
pub struct Contender {
    /// What it is called in the table.
    pub name: &'static str,
    /// What it uses.
    pub process: Process,
    /// Where readers ask.
    pub address: SocketAddr,
    /// Whether it is more than a loop.
    pub has_heartbeats: bool,
    /// The request's head, without `Last-Event-ID`.
    head: String,
    publish: Publish,
}

/// How it is told to send an event.
enum Publish {
    Line(ChildStdin, BufReader<ChildStdout>),
    Post { _folder: TempDir },
}

impl Contender {
    /// The service.
    pub fn tale() -> Self {
        Self::of_this_program("tale", true)
    }

    /// A loop of `write()`.
    pub fn bare() -> Self {
        Self::of_this_program("bare", false)
    }

    fn of_this_program(role: &'static str, has_heartbeats: bool) -> Self {
        let program = std::env::current_exe().expect("this program has a file");
        let mut command = Command::new(program);
        command.arg(role).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = Process::start(&mut command);
        let child = process.child();
        let (stdin, stdout) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let (mut stdout, mut line) = (BufReader::new(stdout), String::new());
        stdout.read_line(&mut line).expect("it says where it listens");
        let words: Vec<_> = line.split_whitespace().collect();
        let [address, token, story] = words[..] else { panic!("three words: {line}") };
        let head = format!(
            "GET /v1/stories/{story}/events HTTP/1.1\r\nhost: tale\r\naccept: text/event-stream\r\n\
            authorization: Bearer {token}\r\n"
        );
        let address = address.parse().expect("an address");
        Self { name: role, process, address, has_heartbeats, head, publish: Publish::Line(stdin, stdout) }
    }

    /// nginx with nchan, where it is installed.
    pub fn nchan() -> Option<Self> {
        if !Path::new(NGINX).exists() || !Path::new(NCHAN).exists() {
            return None;
        }
        let folder = TempDir::new().expect("a folder can be made");
        let port = TcpListener::bind("127.0.0.1:0").expect("there is a free port").local_addr().expect("it listens");
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration(folder.path(), port)).expect("a file can be written");
        let mut command = Command::new(NGINX);
        command.arg("-p").arg(folder.path()).arg("-c").arg(&file).stderr(Stdio::null());
        let process = Process::start(&mut command);
        while TcpStream::connect(port).is_err() {
            std::thread::yield_now();
        }
        let head = "GET /events HTTP/1.1\r\nhost: tale\r\naccept: text/event-stream\r\n".to_owned();
        let publish = Publish::Post { _folder: folder };
        Some(Self { name: "nchan", process, address: port, has_heartbeats: true, head, publish })
    }

    /// The request of a reader who has seen everything up to an event.
    pub fn request(&self, last_event_id: Option<&str>) -> String {
        let last = last_event_id.map_or_else(String::new, |id| format!("last-event-id: {id}\r\n"));
        format!("{}{last}\r\n", self.head)
    }

    /// Sends one event to all who listen.
    pub fn publish(&mut self) {
        match &mut self.publish {
            Publish::Line(stdin, stdout) => {
                stdin.write_all(b"\n").expect("it reads");
                stdout.read_line(&mut String::new()).expect("it answers");
            }
            Publish::Post { .. } => {
                let text = format!("{}{}", char::from(MARK), ".".repeat(TEXT_BYTES + 199));
                let mut stream = TcpStream::connect(self.address).expect("it listens");
                let head = "POST /publish HTTP/1.1\r\nhost: tale\r\nconnection: close\r\ncontent-type: text/plain\r\n";
                write!(stream, "{head}content-length: {}\r\n\r\n{text}", text.len()).expect("it reads");
                stream.read_to_end(&mut Vec::new()).expect("it answers");
            }
        }
    }
}

fn configuration(folder: &Path, address: SocketAddr) -> String {
    let folder = folder.display();
    format!(
        "load_module {NCHAN};
        daemon off; master_process off; worker_rlimit_nofile 12000;
        pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 11000; use epoll; }}
        http {{
            access_log {folder}/access.log;
            client_body_temp_path {folder}/body;
            server {{
                listen {address} backlog=4096;
                location = /publish {{
                    nchan_publisher; nchan_channel_id story;
                    nchan_message_buffer_length 200; nchan_message_timeout 1h;
                }}
                location = /events {{
                    nchan_subscriber eventsource; nchan_channel_id story;
                    nchan_subscriber_first_message newest;
                    nchan_eventsource_ping_interval {HEARTBEAT_SECONDS};
                }}
            }}
        }}"
    )
}
