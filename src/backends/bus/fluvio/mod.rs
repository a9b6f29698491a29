//! The bus on a Fluvio cluster. [`bus`] is the trait over it, [`hints`] the topic beside the facts; both read and write
//! a [`log`], by requests that are answered once: a broker's live streams skip records under load, and a client's
//! queue of its own goes on sending what its caller has long repeated. [`cluster`] knows who leads what, and holds the
//! connections; [`connection`] is one of them; [`topics`] makes and checks the topics, which have [`names`].

mod bus;
mod cluster;
mod connection;
mod failure;
mod fetched;
mod hints;
mod log;
mod map;
mod names;
mod produced;
mod topics;

pub use bus::FluvioBus;
pub use hints::FluvioHints;
