//! Models: what each trait promises, as a suite that every adapter runs (`storyteller`, `painter`, `moderator`; the
//! built-in ones by `builtin`); which of them tell a story (`routes`), and what stands beside each (`deadlines`,
//! `guards`). Stories told by models that answer badly are in `hostile`, one through a server that nobody here wrote in
//! `foreign`; adapters in `remote_painter` (where it fetches pictures, in `picture_addresses`) and `remote_moderator`;
//! that the tests' own provider speaks the API that it stands in for, in `provider`.

mod builtin;
mod deadlines;
mod foreign;
mod guards;
mod hostile;
mod moderator;
mod painter;
mod picture_addresses;
mod provider;
mod remote_moderator;
mod remote_painter;
mod routes;
mod storyteller;
