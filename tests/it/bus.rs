//! The bus, as every adapter must behave.
