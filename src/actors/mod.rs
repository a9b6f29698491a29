//! Who does the work: one file per stage, under one supervisor tree.

pub mod measure;
