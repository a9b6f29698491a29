//! What the product does when something dies, breaks, lies, is slow or is too much: every promise under "when things
//! go wrong", through the same doors as everybody's. `tamper` wraps the parts outside, `players` are models as
//! closures, `rig` crashes apps, `alone` tells in virtual time.

mod alone;
mod books;
mod cancel_delete;
mod counted;
mod full_disk;
mod kill;
mod models;
mod outages;
mod overload;
mod players;
mod poison;
mod rig;
mod seams;
mod shutdown;
mod silent;
mod slow_readers;
mod store;
mod suspects;
pub mod tamper;
mod words;
