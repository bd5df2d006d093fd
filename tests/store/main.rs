//! What a store promises to those who use it: kept facts, right answers, clear refusals.

mod answers;
mod disk;
mod fixture;
mod histories;
mod kill;
mod operations;
mod refusals;
#[path = "../support/mod.rs"]
mod support;
