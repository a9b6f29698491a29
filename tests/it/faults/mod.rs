//! What the product does when something dies, breaks, lies, is slow or is too much: every promise under "when things
//! go wrong", through the same doors as everybody's. `tamper` wraps the parts outside, `rig` crashes apps.

mod kill;
mod models;
mod players;
mod poison;
mod rig;
mod seams;
mod tamper;
