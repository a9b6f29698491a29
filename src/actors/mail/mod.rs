//! The mail stage: writes what waits in the queue and hands it to whoever takes mails from us. [`letters`] is what
//! mails say, [`writer`] makes one of a queued mail, [`delivery`] is the life of one attempt, [`task`] says when.
//!
//! Each mail is sent once. An attempt is recorded before anybody is spoken to; what was surely not taken is tried again
//! with back-off, what may have been taken once more at most, under the same `Message-ID`; a refused address ends it.
//! While the server is away the queue waits, and nobody waits for the queue.
//!
//! Capacity: one page of the queue, of which four are on their way at once: servers limit connections, and mails are
//! few.

pub mod delivery;
pub mod letters;
mod sender;
pub mod task;
pub mod writer;

pub use sender::MailSender;
pub use writer::MailWriter;
