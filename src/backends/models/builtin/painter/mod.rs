//! Draws vector scenes from their elements.
