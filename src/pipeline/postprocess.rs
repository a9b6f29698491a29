//! From a painter's bytes to the stored set: decoded under limits, styled, resized, encoded, hashed.
