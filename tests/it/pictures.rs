//! Elements, briefs, the built-in painter, and the stored picture set.
