//! The settings of mail: what fits together, and a password that nobody shows.

use ai_tale::backends::mail::options::{Encryption, Server};
use ai_tale::config::Config;
use tempfile::TempDir;

use super::{by_environment, by_file, named, shown};

const SMTP: &str = "[mail]\nkind = \"smtp\"\nfrom = \"AI Tale <tales@example.org>\"\n[mail.smtp]\n";

fn smtp(rest: &str) -> Result<Config, ai_tale::config::ConfigError> {
    by_file(&format!("{SMTP}{rest}\n"))
}

fn server(url: &str) -> Server {
    smtp(&format!("url = \"{url}\"")).unwrap().mail.smtp.server().unwrap()
}

#[test]
fn a_mail_server_is_an_address() {
    let tls = server("smtps://mail.example.org");
    assert_eq!((tls.name.as_str(), tls.port, tls.is_implicit), ("mail.example.org", 465, true));
    let starttls = server("smtp://[::1]:2525");
    assert_eq!((starttls.name.as_str(), starttls.port, starttls.is_implicit), ("::1", 2525, false));
    assert_eq!((starttls.encryption, starttls.is_local), (Encryption::Required, true));
    assert_eq!(server("smtp://mail.example.org").port, 587);
    for wrong in
        ["mail.example.org", "https://mail.example.org", "smtp://a:b@c.example", "smtp://a.example/x?y", "smtp://"]
    {
        assert_eq!(named(smtp(&format!("url = \"{wrong}\""))), "mail.smtp.url", "{wrong}");
    }
}

#[test]
fn words_travel_in_the_clear_to_nobody_else() {
    let clear = |url: &str| smtp(&format!("url = \"{url}\"\nencryption = \"none\""));
    assert!(clear("smtp://127.0.0.1:25").is_ok() && clear("smtp://localhost:25").is_ok());
    for wrong in ["smtp://mail.example.org:25", "smtps://127.0.0.1:465", "smtp://10.0.0.1:25"] {
        assert_eq!(named(clear(wrong)), "mail.smtp.encryption", "{wrong}");
    }
}

#[test]
fn a_mail_server_needs_sender_and_address() {
    let url = "smtp.url = \"smtps://mail.example.org\"";
    assert_eq!(named(by_file(&format!("[mail]\nkind = \"smtp\"\n{url}"))), "mail.from");
    assert_eq!(named(smtp("")), "mail.smtp.url");
    for wrong in ["nobody", "a@b.example\\r\\nBcc: c@d.example", "<>"] {
        assert_eq!(named(by_file(&format!("[mail]\nfrom = \"{wrong}\""))), "mail.from", "{wrong}");
    }
    assert_eq!(named(smtp("url = \"smtps://mail.example.org\"\nusername = \"tales\"")), "mail.smtp.username");
}

#[test]
fn a_password_may_stand_in_a_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("password");
    std::fs::write(&path, "hush-hush \n").unwrap();
    let path = path.to_str().unwrap();
    let by_table = smtp(&format!("url = \"smtps://a.example\"\nusername = \"tales\"\npassword_file = \"{path}\""));
    let by_variable = by_environment(&[("mail.smtp.password_file", path)]);
    for config in [by_table.unwrap(), by_variable.unwrap()] {
        assert_eq!(config.mail.smtp.password.reveal(), "hush-hush");
        assert!(!shown(&config).contains("hush"), "nobody prints it");
    }
    assert_eq!(named(by_environment(&[("mail.smtp.password_file", "/nowhere")])), "mail.smtp.password_file");
    let both = format!("[mail.smtp]\npassword = \"a\"\npassword_file = \"{path}\"");
    assert_eq!(named(by_file(&both)), "mail.smtp.password_file");
}
