//! The built-in storyteller tells whole, deterministic, wished-for stories.
