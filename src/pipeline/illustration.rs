//! The painter's brief and the alt text of a scene, from its elements and the cast's character sheets.
