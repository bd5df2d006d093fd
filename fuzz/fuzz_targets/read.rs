//! Readers of what a user gives. The first byte says which.
#![no_main]

#[path = "../../tests/fuzz/targets.rs"]
#[allow(dead_code, reason = "the tests take the rest")]
mod targets;

libfuzzer_sys::fuzz_target!(init: targets::prepare(), |input: &[u8]| {
    if let Some((&number, bytes)) = input.split_first() {
        targets::TARGETS[usize::from(number) % targets::TARGETS.len()].1(bytes);
    }
});
