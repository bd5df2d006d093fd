//! One file a format. Writes streams; reads nothing back.
