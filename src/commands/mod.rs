//! The command line: `serve`, `tell` (with its `book` and `book_folder`, `progress` and `workplace`), `check` (and
//! `migrate`; `check_models` has its lines of models, `check_routes` those of routes, `buy_calls` those of `--paid`,
//! all in `model_words`, `report` prints them), `token`. [`run`] reads what was typed and carries it out; all of them
//! load their `settings` alike, end with a `failure` or well, and say so on the `console`.

mod book;
mod book_folder;
mod buy_calls;
mod check;
mod check_models;
mod check_routes;
mod command_line;
mod console;
mod descriptors;
mod failure;
mod model_words;
mod progress;
mod report;
mod serve;
mod settings;
mod signals;
mod tell;
mod token;
mod workplace;

pub use command_line::run;
