//! The embedded accounts: the promises of every engine, and what is particular to a file on a disk.

mod signed_up;

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use ai_tale::backends::accounts::sqlite::{DATABASE, SqliteAccounts};
use ai_tale::backends::accounts::{Accounts, Exchange, MailKind, Price, Rotation};
use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::sqlite::Options;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tempfile::TempDir;

use super::{conformance, mails, model, outbox};
use crate::forgetting::{Rows, lets_others_write};
use crate::store::samples::{MIDNIGHT, at};

static KEYS: LazyLock<KeyRing> = LazyLock::new(|| KeyRing::generate(MIDNIGHT));

fn opened(folder: &Path) -> Accounts {
    SqliteAccounts::open(folder, Options::default()).unwrap().unsealed_by(&KEYS)
}

/// Accounts in a folder of their own, which goes when this is dropped.
struct FreshAccounts {
    accounts: Accounts,
    folder: TempDir,
}

impl FreshAccounts {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { accounts: opened(folder.path()), folder }
    }

    fn accounts(&self) -> Accounts {
        self.accounts.clone()
    }
}

#[tokio::test]
async fn a_session_is_found_with_its_reader() {
    conformance::a_session_is_found_with_its_reader(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_token_works_once_and_gives_the_next() {
    conformance::a_token_works_once_and_gives_the_next(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_second_use_within_grace_gives_a_sibling() {
    conformance::a_second_use_within_grace_gives_a_sibling(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_late_second_use_ends_the_family() {
    conformance::a_late_second_use_ends_the_family(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn the_grace_runs_from_the_first_use() {
    conformance::the_grace_runs_from_the_first_use(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn expired_and_revoked_tokens_are_invalid() {
    conformance::expired_and_revoked_tokens_are_invalid(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used() {
    conformance::a_session_lasts_while_it_is_used(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_sooner_end_shortens_no_session() {
    conformance::a_sooner_end_shortens_no_session(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_clock_set_back_revives_no_token() {
    conformance::a_clock_set_back_revives_no_token(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn siblings_on_their_way_are_never_dropped() {
    conformance::siblings_on_their_way_are_never_dropped(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn old_siblings_make_room_for_young_ones() {
    conformance::old_siblings_make_room_for_young_ones(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_forgotten_used_token_is_known_as_used() {
    conformance::a_forgotten_used_token_is_known_as_used(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn guests_who_stay_away_are_found() {
    conformance::guests_who_stay_away_are_found(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_removed_reader_leaves_nothing() {
    conformance::a_removed_reader_leaves_nothing(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn ended_sessions_are_forgotten() {
    conformance::ended_sessions_are_forgotten(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn ended_tokens_are_forgotten() {
    conformance::ended_tokens_are_forgotten(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn fresh_accounts_answer_and_can_be_written() {
    conformance::fresh_accounts_answer_and_can_be_written(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_fact_waits_with_its_reader() {
    outbox::a_fact_waits_with_its_reader(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_repeated_creation_changes_nothing() {
    outbox::a_repeated_creation_changes_nothing(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn delivered_facts_are_gone_and_others_stay() {
    outbox::delivered_facts_are_gone_and_others_stay(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn facts_are_read_in_pages() {
    outbox::facts_are_read_in_pages(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn the_backlog_says_how_many_wait() {
    outbox::the_backlog_says_how_many_wait(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_mail_waits_with_its_cause() {
    mails::a_mail_waits_with_its_cause(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_mail_is_due_when_its_time_comes() {
    mails::a_mail_is_due_when_its_time_comes(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_sent_mail_is_never_queued_again() {
    mails::a_sent_mail_is_never_queued_again(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn one_of_many_begins_an_attempt() {
    mails::one_of_many_begins_an_attempt(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn two_open_attempts_are_the_last() {
    mails::two_open_attempts_are_the_last(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn attempts_that_surely_failed_are_no_open_ones() {
    mails::attempts_that_surely_failed_are_no_open_ones(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn a_removed_reader_gets_no_mail() {
    mails::a_removed_reader_gets_no_mail(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn ended_mails_are_forgotten() {
    mails::ended_mails_are_forgotten(FreshAccounts::new().accounts()).await;
}

#[tokio::test]
async fn what_a_mail_tells_lies_sealed() {
    let fresh = FreshAccounts::new();
    let told = mails::mail(MailKind::Purchase {
        plan: "a-plan-that-nobody-sees".to_owned(),
        price: Price { amount: 799, currency: "eur".to_owned() },
    });
    fresh.accounts().mails.put(told).await.unwrap();
    let FreshAccounts { accounts, folder } = fresh;
    drop(accounts);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let content = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!content.windows(10).any(|bytes| bytes == b"that-nobod"));
    }
    let other = SqliteAccounts::open(folder.path(), Options::default()).unwrap();
    let other = other.unsealed_by(&KeyRing::generate(MIDNIGHT));
    assert_eq!(other.mails.due(at(0), 10).await.unwrap(), [], "it is passed over, not damaged");
    assert_eq!(other.mails.backlog().await.unwrap().mails, 1);
}

#[test]
fn sessions_answer_as_their_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(64) });
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(model::answers_as_its_model(FreshAccounts::new().accounts(), steps));
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test]
async fn who_began_is_there_after_a_restart() {
    let FreshAccounts { accounts, folder } = FreshAccounts::new();
    let new = conformance::beginner(1);
    accounts.users.create(new.clone()).await.unwrap();
    drop(accounts);
    let accounts = opened(folder.path());
    assert_eq!(accounts.sessions.find(new.session.id).await.unwrap(), Some((new.session, new.user)));
}

/// A month of an address that renews its sessions as often as it may, in little.
#[tokio::test]
async fn used_tokens_do_not_pile_up() {
    let fresh = FreshAccounts::new();
    let (accounts, rows) = (fresh.accounts(), Rows::of(fresh.folder.path().join(DATABASE.file_name)));
    let new = conformance::beginner(0);
    accounts.users.create(new.clone()).await.unwrap();
    for step in 0..200_u8 {
        let (now, expires_at) = (at(i64::from(step) * 60_000), at(10 * 24 * conformance::HOUR));
        let (session, used, next) = (new.session.id, [step; 32], [step + 1; 32]);
        let exchange = Exchange { session, used, next, expires_at, now, grace: conformance::GRACE };
        assert!(matches!(accounts.refresh_tokens.rotate(exchange).await.unwrap(), Rotation::Rotated(_)));
        accounts.refresh_tokens.forget(at(0), now.minus(Duration::from_mins(10))).await.unwrap();
        assert!(rows.count("refresh_tokens") <= 12, "{} rows after {step} minutes", rows.count("refresh_tokens"));
    }
}

#[tokio::test]
async fn others_write_while_sessions_are_forgotten() {
    let fresh = FreshAccounts::new();
    let rows = Rows::of(fresh.folder.path().join(DATABASE.file_name));
    rows.insert("refresh_tokens SELECT id, id, 0, number, NULL");
    rows.insert("sessions SELECT id, id, 0, number, 0, 0, NULL");
    let accounts = fresh.accounts();
    let forgetting = async {
        accounts.refresh_tokens.forget(MIDNIGHT, MIDNIGHT).await?;
        accounts.sessions.forget(MIDNIGHT).await
    };
    let write = async || accounts.health.probe().await.unwrap();
    lets_others_write(&rows, &["refresh_tokens", "sessions"], forgetting, write).await;
}
