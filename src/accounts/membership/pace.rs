//! How often secrets may be guessed at. Waits grow, and have an end: an account's owner waits a quarter of an hour at
//! the most on a device that nobody knows, while somebody guesses, and not at all on one where they signed in, or chose
//! a new password, before.

use std::time::Duration;

use crate::backends::accounts::Pace;

const HOUR: Duration = Duration::from_hours(1);
const SECOND: Duration = Duration::from_secs(1);

/// On one account, by whoever: some hundred guesses a day at a password that takes 10^8.
pub(super) const ACCOUNT: Pace =
    Pace { free: 5, first_wait: SECOND, longest_wait: Duration::from_mins(15), memory: HOUR };
/// From one place, at whatever accounts: a school signs in from one.
pub(super) const PLACE: Pace =
    Pace { free: 30, first_wait: SECOND, longest_wait: Duration::from_mins(1), memory: HOUR };
/// On a device, or in a session, of the account's owner.
pub(super) const DEVICE: Pace =
    Pace { free: 10, first_wait: SECOND, longest_wait: Duration::from_mins(1), memory: HOUR };
/// Mails to one address that anybody may ask for.
pub(super) const MAILS: Pace =
    Pace { free: 3, first_wait: Duration::from_mins(1), longest_wait: HOUR, memory: Duration::from_hours(24) };
