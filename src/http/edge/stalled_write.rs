//! A connection whose writes get nowhere ends: a reader that stops reading must not hold memory for ever. What watches
//! them also knows whether all is written, which a stream that takes the socket over has to ([`super::handover`]).

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Reads as the inner one; a write, flush or close that makes no progress for `limit` fails.
pub struct WriteTimeout<Io> {
    inner: Io,
    limit: Duration,
    stuck_until: Option<Pin<Box<Sleep>>>,
    is_flushed: Arc<AtomicBool>,
}

impl<Io> WriteTimeout<Io> {
    /// Wraps a connection whose writes may be stuck for `limit`.
    pub fn new(inner: Io, limit: Duration) -> Self {
        Self { inner, limit, stuck_until: None, is_flushed: Arc::new(AtomicBool::new(true)) }
    }

    /// Whether nothing was written, or tried to be, since the last flush.
    pub fn is_flushed(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_flushed)
    }

    /// Gives the connection back; what watched it is dropped.
    pub fn into_inner(self) -> Io {
        self.inner
    }

    fn bounded<T>(&mut self, context: &mut Context<'_>, progress: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            self.stuck_until = None;
            return progress;
        }
        let limit = self.limit;
        let until = self.stuck_until.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(until.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the peer does not read")))
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for WriteTimeout<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for WriteTimeout<Io> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.is_flushed.store(false, Ordering::Relaxed);
        let progress = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.bounded(context, progress)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.is_flushed.store(false, Ordering::Relaxed);
        let progress = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
        self.bounded(context, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.inner).poll_flush(context);
        if matches!(progress, Poll::Ready(Ok(()))) {
            self.is_flushed.store(true, Ordering::Relaxed);
        }
        self.bounded(context, progress)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.inner).poll_shutdown(context);
        self.bounded(context, progress)
    }
}
