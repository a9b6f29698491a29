//! The readers: thousands of sockets that count what comes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::contender::Contender;
use super::{MARK, MISSED};

/// Readers who connect at the same time.
const AT_ONCE: usize = 64;

/// Readers who wait for events.
pub struct Crowd {
    readers: JoinSet<()>,
    /// Collects the numbers of the events.
    scout: tokio::task::JoinHandle<Vec<String>>,
    counts: Arc<Counts>,
    size: usize,
    leave: watch::Sender<bool>,
}

#[derive(Default)]
struct Counts {
    opened: AtomicUsize,
    beaten: AtomicUsize,
    events: AtomicUsize,
}

impl Crowd {
    /// As many readers, who have seen the events of these numbers; each has its answer's head.
    pub async fn gather(contender: &Contender, size: usize, seen: Vec<String>) -> Self {
        let (leave, leaving) = watch::channel(false);
        let (counts, gate) = (Arc::<Counts>::default(), Arc::new(Semaphore::new(AT_ONCE)));
        let request = contender.request(seen.last().map(String::as_str));
        let scout = tokio::spawn(scout(opened(contender, &request).await, seen, leaving.clone()));
        let mut readers = JoinSet::new();
        for _ in 0..size {
            let permit = Arc::clone(&gate).acquire_owned().await.expect("the gate stays open");
            let (address, request) = (contender.address, request.clone());
            let (counts, leaving) = (Arc::clone(&counts), leaving.clone());
            readers.spawn(async move {
                let mut stream = TcpStream::connect(address).await.expect("it listens");
                stream.write_all(request.as_bytes()).await.expect("it reads");
                let _ = read(&mut stream).await;
                counts.opened.fetch_add(1, Ordering::Relaxed);
                drop(permit);
                wait(stream, &counts, leaving).await;
            });
        }
        let crowd = Self { readers, scout, counts, size, leave };
        crowd.reaches(|counts| &counts.opened, size).await;
        crowd
    }

    /// Events that all have seen together.
    pub fn events(&self) -> usize {
        self.counts.events.load(Ordering::Relaxed)
    }

    /// Waits until all have seen so many.
    pub async fn all_seen(&self, events: usize) {
        self.reaches(|counts| &counts.events, events).await;
    }

    /// Waits for a life sign to each.
    pub async fn all_beaten(&self) {
        self.reaches(|counts| &counts.beaten, self.size).await;
    }

    /// All leave; the numbers of the events.
    pub async fn leave(self) -> Vec<String> {
        self.leave.send_replace(true);
        self.readers.join_all().await;
        self.scout.await.expect("the scout does not panic")
    }

    async fn reaches(&self, count: impl Fn(&Counts) -> &AtomicUsize, goal: usize) {
        while count(&self.counts).load(Ordering::Relaxed) < goal {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }
}

/// Readers who come one after the other, some at once, read what they missed after an event, and go.
pub async fn resume(contender: &Contender, after: &str, count: usize) {
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let (request, mut readers) = (contender.request(Some(after)), JoinSet::new());
    for _ in 0..count {
        let permit = Arc::clone(&gate).acquire_owned().await.expect("the gate stays open");
        let (address, request) = (contender.address, request.clone());
        readers.spawn(async move {
            let mut stream = TcpStream::connect(address).await.expect("it listens");
            stream.write_all(request.as_bytes()).await.expect("it reads");
            let mut seen = 0;
            while seen < MISSED {
                seen += marks(&read(&mut stream).await);
            }
            drop(permit);
        });
    }
    readers.join_all().await;
}

async fn opened(contender: &Contender, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(contender.address).await.expect("it listens");
    stream.write_all(request.as_bytes()).await.expect("it reads");
    stream
}

async fn wait(mut stream: TcpStream, counts: &Counts, mut leaving: watch::Receiver<bool>) {
    let mut has_beaten = false;
    loop {
        let read = tokio::select! {
            read = read(&mut stream) => read,
            _ = leaving.changed() => return,
        };
        let events = marks(&read);
        counts.events.fetch_add(events, Ordering::Relaxed);
        if events == 0 && !has_beaten {
            has_beaten = true;
            counts.beaten.fetch_add(1, Ordering::Relaxed);
        }
    }
}

async fn scout(mut stream: TcpStream, mut seen: Vec<String>, mut leaving: watch::Receiver<bool>) -> Vec<String> {
    let mut text = String::new();
    loop {
        tokio::select! {
            read = read(&mut stream) => text.push_str(&String::from_utf8_lossy(&read)),
            _ = leaving.changed() => break,
        }
    }
    seen.extend(text.lines().filter_map(|line| line.strip_prefix("id: ").map(str::to_owned)));
    seen
}

fn marks(read: &[u8]) -> usize {
    read.split(|byte| *byte == MARK).count() - 1
}

/// What comes next; the servers end no stream.
async fn read(stream: &mut TcpStream) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(4096);
    let read = stream.read_buf(&mut chunk).await.expect("the connection lives");
    assert!(read > 0, "the stream has ended: {}", String::from_utf8_lossy(&chunk));
    chunk
}
