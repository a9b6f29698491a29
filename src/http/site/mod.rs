//! The reader's page: HTML, CSS and ES modules, embedded in the program, no build step ([`files`]), what a browser
//! shows where there is nothing, or where it has to wait ([`lost`]), and where one says that one wants no more mails
//! ([`unsubscribe`]).

pub mod files;
pub mod lost;
pub mod unsubscribe;
