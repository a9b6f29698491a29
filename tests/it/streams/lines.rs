//! What streams log, long after the request that opened them was answered: each names that request.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use ai_tale::domain::Event;
use futures_util::StreamExt;
use tracing::subscriber;

use super::{Node, next, record};

/// The lines of this thread.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn with(&self, text: &str) -> Vec<String> {
        let lines = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        lines.lines().filter(|line| line.contains(text)).map(str::to_owned).collect()
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_s_lines_name_their_request() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let _here = subscriber::set_default(subscriber);
    let node = Node::new();
    let mut stream = node.follow(0);
    node.log.fail(true);
    assert_eq!(next(&mut stream).await.unwrap(), ":\n\n");
    let unread = lines.with("could not read its log");
    assert!(!unread.is_empty() && unread.iter().all(|line| line.contains("request.id=abc")), "{unread:?}");
    node.log.fail(false);
    node.log.append(node.story, &[record(node.story, 2, Event::StoryStarted)]);
    assert_eq!(stream.by_ref().take(3).count().await, 3, "it beats on");
    let missing = lines.with("an event is missing in a log");
    assert_eq!(missing.len(), 1, "it is said once: {missing:?}");
    assert!(missing[0].contains("request.id=abc"), "{missing:?}");
}
