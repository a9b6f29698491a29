//! Wake-ups between nodes, carried by the bus's engine beside its facts. What is sent on this node is heard here at
//! once, without the bus; [`outgoing`] takes it to the others, and [`incoming`] brings theirs, each a [`letter`].
//!
//! Capacity: 1,024 hints wait for the bus, and as many for a slow listener. What finds no room is dropped, and whoever
//! would have heard it is told that it missed some.

mod incoming;
mod letter;
mod outgoing;
mod wakeups;

pub use wakeups::BusWakeups;
