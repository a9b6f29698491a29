//! A line to a server that breaks at one of the requests, for good: what came before it was answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Where it breaks.
#[derive(Clone, Copy, Debug)]
pub enum Break {
    /// The request does not arrive.
    Before(usize),
    /// It does, and its answer does not come back.
    After(usize),
}

/// Returns its own address, and how many requests came.
pub async fn breaking(server: &str, at: Break) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (server, requests) = (server.trim_start_matches("http://").to_owned(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            tokio::spawn(forward(near, server.clone(), at, Arc::clone(&counted)));
        }
    });
    (address, requests)
}

async fn forward(near: TcpStream, server: String, at: Break, requests: Arc<AtomicUsize>) {
    let Ok(far) = TcpStream::connect(server).await else { return };
    let (mut near, mut far) = (BufReader::new(near), BufReader::new(far));
    while let Some(request) = message(&mut near).await {
        let number = requests.fetch_add(1, Ordering::SeqCst);
        match at {
            Break::Before(last) if number >= last => return,
            Break::After(last) if number > last => return,
            _ => {}
        }
        far.write_all(&request).await.unwrap();
        let Some(answer) = message(&mut far).await else { return };
        if matches!(at, Break::After(last) if number == last) {
            return;
        }
        if near.write_all(&answer).await.is_err() {
            return;
        }
    }
}

/// A message of HTTP as it came: its head, and a body of a length or of chunks.
async fn message(stream: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let (mut whole, mut length, mut is_chunked) = (Vec::new(), 0, false);
    loop {
        let line = line(stream, &mut whole).await?.to_lowercase();
        match line.split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap(),
            Some(("transfer-encoding", _)) => is_chunked = true,
            _ if line.is_empty() => break,
            _ => {}
        }
    }
    while is_chunked {
        let size = usize::from_str_radix(&line(stream, &mut whole).await?, 16).unwrap();
        body(stream, &mut whole, size + 2).await?;
        is_chunked = size > 0;
    }
    body(stream, &mut whole, length).await?;
    Some(whole)
}

async fn line(stream: &mut BufReader<TcpStream>, whole: &mut Vec<u8>) -> Option<String> {
    let from = whole.len();
    let read = stream.read_until(b'\n', whole).await.ok()?;
    (read > 0).then(|| String::from_utf8_lossy(&whole[from..]).trim_end().to_owned())
}

async fn body(stream: &mut BufReader<TcpStream>, whole: &mut Vec<u8>, length: usize) -> Option<()> {
    let from = whole.len();
    whole.resize(from + length, 0);
    stream.read_exact(&mut whole[from..]).await.ok().map(drop)
}
