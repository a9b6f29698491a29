//! One client's connection: requests are read, answered step by step, and given up where the client goes.

use std::fmt::Write as _;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until};

use super::desk::Desk;
use super::http::{Incoming, Request};
use super::{Reply, Sent, Step};

/// Answers everything that comes on a connection.
pub async fn serve(stream: TcpStream, desk: &Desk) {
    stream.set_nodelay(true).unwrap();
    let (incoming, mut outgoing) = stream.into_split();
    let mut incoming = BufReader::new(incoming);
    while let Some(request) = Request::read(&mut incoming).await {
        let taken = desk.take(request);
        let sent = {
            let answering = pin!(send(&mut outgoing, taken.reply));
            let leaving = pin!(client_leaves(&mut incoming));
            match select(answering, leaving).await {
                Either::Left((sent, _)) => sent,
                Either::Right(((), _)) => Sent::Abandoned,
            }
        };
        desk.journal.ended(taken.number, sent);
        drop(taken.painting);
        if sent != Sent::Whole {
            return;
        }
    }
}

/// Until the client closes its side. What it sends before that is left to be read.
async fn client_leaves(incoming: &mut Incoming) {
    let is_there = incoming.fill_buf().await.is_ok_and(|bytes| !bytes.is_empty());
    if is_there {
        std::future::pending::<()>().await;
    }
}

async fn send(outgoing: &mut OwnedWriteHalf, reply: Reply) -> Sent {
    let mut body = Body { outgoing, head: Some(head(&reply)) };
    // waits are counted from the call, so that many short ones take no longer than they should
    let mut due = Instant::now();
    for step in reply.steps {
        let written = match step {
            Step::Wait(time) => {
                due += time;
                sleep_until(due).await;
                continue;
            }
            Step::Send(bytes) => body.write(&bytes).await,
            Step::Repeat(bytes, pause) => loop {
                tokio::time::sleep(pause).await;
                if body.write(&bytes).await.is_err() {
                    return Sent::Abandoned;
                }
            },
            Step::Silence => std::future::pending().await,
            Step::Close => return Sent::Broken,
            Step::Reset => {
                let stream: &TcpStream = body.outgoing.as_ref();
                socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO)).unwrap();
                return Sent::Broken;
            }
        };
        if written.is_err() {
            return Sent::Abandoned;
        }
    }
    if body.end().await.is_ok() { Sent::Whole } else { Sent::Abandoned }
}

fn head(reply: &Reply) -> String {
    let mut head = format!("HTTP/1.1 {} Scripted\r\ntransfer-encoding: chunked\r\n", reply.status);
    for (name, value) in &reply.headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    head + "\r\n"
}

/// A body in chunks, behind its head.
struct Body<'a> {
    outgoing: &'a mut OwnedWriteHalf,
    head: Option<String>,
}

impl Body<'_> {
    async fn write(&mut self, bytes: &Bytes) -> std::io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let mut frame = self.head.take().unwrap_or_default().into_bytes();
        frame.extend(format!("{:x}\r\n", bytes.len()).into_bytes());
        frame.extend_from_slice(bytes);
        frame.extend_from_slice(b"\r\n");
        self.outgoing.write_all(&frame).await?;
        hold_clock();
        Ok(())
    }

    async fn end(&mut self) -> std::io::Result<()> {
        let last = self.head.take().unwrap_or_default() + "0\r\n\r\n";
        self.outgoing.write_all(last.as_bytes()).await?;
        hold_clock();
        Ok(())
    }
}

/// Virtual time stands still while a blocking task runs: so it waits for the bytes that are between two sockets. Only a
/// runtime of one thread has such a time.
#[expect(clippy::disallowed_methods, reason = "the thread is one for blocking tasks")]
fn hold_clock() {
    if Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread {
        drop(spawn_blocking(|| std::thread::sleep(Duration::from_millis(2))));
    }
}
