//! Children and grown-ups: [`person`] puts them together from a [`body`], a [`head`] and [`hair`].

mod body;
mod hair;
mod head;
mod person;

pub(super) use person::person;
