//! What a critic has to do with one story: it looks at each picture once it is logged (`page`), and at last at all
//! pages beside each other (`book`); what it finds bad is painted again (`redo`), and a better picture is logged as
//! the next revision. Readers wait for none of it. Before all that, `sheets` are painted. `gallery` fetches the
//! pictures, `note` is what is remembered before each call.

pub mod book;
pub mod gallery;
mod note;
pub mod page;
mod redo;
pub mod sheets;
