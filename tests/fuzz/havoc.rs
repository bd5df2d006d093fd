//! A deterministic fuzzer: inputs made of small real ones by havoc, each with a bound of memory and of time.
//!
//! The same inputs in every run and on every machine. A finding is kept in a file, so that it can be made a test.
//! `GUANXI_LONG=1` makes sixty times as many; `GUANXI_FUZZ_CORPUS=DIR` writes the samples as seeds for `cargo fuzz`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::memory;

/// Longest input that is made.
const LONGEST: usize = 1 << 16;
/// Nothing of this length may take longer, on any machine and in a build without optimisation.
const SLOW: Duration = Duration::from_secs(30);
/// Numbers at which lengths and counts go wrong.
const ODD: [u64; 13] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x0010_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    u64::MAX,
];

/// Memory that a target may take: so much, and so much more for each byte of its input.
#[derive(Clone, Copy)]
pub(crate) struct Bound {
    pub(crate) base: usize,
    pub(crate) each: usize,
}

/// What is fuzzed.
pub(crate) struct Target<'a> {
    pub(crate) name: &'a str,
    /// Number of its function, which begins the seeds of `cargo fuzz`.
    pub(crate) number: u8,
    pub(crate) run: &'a dyn Fn(&[u8]),
    pub(crate) bound: Bound,
    /// Pieces that mean something in inputs of this kind.
    pub(crate) words: &'a [&'a str],
}

/// A small generator, the same on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: &str) -> Self {
        Self(
            seed.bytes()
                .fold(0x9E37_79B9_7F4A_7C15, |x, byte| (x ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ x >> 31
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let (a, b) = (self.below(len + 1), self.below(len + 1));
        a.min(b)..a.max(b).min(a.min(b) + 64)
    }
}

/// Runs a target on its samples, on what is left of them when they are cut, and on `rounds` inputs made of them.
pub(crate) fn fuzz(target: &Target<'_>, samples: &[Vec<u8>], rounds: usize) {
    assert!(!samples.is_empty(), "{}: no samples", target.name);
    write_corpus(target, samples);
    for sample in samples {
        check(target, sample);
        for cut in (0..sample.len()).step_by(sample.len() / 16 + 1) {
            check(target, &sample[..cut]);
        }
    }
    let mut random = Random::new(target.name);
    let rounds = if std::env::var_os("GUANXI_LONG").is_some() { rounds * 60 } else { rounds };
    for _ in 0..rounds {
        check(target, &made(&mut random, samples, target.words));
    }
}

fn check(target: &Target<'_>, input: &[u8]) {
    let begun = Instant::now();
    let mut most = 0;
    let ran = catch_unwind(AssertUnwindSafe(|| most = memory::most(|| (target.run)(input))));
    let allowed = target.bound.base + target.bound.each * input.len();
    let fault = match ran {
        Err(_) => "it panicked".to_owned(),
        Ok(()) if most > allowed => format!("it took {most} bytes of memory, {allowed} are allowed"),
        Ok(()) if begun.elapsed() > SLOW => format!("it took {:?}", begun.elapsed()),
        Ok(()) => return,
    };
    panic!(
        "{}: {fault} on {} bytes, kept in {}",
        target.name,
        input.len(),
        keep(target.name, input).display()
    );
}

fn keep(name: &str, input: &[u8]) -> PathBuf {
    let place = std::env::temp_dir().join(format!("guanxi-fuzz-{}", name.replace(['/', '.'], "-")));
    let _ = std::fs::write(&place, input);
    place
}

fn write_corpus(target: &Target<'_>, samples: &[Vec<u8>]) {
    let Some(folder) = std::env::var_os("GUANXI_FUZZ_CORPUS").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    for (number, sample) in samples.iter().enumerate() {
        let seed = [&[target.number][..], sample].concat();
        std::fs::write(folder.join(format!("{}-{number}", target.name.replace('/', "-"))), seed).unwrap();
    }
}

/// An input: a sample after one to eight changes.
fn made(random: &mut Random, samples: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let mut bytes = samples[random.below(samples.len())].clone();
    for _ in 0..=random.below(8) {
        change(random, &mut bytes, samples, words);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(random: &mut Random, bytes: &mut Vec<u8>, samples: &[Vec<u8>], words: &[&str]) {
    let at = random.below(bytes.len() + 1);
    let odd = ODD[random.below(ODD.len())];
    match random.below(11) {
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        2 => bytes.truncate(at),
        3 => bytes.extend((0..=random.below(40)).map(|_| random.next() as u8).collect::<Vec<_>>()),
        4 => drop(bytes.drain(random.range(bytes.len()))),
        5 => {
            let piece = bytes[random.range(bytes.len())].repeat(1 + random.below(200));
            put(bytes, at, &piece);
        }
        6 if !words.is_empty() => {
            let word = words[random.below(words.len())].repeat(1 + random.below(3) * random.below(100));
            put(bytes, at, word.as_bytes());
        }
        7 => put(bytes, at, odd.to_string().as_bytes()),
        8 => put(bytes, at, &leb128(odd)),
        9 => {
            let width = [1, 2, 4, 8][random.below(4)];
            let end = bytes.len().min(at + width);
            bytes[at..end].copy_from_slice(&odd.to_le_bytes()[..end - at]);
        }
        _ => {
            let other = &samples[random.below(samples.len())];
            bytes.truncate(at);
            bytes.extend_from_slice(&other[random.below(other.len() + 1)..]);
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    if bytes.len() + piece.len() <= 2 * LONGEST {
        bytes.splice(at..at, piece.iter().copied());
    }
}

fn leb128(mut number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
    out
}
