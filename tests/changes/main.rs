//! A change of the dictionary applied to a store gives, byte for byte, what a build from nothing with the changed
//! dictionary gives.

mod interrupted;
mod made;
mod random;
mod shipped;
mod sorts;
#[path = "../support/mod.rs"]
mod support;
mod unspoken;
