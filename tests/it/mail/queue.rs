//! What leaves the queue, and what does not: each mail once, to whom it may go, while it is news.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::accounts::UnsubscribeTokens;
use ai_tale::actors::mail::{MailSender, MailWriter};
use ai_tale::backends::accounts::{AttemptEnd, MailKind, MailQueue, QueuedMail};
use ai_tale::backends::keys::KeyRing;
use ai_tale::domain::{Clock, MailId, OneTimeTokenId};
use ai_tale::flow::background::{Background, Ended};
use ractor::{Actor, ActorRef};
use tokio::time::{Instant, sleep};

use super::{NOW, completed, kinds, queued};
use crate::kit::fakes::{FakeMailer, FakeMails, lock, until};

/// A sender between a queue and somebody who takes mails, by a clock that goes as virtual time does.
pub struct Post {
    pub queue: Arc<FakeMails>,
    pub mailer: Arc<FakeMailer>,
    keys: KeyRing,
    started: Instant,
}

impl Post {
    pub fn set() -> Self {
        Self { queue: Arc::default(), mailer: Arc::default(), keys: KeyRing::generate(NOW), started: Instant::now() }
    }

    pub async fn start(&self) -> ActorRef<Ended> {
        let started = self.started;
        let sender = MailSender {
            queue: self.queue.clone(),
            mailer: self.mailer.clone(),
            writer: MailWriter::new("https://tale.example", "AI Tale <tales@example.org>", &self.keys).unwrap(),
            clock: Clock::telling(move || NOW.plus(started.elapsed())),
        };
        Actor::spawn(None, Background::new(), sender).await.unwrap().0
    }

    pub async fn put(&self, mail: QueuedMail) -> MailId {
        let id = mail.id;
        self.queue.put(mail).await.unwrap();
        id
    }

    pub async fn until_empty(&self) {
        until("an empty queue", || self.queue.waiting() == 0).await;
    }
}

/// The texts of what was sent, quoted-printable undone as far as it matters here.
fn sent(post: &Post) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("=\r\n", "").replace("=3D", "=");
    lock(&post.mailer.seen).iter().map(|mail| text(&mail.bytes)).collect()
}

#[tokio::test(start_paused = true)]
async fn every_mail_is_sent_once() {
    let post = Post::set();
    let _sender = post.start().await;
    let mails: Vec<QueuedMail> = (0..100).map(|_| completed()).collect();
    for mail in &mails {
        post.put(mail.clone()).await;
    }
    post.until_empty().await;
    for mail in &mails {
        post.put(mail.clone()).await;
    }
    sleep(Duration::from_hours(2)).await;
    assert!(mails.iter().all(|mail| post.mailer.count(mail.id) == 1));
    assert!(mails.iter().all(|mail| post.queue.end_of(mail.id) == Some(AttemptEnd::Sent)));
}

#[tokio::test(start_paused = true)]
async fn links_lead_to_the_public_address() {
    let post = Post::set();
    let token = OneTimeTokenId::new();
    let mails = [queued(MailKind::Verify { token }), queued(MailKind::Reset { token }), completed()];
    for mail in &mails {
        post.put(mail.clone()).await;
    }
    let _sender = post.start().await;
    post.until_empty().await;
    let sent = sent(&post);
    let link = |begins: &str| {
        let found = sent.iter().find_map(|text| text.split_once(begins).map(|(_, rest)| rest.to_owned()));
        found.unwrap_or_else(|| panic!("{begins}: {sent:?}")).split_whitespace().next().unwrap().to_owned()
    };
    let (verify, reset) = (link("https://tale.example/verify#"), link("https://tale.example/reset#"));
    assert_eq!((verify.len(), reset.len()), (43, 43), "256 bits each");
    assert_ne!(verify, reset, "a token is good for one thing");
    let MailKind::StoryCompleted { story } = mails[2].kind else { panic!("another kind") };
    assert_eq!(link("https://tale.example/stories/"), story.to_string());
    let stop = link("List-Unsubscribe: <https://tale.example/unsubscribe/");
    assert_eq!(stop.trim_end_matches('>'), UnsubscribeTokens::new(&post.keys).text(mails[2].user));
    let ways_out = sent.iter().filter(|text| text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    assert_eq!(ways_out.count(), 1, "nobody does without the others");
}

#[tokio::test(start_paused = true)]
async fn unverified_addresses_get_the_verification_alone() {
    let post = Post::set();
    lock(&post.queue.recipient).as_mut().unwrap().is_verified = false;
    let mut ids = Vec::new();
    for kind in kinds("Family") {
        let is_verification = matches!(kind, MailKind::Verify { .. });
        ids.push((post.put(queued(kind)).await, is_verification));
    }
    let _sender = post.start().await;
    post.until_empty().await;
    for (id, is_verification) in ids {
        let expected = if is_verification { AttemptEnd::Sent } else { AttemptEnd::GivenUp };
        assert_eq!(post.queue.end_of(id), Some(expected));
        assert_eq!(post.mailer.count(id), usize::from(is_verification));
    }
}

#[tokio::test(start_paused = true)]
async fn who_wants_none_gets_what_they_need() {
    let post = Post::set();
    lock(&post.queue.recipient).as_mut().unwrap().is_unsubscribed = true;
    let needed = post.put(queued(kinds("Family").remove(2))).await;
    let optional = post.put(completed()).await;
    let _sender = post.start().await;
    post.until_empty().await;
    assert_eq!((post.mailer.count(needed), post.mailer.count(optional)), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn old_news_is_not_sent() {
    let post = Post::set();
    post.mailer.mood.fail(true);
    let (reset, story) = (queued(kinds("Family").remove(1)), completed());
    let (reset, story) = (post.put(reset).await, post.put(story).await);
    let _sender = post.start().await;
    sleep(Duration::from_hours(2)).await;
    post.mailer.mood.fail(false);
    post.until_empty().await;
    assert_eq!(post.queue.end_of(reset), Some(AttemptEnd::GivenUp), "its link has ended");
    assert_eq!(post.queue.end_of(story), Some(AttemptEnd::Sent));
}

#[tokio::test(start_paused = true)]
async fn who_has_no_address_gets_nothing() {
    let mut impossible = lock(&FakeMails::default().recipient).clone().unwrap();
    "no address".clone_into(&mut impossible.address);
    for recipient in [None, Some(impossible)] {
        let post = Post::set();
        *lock(&post.queue.recipient) = recipient;
        let id = post.put(completed()).await;
        let _sender = post.start().await;
        post.until_empty().await;
        assert_eq!((post.queue.end_of(id), post.mailer.count(id)), (Some(AttemptEnd::GivenUp), 0));
    }
}
