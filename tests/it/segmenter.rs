//! The segmenter: any chunking of any text gives the same scenes.
