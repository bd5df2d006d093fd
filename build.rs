//! Compiles jieba's words into the table that `src/text/words/lexicon.rs` reads where it lies: a program that only tags a
//! line should not parse 349,000 words first.

#[path = "src/text/han.rs"]
#[expect(unreachable_pub, reason = "the library shows it")]
mod han;
#[path = "src/text/words/labels.rs"]
mod labels;
#[path = "src/text/words/slots.rs"]
#[expect(dead_code, reason = "the library reads what is written here")]
mod slots;
#[path = "src/text/words/tag.rs"]
#[expect(unreachable_pub, reason = "the library shows it")]
mod tag;

use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

use han::is_han;
use labels::tag_of;
use slots::{
    BEGINS, ENTRY_AT, Entry, FIRST_NODE, INSIDE, KEY_MASK, NUMBER_BITS, PAIRS, SINGLES, SLOTS, filter_bit,
    home, key, pair,
};
use tag::Tag;

const WORDS: &str = "dictionaries/words/jieba.txt";
const GUESSED: &str = "dictionaries/words/guessed.tsv";
const CORRECTED: &str = "dictionaries/words/corrected.tsv";

fn main() {
    for file in [WORDS, GUESSED, CORRECTED, "build.rs", "src/text/han.rs", "src/text/words"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let [words, guessed, corrected] = [WORDS, GUESSED, CORRECTED].map(|file| {
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: cannot read the words: {error}"))
    });
    let folder = env::var_os("OUT_DIR").expect("cargo says where to build");
    let file = Path::new(&folder).join("words.bin");
    let table = Compiled::new(&words, &guessed, &corrected).bytes();
    fs::write(&file, table).unwrap_or_else(|error| panic!("{}: cannot write: {error}", file.display()));
}

/// The table, being filled.
struct Compiled {
    slots: Vec<u64>,
    pairs: Vec<u64>,
    /// By character of the basic plane.
    singles: Vec<Entry>,
    /// Logarithms of the probabilities that occur; first that of what is no word.
    logs: Vec<f64>,
}

impl Compiled {
    fn new(words: &str, guessed: &str, corrected: &str) -> Self {
        let mut table = Self {
            slots: vec![0; SLOTS],
            pairs: vec![0; PAIRS],
            singles: vec![Entry::default(); SINGLES],
            logs: vec![0.0],
        };
        let corrected: HashMap<&str, &str> = corrected.lines().filter_map(word_and_tag).collect();
        let mut numbers = HashMap::new();
        let mut sum = 0;
        for (word, frequency, tag) in words.lines().filter_map(row) {
            let tag = corrected.get(word).copied().unwrap_or(tag);
            sum += u64::from(frequency);
            let number = *numbers.entry(frequency).or_insert_with(|| {
                table.logs.push(f64::from(frequency).ln());
                table.logs.len() as u32 - 1
            });
            table.insert(word, entry(number, tag));
        }
        let all = (sum as f64).ln();
        table.logs.iter_mut().for_each(|log| *log -= all);
        for (tag, characters) in guessed.lines().filter_map(|line| line.split_once('\t')) {
            characters.chars().for_each(|c| table.singles[c as usize] = entry(0, tag));
        }
        table
    }

    fn insert(&mut self, word: &str, entry: Entry) {
        let mut chars = word.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
            word.chars().for_each(|c| self.singles[c as usize] = entry);
            return;
        };
        // jieba never joins other characters, though its list has a word with one (γ射线).
        if !word.chars().all(joins) {
            return;
        }
        self.note_pair(first, second, BEGINS | INSIDE);
        let mut slot = self.child(u64::from(first), second);
        let mut last = second;
        for c in chars {
            self.note_pair(last, c, INSIDE);
            self.slots[slot] |= filter_bit(c);
            slot = self.child(FIRST_NODE + slot as u64, c);
            last = c;
        }
        self.slots[slot] |= u64::from(entry.0) << ENTRY_AT;
    }

    /// The slot of a child, made if there is none.
    fn child(&mut self, parent: u64, c: char) -> usize {
        let key = key(parent, c);
        let mut at = home(key);
        while self.slots[at] != 0 && self.slots[at] & KEY_MASK != key {
            at = (at + 1) % SLOTS;
        }
        self.slots[at] |= key;
        at
    }

    fn note_pair(&mut self, a: char, b: char, bits: u64) {
        let (word, at) = pair(a, b);
        self.pairs[word] |= bits << at;
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for word in self.slots.iter().chain(&self.pairs) {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        for entry in &self.singles {
            bytes.extend_from_slice(&entry.0.to_le_bytes());
        }
        for log in &self.logs {
            bytes.extend_from_slice(&log.to_le_bytes());
        }
        bytes
    }
}

fn entry(number: u32, tag: &str) -> Entry {
    assert!(number < 1 << NUMBER_BITS, "more probabilities than an entry can number");
    Entry((tag_of(tag) as u32) << NUMBER_BITS | number)
}

/// `word frequency tag`
fn row(line: &str) -> Option<(&str, u32, &str)> {
    let (word, rest) = line.split_once(' ')?;
    let (frequency, tag) = rest.split_once(' ')?;
    Some((word, frequency.parse().ok()?, tag))
}

/// A word whose tag is ours, with that.
fn word_and_tag(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split('\t');
    columns.next().zip(columns.next())
}

/// Characters that jieba joins into words.
fn joins(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || "+#&._%-".contains(c) } else { is_han(c) && c != '〇' }
}
