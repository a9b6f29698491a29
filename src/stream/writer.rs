//! The sockets of open streams: each belongs to one stream alone, from its head to its end, so that a reader who waits
//! costs little and an event costs hardly more than the write. What is written is what all readers share
//! ([`super::hub`]); what comes next, the cursor says.
//!
//! A reader may have closed their side for writing, or altogether: nobody can tell before something is written. So the
//! end of what they send is answered with a comment line, which a closed socket refuses.

use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::pin;
use std::time::Duration;

use bytes::{Buf, Bytes};
use metrics::{Counter, counter};
use tokio::io::{AsyncWriteExt, Interest};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::cursor::{Cursor, Turn};
use super::ending::Ending;
use super::framing::Framing;
use crate::metrics::STREAM_FRAMES;

/// The most that one call of the system writes, in frames: a whole book's, often.
const FRAMES_AT_ONCE: usize = 32;

/// Where a stream goes: a reader's socket, and how it is to be used.
pub struct Outlet {
    /// Nothing but the answer's bytes must still wait to be written to it.
    pub socket: TcpStream,
    /// The head of the answer, up to the empty line.
    pub head: Bytes,
    /// How the answer's body is framed, as its head says.
    pub framing: Framing,
    /// How long a write may make no progress.
    pub write_timeout: Duration,
}

/// One stream on its way.
pub(super) struct Writer {
    cursor: Box<Cursor>,
    socket: TcpStream,
    framing: Framing,
    write_timeout: Duration,
    /// Goes out before anything else: the head, a comment, or the rest of a frame that was written in part.
    unsent: Bytes,
    /// Nothing more comes from the reader, who may be gone.
    has_peer_finished: bool,
    opened: Instant,
    frames: Counter,
}

/// What comes from a reader who has nothing to say any more.
enum Heard {
    /// Bytes, which are dropped: the head said that the connection ends with this answer.
    Noise,
    Finish,
}

impl Writer {
    pub(super) fn new(cursor: Box<Cursor>, outlet: Outlet) -> Self {
        let Outlet { socket, head, framing, write_timeout } = outlet;
        let (opened, frames) = (Instant::now(), counter!(STREAM_FRAMES));
        Self { cursor, socket, framing, write_timeout, unsent: head, has_peer_finished: false, opened, frames }
    }

    #[expect(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice, and readers are many")]
    pub(super) fn run(mut self) -> impl Future<Output = ()> + Send {
        async move {
            let reason = match self.deliver().await {
                Ok(ending) => ending.reason(),
                Err(error) if error.kind() == io::ErrorKind::TimedOut => "stuck",
                Err(_) => "left",
            };
            let duration_ms = self.opened.elapsed().as_secs_f64() * 1000.0;
            self.cursor.span().in_scope(|| tracing::info!(stream.ended = reason, duration_ms, "a stream ended"));
        }
    }

    /// Until the stream ends; an error says that the reader did not see that.
    async fn deliver(&mut self) -> io::Result<Ending> {
        loop {
            match self.turn().await? {
                Turn::Frames => self.send_frames().await?,
                Turn::Heartbeat => self.send(self.framing.heartbeat()).await?,
                Turn::End(ending) => {
                    ending.count();
                    self.send(self.framing.end(ending.retry())).await?;
                    self.close().await?;
                    return Ok(ending);
                }
            }
        }
    }

    /// Waits for what comes next, and listens meanwhile. What is unsent goes out with it if it is there at once.
    async fn turn(&mut self) -> io::Result<Turn> {
        let mut turn = pin!(self.cursor.turn());
        loop {
            tokio::select! {
                biased;
                turn = &mut turn => return Ok(turn),
                sent = flush(&self.socket, &mut self.unsent, self.write_timeout), if !self.unsent.is_empty() => sent?,
                heard = listen(&self.socket, self.has_peer_finished) => match heard? {
                    Heard::Noise => {}
                    Heard::Finish => {
                        self.has_peer_finished = true;
                        if self.unsent.is_empty() {
                            self.unsent = self.framing.heartbeat();
                        }
                    }
                }
            }
        }
    }

    /// Sends the frames that are ready, or as many as there is room for.
    async fn send_frames(&mut self) -> io::Result<()> {
        let written = self.write_frames()?;
        self.advance(written);
        if written == 0 && self.unsent.is_empty() {
            // there is room for nothing: the first is waited with, the others may still be kept back
            self.unsent = self.next_frame().unwrap_or_default();
        }
        flush(&self.socket, &mut self.unsent, self.write_timeout).await
    }

    /// Writes once what is unsent and the frames behind it; how many bytes of them.
    fn write_frames(&self) -> io::Result<usize> {
        let mut slices = [IoSlice::new(&[]); FRAMES_AT_ONCE + 1];
        slices[0] = IoSlice::new(&self.unsent);
        let mut count = 1;
        for (slice, frame) in slices[1..].iter_mut().zip(self.cursor.ready()) {
            *slice = IoSlice::new(self.framing.bytes(frame));
            count += 1;
        }
        let first = usize::from(self.unsent.is_empty());
        match self.socket.try_write_vectored(&slices[first..count]) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
            written => written,
        }
    }

    /// Moves behind what was written. The rest of a frame that was written in part is unsent.
    fn advance(&mut self, mut written: usize) {
        let of_unsent = written.min(self.unsent.len());
        self.unsent.advance(of_unsent);
        written -= of_unsent;
        while self.unsent.is_empty() && written > 0 {
            let Some(mut bytes) = self.next_frame() else { return };
            let of_frame = written.min(bytes.len());
            bytes.advance(of_frame);
            written -= of_frame;
            self.unsent = bytes;
        }
    }

    fn next_frame(&mut self) -> Option<Bytes> {
        let frame = self.cursor.advance()?;
        self.frames.increment(1);
        Some(self.framing.owned(&frame))
    }

    async fn send(&mut self, bytes: Bytes) -> io::Result<()> {
        flush(&self.socket, &mut self.unsent, self.write_timeout).await?;
        self.unsent = bytes;
        flush(&self.socket, &mut self.unsent, self.write_timeout).await
    }

    /// Says that this is all. What was never read would make of the end a reset, which may cost what is on its way.
    async fn close(&mut self) -> io::Result<()> {
        self.socket.shutdown().await?;
        while !self.has_peer_finished && matches!(drop_noise(&self.socket), Ok(Some(Heard::Noise))) {}
        Ok(())
    }
}

/// Writes until nothing is left, or for `limit` without any progress.
async fn flush(socket: &TcpStream, unsent: &mut Bytes, limit: Duration) -> io::Result<()> {
    while !unsent.is_empty() {
        match socket.try_write(unsent) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => unsent.advance(written),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                // boxed: most readers are never waited for, and keep no room for it
                Box::pin(timeout(limit, socket.writable())).await.map_err(|_| io::ErrorKind::TimedOut)??;
            }
            Err(error) => return Err(error),
        }
    }
    // frames keep their story's memory
    *unsent = Bytes::new();
    Ok(())
}

/// Waits until the reader says something, or is known to be gone, which is an error.
async fn listen(socket: &TcpStream, has_peer_finished: bool) -> io::Result<Heard> {
    if has_peer_finished {
        Box::pin(socket.ready(Interest::ERROR)).await?;
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    loop {
        poll_fn(|context| socket.poll_read_ready(context)).await?;
        if let Some(heard) = drop_noise(socket)? {
            return Ok(heard);
        }
    }
}

/// Reads what has come; `None`: nothing has.
fn drop_noise(socket: &TcpStream) -> io::Result<Option<Heard>> {
    match socket.try_read(&mut [0; 1024]) {
        Ok(0) => Ok(Some(Heard::Finish)),
        Ok(_) => Ok(Some(Heard::Noise)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error),
    }
}
