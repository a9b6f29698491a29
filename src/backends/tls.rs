//! What encrypts connections outward: rustls on ring, chosen once for the whole process.

use rustls::crypto::{CryptoProvider, ring};

/// Chooses ring, where nobody has chosen yet. Clients can be made only afterwards; costs nothing when
/// repeated.
pub fn install_provider() {
    if CryptoProvider::get_default().is_none() {
        // an error says that somebody chose meanwhile
        let _ = ring::default_provider().install_default();
    }
}
