//! What a remote storyteller is told: fixed instructions, and the wish as data.
