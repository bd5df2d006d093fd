//! What tests share: what they do where something is missing.

#![allow(dead_code, reason = "each test takes what it needs")]

pub(crate) mod skip;
