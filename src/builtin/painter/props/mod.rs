//! Things: where they are put on the page, and how each looks.

mod drawn;
mod placed;
mod small;

pub(super) use placed::around;
