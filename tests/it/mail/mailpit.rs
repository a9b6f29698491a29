//! Mails through Mailpit, a mail server of a foreign hand that takes them encrypted and from who signs in alone:
//! `AI_TALE_TEST_SMTP` names one that speaks STARTTLS, `AI_TALE_TEST_SMTPS` one that is encrypted from the beginning.

use std::sync::Arc;

use ai_tale::backends::mail::options::Encryption;
use ai_tale::backends::mail::smtp::SmtpMailer;
use ai_tale::backends::mail::{self, Letter, MailError, Mailer};
use ai_tale::backends::secret::Secret;
use ai_tale::backends::tls;
use ai_tale::domain::MailId;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::smtp::options;
use super::{letter, message_writer};
use crate::kit::skip;

/// One at a time tells the servers to fail.
static ALONE: Mutex<()> = Mutex::const_new(());

/// A mail server, and what it tells of itself by HTTP.
struct Mailpit {
    options: mail::Options,
    api: String,
}

/// Those of the environment.
fn servers() -> Vec<Mailpit> {
    let named = ["AI_TALE_TEST_SMTP", "AI_TALE_TEST_SMTPS"].map(|name| {
        let of = |end: &str| std::env::var(format!("{name}{end}")).ok().filter(|value| !value.is_empty());
        let (url, api, ca) = (of("")?, of("_API")?, of("_CA")?);
        let mut options = options(&url, Encryption::Required);
        (options.smtp.username, options.smtp.password) = ("tale".to_owned(), Secret::new("tale-secret"));
        options.smtp.ca = ca.into();
        Some(Mailpit { options, api })
    });
    let found: Vec<Mailpit> = named.into_iter().flatten().collect();
    if found.len() < 2 {
        skip("no mail servers (AI_TALE_TEST_SMTP, AI_TALE_TEST_SMTPS)");
    }
    found
}

impl Mailpit {
    fn mailer(&self) -> SmtpMailer {
        tls::install_provider();
        self.options.check().unwrap();
        SmtpMailer::new(&self.options).unwrap()
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        reqwest::get(format!("{}/api/v1/{path}", self.api)).await.unwrap()
    }

    /// The mails to an address, as the server tells them.
    async fn mails_to(&self, address: &str) -> Vec<Value> {
        let found: Value = self.get(&format!("search?query=to:%22{address}%22")).await.json().await.unwrap();
        found["messages"].as_array().unwrap().clone()
    }

    /// Fails at this step with this code from now on; 0: no more.
    async fn fail(&self, step: &str, code: u16) {
        let probability = if code == 0 { 0 } else { 100 };
        let trigger = json!({ step: { "ErrorCode": code.max(400), "Probability": probability } });
        let client = reqwest::Client::new();
        let answer = client.put(format!("{}/api/v1/chaos", self.api)).json(&trigger).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }
}

/// A letter to an address of its own.
fn to_nobody_else() -> Letter {
    let id = MailId::new();
    Letter { id, to: format!("{id}@example.org"), subject: "Deine Geschichte ist fertig – ü".to_owned(), ..letter() }
}

#[tokio::test]
async fn mailpit_gets_a_mail_whole() {
    let _alone = ALONE.lock().await;
    for server in servers() {
        let letter = Letter { unsubscribe: Some("https://tale.example/stop".to_owned()), ..to_nobody_else() };
        let mail = message_writer().write(&letter).unwrap();
        let mailer = server.mailer();
        mailer.probe().await.unwrap();
        mailer.send(&mail).await.unwrap();
        let [found] = server.mails_to(&letter.to).await.try_into().unwrap();
        assert_eq!(found["Subject"], letter.subject);
        assert_eq!(found["MessageID"], format!("{}@example.org", letter.id));
        assert_eq!(found["Username"], "tale", "who signed in");
        let id = found["ID"].as_str().unwrap();
        let read: Value = server.get(&format!("message/{id}")).await.json().await.unwrap();
        assert_eq!(
            (read["Text"].as_str().unwrap().trim_end(), read["HTML"].as_str().unwrap()),
            ("Words.", &*letter.html)
        );
        assert_eq!(read["ListUnsubscribe"]["Links"], json!(["https://tale.example/stop"]));
        assert_eq!(read["ListUnsubscribe"]["Errors"], "");
    }
}

#[tokio::test]
async fn mailpit_s_refusals_are_understood() {
    let _alone = ALONE.lock().await;
    for server in servers() {
        let mailer = server.mailer();
        let letter = to_nobody_else();
        let mail = message_writer().write(&letter).unwrap();
        let outcome = async |step: &str, code: u16| {
            server.fail(step, code).await;
            let outcome = mailer.send(&mail).await;
            server.fail(step, 0).await;
            outcome
        };
        assert!(matches!(outcome("Recipient", 550).await, Err(MailError::Refused(Some(550)))));
        assert!(matches!(outcome("Recipient", 451).await, Err(MailError::Later(Some(451)))));
        assert!(matches!(outcome("Sender", 421).await, Err(MailError::Later(Some(421)))));
        assert!(matches!(outcome("Sender", 550).await, Err(MailError::Away(_))));
        assert!(matches!(outcome("Authentication", 535).await, Err(MailError::Away(_))));
        assert_eq!(server.mails_to(&letter.to).await, Vec::<Value>::new());
        mailer.send(&mail).await.unwrap();
        assert_eq!(server.mails_to(&letter.to).await.len(), 1);
    }
}

#[tokio::test]
async fn an_unknown_certificate_gets_no_word() {
    for mut server in servers() {
        let letter = to_nobody_else();
        server.options.smtp.ca = std::path::PathBuf::new();
        let outcome = server.mailer().send(&message_writer().write(&letter).unwrap()).await;
        assert!(matches!(outcome, Err(MailError::Away(_))), "{outcome:?}");
        assert_eq!(server.mails_to(&letter.to).await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn a_wrong_password_sends_nothing() {
    let _alone = ALONE.lock().await;
    for mut server in servers() {
        server.options.smtp.password = Secret::new("wrong");
        let mailer = Arc::new(server.mailer());
        let letter = to_nobody_else();
        let mail = message_writer().write(&letter).unwrap();
        for outcome in [mailer.probe().await, mailer.send(&mail).await] {
            let refusal = outcome.unwrap_err();
            assert!(matches!(refusal, MailError::Away(_)) && !refusal.to_string().contains("wrong"), "{refusal}");
        }
        server.options.smtp.username.clear();
        server.options.smtp.password = Secret::default();
        assert!(server.mailer().send(&mail).await.is_err(), "nobody sends without signing in");
        assert_eq!(server.mails_to(&letter.to).await, Vec::<Value>::new());
    }
}
