//! What passes the words' check and what does not.
