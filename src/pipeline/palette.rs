//! The two colours of a page that waits for its picture.
