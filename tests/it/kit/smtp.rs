//! A small mail server for faults: each connection does what the next turn says, in the clear, on this machine.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::fakes::lock;

/// What a connection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Takes the mail.
    Take,
    /// Says this to a command that begins so.
    Say(&'static str, &'static str),
    /// Says this after the last dot.
    SayAtTheEnd(&'static str),
    /// Closes the connection when a command begins so.
    CutAt(&'static str),
    /// Closes the connection with the mail half read.
    CutBeforeTheDot,
    /// Closes the connection once the mail is whole, without a word.
    CutAfterTheDot,
    /// Never says a word.
    Hang,
}

/// What was seen, over all connections.
#[derive(Default)]
struct Seen {
    turns: VecDeque<Turn>,
    connections: usize,
    mails: Vec<String>,
}

/// A mail server that does as it is told. Ends with the value.
pub struct SmtpServer {
    /// `smtp://127.0.0.1:PORT`
    pub url: String,
    seen: Arc<Mutex<Seen>>,
    _tasks: JoinSet<()>,
}

impl SmtpServer {
    /// One that takes these turns, one a connection, and then takes every mail.
    pub async fn start(turns: impl IntoIterator<Item = Turn>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Seen { turns: turns.into_iter().collect(), ..Seen::default() }));
        let (mut tasks, all) = (JoinSet::new(), Arc::clone(&seen));
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let turn = {
                    let mut seen = lock(&all);
                    seen.connections += 1;
                    seen.turns.pop_front().unwrap_or(Turn::Take)
                };
                let all = Arc::clone(&all);
                connections.spawn(async move { serve(socket, turn, &all).await.unwrap_or_default() });
            }
        });
        Self { url, seen, _tasks: tasks }
    }

    /// How often somebody came.
    pub fn connections(&self) -> usize {
        lock(&self.seen).connections
    }

    /// The mails that came whole, whatever was said of them.
    pub fn mails(&self) -> Vec<String> {
        lock(&self.seen).mails.clone()
    }
}

async fn serve(socket: TcpStream, turn: Turn, seen: &Mutex<Seen>) -> std::io::Result<()> {
    if turn == Turn::Hang {
        std::future::pending::<()>().await;
    }
    let mut socket = BufReader::new(socket);
    socket.write_all(b"220 tale.example ESMTP\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if socket.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer = match turn {
            Turn::CutAt(command) if line.starts_with(command) => return Ok(()),
            Turn::Say(command, answer) if line.starts_with(command) => answer,
            _ if line.starts_with("DATA") => "354 go on",
            _ if line.starts_with("QUIT") => "221 bye",
            _ => "250 ok",
        };
        socket.write_all(format!("{answer}\r\n").as_bytes()).await?;
        if answer.starts_with("354") {
            let Some(said) = read_mail(&mut socket, turn, seen).await? else { return Ok(()) };
            socket.write_all(format!("{said}\r\n").as_bytes()).await?;
        }
    }
}

/// Reads a mail to its last dot, and says what to answer; `None`: nothing more.
async fn read_mail(
    socket: &mut BufReader<TcpStream>,
    turn: Turn,
    seen: &Mutex<Seen>,
) -> std::io::Result<Option<&'static str>> {
    let (mut mail, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if socket.read_line(&mut line).await? == 0 || turn == Turn::CutBeforeTheDot {
            return Ok(None);
        }
        if line == ".\r\n" {
            break;
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
    lock(seen).mails.push(mail);
    Ok(match turn {
        Turn::CutAfterTheDot => None,
        Turn::SayAtTheEnd(said) => Some(said),
        _ => Some("250 taken"),
    })
}
