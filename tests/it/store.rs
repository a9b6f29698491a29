//! The store, as every engine must behave.
