//! From mentions to pairs, and from counts to measures. Pure: no I/O, clock or randomness.
