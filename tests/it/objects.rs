//! The objects, as every adapter must behave.
