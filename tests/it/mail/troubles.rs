//! Outages, refusals, kills and lost answers between the queue and the mail server.

use std::time::Duration;

use ai_tale::backends::accounts::AttemptEnd;
use ai_tale::backends::mail::MailError;
use tokio::time::{Instant, sleep};

use super::completed;
use super::queue::Post;
use crate::kit::fakes::{lock, until};

const MINUTE: Duration = Duration::from_mins(1);

fn later() -> MailError {
    MailError::Later(Some(451))
}

fn refused() -> MailError {
    MailError::Refused(Some(550))
}

fn unknown() -> MailError {
    MailError::unknown("the connection ended")
}

#[tokio::test(start_paused = true)]
async fn mails_wait_while_the_server_is_away() {
    let post = Post::set();
    post.mailer.mood.fail(true);
    let _sender = post.start().await;
    let mut ids = Vec::new();
    for _ in 0..50 {
        ids.push(post.put(completed()).await);
    }
    sleep(60 * MINUTE).await;
    let tries = post.mailer.mood.calls();
    assert!((20..200).contains(&tries), "a server that is away was asked {tries} times in an hour");
    assert_eq!(post.queue.waiting(), 50);
    post.mailer.mood.fail(false);
    let back = Instant::now();
    post.until_empty().await;
    assert!(back.elapsed() <= 6 * MINUTE, "they left after {:?}", back.elapsed());
    assert!(ids.iter().all(|id| post.queue.end_of(*id) == Some(AttemptEnd::Sent)));
    assert_eq!(lock(&post.mailer.taken).len(), 50, "each once");
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_was_put_off_comes_later() {
    let post = Post::set();
    let _sender = post.start().await;
    post.mailer.answer([Err(later as _)]);
    let began = Instant::now();
    let id = post.put(completed()).await;
    sleep(10 * Duration::from_secs(1)).await;
    let other = post.put(completed()).await;
    until("another one", || post.queue.end_of(other).is_some()).await;
    assert!(began.elapsed() < Duration::from_secs(15), "nobody waits for it");
    post.mailer.answer([Err(later as _), Err(later as _)]);
    post.until_empty().await;
    assert!((3 * MINUTE..8 * MINUTE).contains(&began.elapsed()), "with back-off: {:?}", began.elapsed());
    assert_eq!((post.mailer.count(id), post.queue.end_of(id)), (4, Some(AttemptEnd::Sent)));
}

#[tokio::test(start_paused = true)]
async fn a_refused_address_ends_its_mail() {
    let post = Post::set();
    let _sender = post.start().await;
    post.mailer.answer([Err(refused as _)]);
    let id = post.put(completed()).await;
    post.until_empty().await;
    sleep(60 * MINUTE).await;
    assert_eq!((post.mailer.count(id), post.queue.end_of(id)), (1, Some(AttemptEnd::GivenUp)));
}

#[tokio::test(start_paused = true)]
async fn an_unknown_end_is_tried_once_more() {
    let post = Post::set();
    let _sender = post.start().await;
    post.mailer.answer([Err(unknown as _), Err(unknown as _)]);
    let id = post.put(completed()).await;
    post.until_empty().await;
    sleep(24 * 60 * MINUTE).await;
    assert_eq!((post.mailer.count(id), post.queue.end_of(id)), (2, Some(AttemptEnd::GivenUp)));
    let seen = lock(&post.mailer.seen);
    assert_eq!(seen[0].bytes, seen[1].bytes, "whoever gets both knows them as one");
}

#[tokio::test(start_paused = true)]
async fn kills_in_the_dialogue_send_twice_at_most() {
    let post = Post::set();
    post.mailer.mood.hang();
    let id = post.put(completed()).await;
    for dialogue in 1..=2 {
        let sender = post.start().await;
        until("a dialogue", || post.mailer.count(id) == dialogue).await;
        sender.kill_and_wait(None).await.unwrap();
    }
    post.mailer.mood.recover();
    let _sender = post.start().await;
    post.until_empty().await;
    assert_eq!((post.mailer.count(id), post.queue.end_of(id)), (2, Some(AttemptEnd::GivenUp)));
}

#[tokio::test(start_paused = true)]
async fn a_dialogue_that_hangs_ends() {
    let post = Post::set();
    post.mailer.mood.hang();
    let _sender = post.start().await;
    let id = post.put(completed()).await;
    until("a dialogue", || post.mailer.count(id) == 1).await;
    sleep(9 * MINUTE).await;
    post.mailer.mood.recover();
    post.until_empty().await;
    assert_eq!((post.mailer.count(id), post.queue.end_of(id)), (2, Some(AttemptEnd::Sent)));
}

#[tokio::test(start_paused = true)]
async fn a_mailer_that_panics_loses_no_sender() {
    let post = Post::set();
    post.mailer.mood.panic_once();
    let _sender = post.start().await;
    let first = post.put(completed()).await;
    until("a panic", || post.mailer.count(first) == 1).await;
    let other = post.put(completed()).await;
    until("another one", || post.queue.end_of(other).is_some()).await;
    post.until_empty().await;
    assert_eq!((post.mailer.count(first), post.queue.end_of(first)), (2, Some(AttemptEnd::Sent)));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_away_sends_nothing_twice() {
    let post = Post::set();
    post.queue.ending.fail(true);
    let _sender = post.start().await;
    let id = post.put(completed()).await;
    until("a mail whose end is not stored", || post.queue.ending.calls() > 5).await;
    post.queue.ending.fail(false);
    post.until_empty().await;
    post.queue.reading.fail(true);
    sleep(MINUTE).await;
    post.queue.reading.fail(false);
    sleep(60 * MINUTE).await;
    assert_eq!((post.mailer.count(id), post.queue.end_of(id)), (1, Some(AttemptEnd::Sent)));
}

#[tokio::test(start_paused = true)]
async fn a_stop_waits_for_a_dialogue() {
    let post = Post::set();
    post.mailer.mood.take(Duration::from_secs(5));
    let sender = post.start().await;
    let id = post.put(completed()).await;
    until("a dialogue", || post.mailer.count(id) == 1).await;
    sender.stop_and_wait(None, None).await.unwrap();
    assert_eq!(post.queue.end_of(id), Some(AttemptEnd::Sent));
    assert_eq!(post.queue.attempts(id), 1);
}
