//! Mails as files: whole, one for each, and nobody else's to read.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ai_tale::backends::mail::eml_folder::EmlFolder;
use ai_tale::backends::mail::{MailError, Mailer};
use tempfile::TempDir;

use super::{letter, message_writer};

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn each_mail_is_a_file_of_its_own() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("outbox");
    let mailer = EmlFolder::open(&path).unwrap();
    mailer.probe().await.unwrap();
    let letters = [letter(), letter()];
    for letter in &letters {
        let mail = message_writer().write(letter).unwrap();
        for _ in 0..2 {
            mailer.send(&mail).await.unwrap();
        }
        let file = path.join(format!("{}.eml", letter.id));
        assert_eq!(std::fs::read(&file).unwrap(), mail.bytes);
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(files(&path), letters.map(|letter| format!("{}.eml", letter.id)));
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn what_a_crash_left_half_written_goes() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(".tmpAbC123"), "half").unwrap();
    std::fs::write(folder.path().join("kept.eml"), "whole").unwrap();
    EmlFolder::open(folder.path()).unwrap();
    assert_eq!(files(folder.path()), ["kept.eml"]);
}

#[tokio::test]
async fn a_folder_that_is_gone_takes_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("outbox");
    let mailer = EmlFolder::open(&path).unwrap();
    std::fs::remove_dir(&path).unwrap();
    let mail = message_writer().write(&letter()).unwrap();
    assert!(matches!(mailer.send(&mail).await, Err(MailError::Away(_))));
    assert!(matches!(mailer.probe().await, Err(MailError::Away(_))));
}
