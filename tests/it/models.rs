//! Models: what each trait promises, as a suite that every adapter runs (`storyteller`, `painter`, `moderator`; the
//! built-in ones by `builtin`); which of them tell a story (`routes`), and the guards beside them (`deadlines`).
//! The tests' own provider speaks the API that it stands in for (`provider`).

mod builtin;
mod deadlines;
mod moderator;
mod painter;
mod provider;
mod routes;
mod storyteller;
