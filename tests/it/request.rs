//! Wishes: normalised, limited, completed.
