//! The reader's page: HTML, CSS and ES modules, embedded in the program, no build step ([`files`]), and what a browser
//! shows where there is nothing, or where it has to wait ([`lost`]).

pub mod files;
pub mod lost;
