//! Tells stories from a grammar.
