//! Requests as bytes: HTTP/1.1 read by hand, since what is answered must be cut and broken by hand too.

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::tcp::OwnedReadHalf;

/// What a client sends on a connection.
pub type Incoming = BufReader<OwnedReadHalf>;

/// A request as it came.
pub struct Request {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The next one on a connection; `None` when its client has gone.
    pub async fn read(incoming: &mut Incoming) -> Option<Self> {
        let first = line(incoming).await?;
        let mut words = first.split(' ').map(str::to_owned);
        let (method, path) = (words.next()?, words.next()?);
        let mut headers = Vec::new();
        loop {
            let line = line(incoming).await?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let body = body(incoming, &headers).await?;
        Some(Self { method, path, headers, body })
    }
}

/// The value of a header, by its name in lower case.
pub fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

async fn line(incoming: &mut Incoming) -> Option<String> {
    let mut line = String::new();
    let read = incoming.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

/// By its length, or in chunks.
async fn body(incoming: &mut Incoming, headers: &[(String, String)]) -> Option<Vec<u8>> {
    if header(headers, "transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        let mut body = Vec::new();
        loop {
            let size = usize::from_str_radix(line(incoming).await?.trim(), 16).ok()?;
            body.extend(exactly(incoming, size).await?);
            line(incoming).await?;
            if size == 0 {
                return Some(body);
            }
        }
    }
    let length = header(headers, "content-length").map_or(Some(0), |length| length.parse().ok())?;
    exactly(incoming, length).await
}

async fn exactly(incoming: &mut Incoming, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    incoming.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}
