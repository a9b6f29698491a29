//! Title, summary, tags and cast: made whole and bounded, whatever a model left out.
