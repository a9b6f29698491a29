//! How a member becomes columns and back: the address and the name are sealed, the address is found by its keyed hash.

use rusqlite::{Connection, Row, params};

use crate::backends::accounts::vault::Vault;
use crate::backends::accounts::{Member, Registration};
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{Confidential, Tier, Timestamp, User, UserId};

/// What an address is hashed for.
const EMAIL_KEY: &[u8] = b"members.email";

fn email_place(id: &UserId) -> [&[u8]; 2] {
    [b"members.email", id.as_bytes()]
}

pub(super) fn name_place(id: &UserId) -> [&[u8]; 2] {
    [b"members.display_name", id.as_bytes()]
}

pub(super) fn insert(connection: &Connection, vault: &Vault, new: &Registration) -> Fallible<()> {
    const SQL: &str = "INSERT INTO members (user_id, email_hash, email, display_name, password, verified_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let (member, id) = (&new.member, new.member.user.id);
    let columns = params![
        id.as_bytes(),
        vault.hash(EMAIL_KEY, new.email_key.expose().as_bytes()),
        vault.seal(&email_place(&id), &member.email)?,
        vault.seal(&name_place(&id), &member.display_name)?,
        member.password,
        member.verified_at.map(Timestamp::as_millis),
    ];
    rows::run(connection, SQL, columns).map(drop)
}

/// Who has this address; it may stand there under a key that retires.
pub(super) fn holder(connection: &Connection, vault: &Vault, email_key: &Confidential) -> Fallible<Option<UserId>> {
    const SQL: &str = "SELECT user_id FROM members WHERE email_hash = ?1";
    for hash in vault.hashes(EMAIL_KEY, email_key.expose().as_bytes()) {
        if let Some(user) = rows::one(connection, SQL, [hash], |row| rows::id(row, 0))? {
            return Ok(Some(user));
        }
    }
    Ok(None)
}

pub(super) fn find(connection: &Connection, vault: &Vault, user: UserId) -> Fallible<Option<Member>> {
    const SQL: &str = "SELECT u.user_id, u.tier, u.created_at, m.email, m.display_name, m.password, m.verified_at
        FROM members m JOIN users u ON u.user_id = m.user_id WHERE m.user_id = ?1";
    rows::one(connection, SQL, [user.as_bytes()], |row| decode(row, vault))
}

fn decode(row: &Row<'_>, vault: &Vault) -> Fallible<Member> {
    let id = rows::id(row, 0)?;
    Ok(Member {
        user: User { id, tier: Tier(row.get(1)?), created_at: rows::moment(row, 2)? },
        email: vault.open(&email_place(&id), &row.get::<_, Vec<u8>>(3)?)?,
        display_name: vault.open(&name_place(&id), &row.get::<_, Vec<u8>>(4)?)?,
        password: row.get(5)?,
        verified_at: row.get::<_, Option<i64>>(6)?.map(Timestamp::from_millis),
    })
}

/// The PHC string of a member's password.
pub(super) fn password(connection: &Connection, user: UserId) -> Fallible<Option<String>> {
    const SQL: &str = "SELECT password FROM members WHERE user_id = ?1";
    rows::one(connection, SQL, [user.as_bytes()], |row| Ok(row.get(0)?))
}

pub(super) fn set_password(connection: &Connection, user: UserId, password: &str) -> Fallible<()> {
    const SQL: &str = "UPDATE members SET password = ?2 WHERE user_id = ?1";
    rows::run(connection, SQL, params![user.as_bytes(), password]).map(drop)
}

/// The address is theirs, since the first time that this was shown.
pub(super) fn set_verified(connection: &Connection, user: UserId, now: Timestamp) -> Fallible<()> {
    const SQL: &str = "UPDATE members SET verified_at = ?2 WHERE user_id = ?1 AND verified_at IS NULL";
    rows::run(connection, SQL, params![user.as_bytes(), now.as_millis()]).map(drop)
}
