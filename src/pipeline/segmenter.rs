//! Cuts a storyteller's text into an outline and scenes while it arrives.
