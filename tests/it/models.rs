//! Models: what each trait promises, as a suite that every adapter runs (`storyteller`, `painter`, `moderator`; the
//! built-in ones by `builtin`); which of them tell a story (`routes`), and the guards beside them (`deadlines`).

mod builtin;
mod deadlines;
mod moderator;
mod painter;
mod routes;
mod storyteller;
