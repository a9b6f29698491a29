//! A mail server step by step: what each answer, and each silence, says of the mail.

use std::path::PathBuf;
use std::time::Duration;

use ai_tale::backends::mail::options::{Encryption, SmtpOptions};
use ai_tale::backends::mail::smtp::SmtpMailer;
use ai_tale::backends::mail::{self, Kind, Letter, Mail, MailError, Mailer};
use ai_tale::backends::secret::Secret;
use ai_tale::backends::tls;
use tokio::net::TcpListener;

use super::{letter, message_writer};
use crate::kit::smtp::{SmtpServer, Turn};

/// How a server at this address is spoken to.
pub fn options(url: &str, encryption: Encryption) -> mail::Options {
    mail::Options {
        kind: Kind::Smtp,
        from: "AI Tale <tales@example.org>".to_owned(),
        smtp: SmtpOptions {
            url: url.to_owned(),
            encryption,
            username: String::new(),
            password: Secret::default(),
            ca: PathBuf::new(),
            timeout: Duration::from_secs(10),
        },
    }
}

pub fn mail() -> Mail {
    message_writer().write(&letter()).unwrap()
}

fn mailer(options: &mail::Options) -> SmtpMailer {
    tls::install_provider();
    options.check().unwrap();
    SmtpMailer::new(options).unwrap()
}

/// What comes of a mail to a server that takes this turn.
async fn outcome(turn: Turn) -> Result<(), MailError> {
    let server = SmtpServer::start([turn]).await;
    let outcome = mailer(&options(&server.url, Encryption::None)).send(&mail()).await;
    assert_eq!(server.connections(), 1, "{turn:?}");
    outcome
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let server = SmtpServer::start([]).await;
    let text = "A line.\n.\n..\n.hidden\nThe last line, with ü.\n".to_owned();
    let mail = message_writer().write(&Letter { text, ..letter() }).unwrap();
    let mailer = mailer(&options(&server.url, Encryption::None));
    mailer.probe().await.unwrap();
    mailer.send(&mail).await.unwrap();
    let [arrived] = server.mails().try_into().unwrap();
    assert_eq!(arrived.trim_end(), String::from_utf8(mail.bytes).unwrap().trim_end());
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_refused_recipient_is_refused_for_good() {
    for turn in [
        Turn::Say("RCPT", "550 no such reader@example.org here"),
        Turn::Say("RCPT", "553 bad mailbox"),
        Turn::Say("DATA", "554 no valid recipients"),
        Turn::SayAtTheEnd("554 this looks like spam"),
    ] {
        let refusal = outcome(turn).await.unwrap_err();
        assert!(matches!(refusal, MailError::Refused(Some(550..560))), "{turn:?}: {refusal:?}");
        assert!(!refusal.to_string().contains("reader"), "no address gets into a log: {refusal}");
    }
}

#[tokio::test]
async fn what_is_put_off_may_come_later() {
    for turn in [
        Turn::Say("RCPT", "451 greylisted"),
        Turn::Say("MAIL", "421 too many"),
        Turn::Say("DATA", "452 no room"),
        Turn::SayAtTheEnd("451 try again"),
    ] {
        let refusal = outcome(turn).await.unwrap_err();
        assert!(matches!(refusal, MailError::Later(Some(421..460))), "{turn:?}: {refusal:?}");
    }
}

#[tokio::test]
async fn before_the_last_dot_nothing_was_taken() {
    for turn in [Turn::CutAt("EHLO"), Turn::CutAt("MAIL"), Turn::CutAt("RCPT"), Turn::CutAt("DATA")] {
        let refusal = outcome(turn).await.unwrap_err();
        assert!(matches!(refusal, MailError::Away(_)), "{turn:?}: {refusal:?}");
    }
}

#[tokio::test]
async fn a_cut_after_the_dot_leaves_it_unknown() {
    for turn in [Turn::CutAfterTheDot, Turn::SayAtTheEnd("nonsense")] {
        let refusal = outcome(turn).await.unwrap_err();
        assert!(matches!(refusal, MailError::Unknown(_)), "{turn:?}: {refusal:?}");
    }
    // our side can't see how far it was read: that is unknown too, or surely not taken, but never lost
    let refusal = outcome(Turn::CutBeforeTheDot).await.unwrap_err();
    assert!(matches!(refusal, MailError::Unknown(_) | MailError::Away(_)), "{refusal:?}");
}

#[tokio::test]
async fn a_large_mail_cut_off_was_not_taken() {
    let server = SmtpServer::start([Turn::CutBeforeTheDot]).await;
    // more than the connection holds
    let mut mail = mail();
    mail.bytes = b"A line of a very long letter, which no mail of ours is.\r\n".repeat(300_000);
    let refusal = mailer(&options(&server.url, Encryption::None)).send(&mail).await.unwrap_err();
    assert!(matches!(refusal, MailError::Away(_)), "{refusal:?}");
    assert_eq!(server.mails(), Vec::<String>::new());
}

#[tokio::test]
async fn who_does_not_take_us_takes_no_mail() {
    let sender = outcome(Turn::Say("MAIL", "550 who are you?")).await.unwrap_err();
    assert!(matches!(sender, MailError::Away(_)), "{sender:?}: the operator's affair, and no bounce");
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let nobody = mailer(&options(&format!("smtp://127.0.0.1:{port}"), Encryption::None));
    assert!(matches!(nobody.send(&mail()).await, Err(MailError::Away(_))));
    assert!(matches!(nobody.probe().await, Err(MailError::Away(_))));
}

#[tokio::test]
async fn a_silent_server_is_given_up() {
    let server = SmtpServer::start([Turn::Hang]).await;
    let mut options = options(&server.url, Encryption::None);
    options.smtp.timeout = Duration::from_millis(100);
    assert!(matches!(mailer(&options).send(&mail()).await, Err(MailError::Away(_))));
}

#[tokio::test]
async fn without_encryption_nothing_is_said() {
    let server = SmtpServer::start([Turn::Take, Turn::Take]).await;
    let mut options = options(&server.url, Encryption::Required);
    (options.smtp.username, options.smtp.password) = ("tale".to_owned(), Secret::new("hush"));
    let refusal = mailer(&options).send(&mail()).await.unwrap_err();
    assert!(matches!(refusal, MailError::Away(_)), "{refusal:?}");
    options.smtp.url = options.smtp.url.replace("smtp://", "smtps://");
    options.smtp.timeout = Duration::from_millis(500);
    assert!(matches!(mailer(&options).send(&mail()).await, Err(MailError::Away(_))));
    assert_eq!(server.mails(), Vec::<String>::new());
}
