//! What the product does when something dies, breaks, lies, is slow or is too much: every promise under "when things
//! go wrong", through the same doors as everybody's. What they stand on is `kit`.

mod billed;
mod books;
mod budgets;
mod cancel_delete;
mod columns;
mod counted;
mod damage;
mod full_disk;
mod hedges;
mod invariants;
mod kill;
mod models;
mod outages;
mod overload;
mod poison;
mod quick_kills;
mod seams;
mod shutdown;
mod silent;
mod slow_readers;
mod spent;
mod store;
mod suspects;
mod words;
