//! What is to be seen in a scene, found in its words.
