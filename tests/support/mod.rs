//! What tests share: a desk to run the command at, folders that are copied, and what to do where something is missing.

#![allow(dead_code, reason = "each test takes what it needs")]

pub(crate) mod desk;
pub(crate) mod folders;
pub(crate) mod skip;
