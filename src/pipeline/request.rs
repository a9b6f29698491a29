//! From a wish as it was typed to a request that can be told: normalised, limited, completed.
