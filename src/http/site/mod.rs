//! The reader's page: HTML, CSS and ES modules, embedded in the program, no build step.

pub mod files;
