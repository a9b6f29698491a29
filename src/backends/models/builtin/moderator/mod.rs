//! Judges words by lists, after undoing disguises.
