//! Decoders of stored and mapped bytes. The first byte says which.
#![no_main]

use guanxi::store::fuzz::TARGETS;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Some((&number, bytes)) = input.split_first() {
        TARGETS[usize::from(number) % TARGETS.len()].1(bytes);
    }
});
