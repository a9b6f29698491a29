//! The words' check: of everything a reader typed, and of everything a model wrote.
