//! Models: what each trait promises, as a suite that every adapter runs (`storyteller`, `painter`, `moderator`; the
//! built-in ones by `builtin`); which of them tell a story (`routes`), and what stands beside each (`deadlines`,
//! `guards`). Stories told by models that answer badly are in `hostile`, one through a server that nobody here wrote in
//! `foreign`; that the tests' own provider speaks the API that it stands in for, in `provider`.

mod builtin;
mod deadlines;
mod foreign;
mod guards;
mod hostile;
mod moderator;
mod painter;
mod provider;
mod routes;
mod storyteller;
