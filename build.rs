//! Compiles jieba's words into the table that `src/text/words/lexicon.rs` reads where it lies, and the shipped dictionaries
//! into what `src/dictionary/shipped.rs` reads: a program that only tags a line should not parse 349,000 words first.

#[path = "build/dictionary.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "the library needs more than is needed here")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the library shows them")]
mod dictionary;
#[path = "src/text/words/labels.rs"]
mod labels;
#[path = "src/text/words/slots.rs"]
#[expect(dead_code, reason = "the library reads what is written here")]
mod slots;
#[path = "src/text/words/tag.rs"]
#[expect(unreachable_pub, reason = "the library shows it")]
mod tag;
#[path = "build/text.rs"]
#[allow(dead_code, unreachable_pub, reason = "the library needs more than is needed here")]
mod text;
#[path = "src/threads.rs"]
mod threads;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

use labels::tag_of;
use slots::{
    CLOSE, ENTRY_AT, Entry, FIRST_NODE, KEY_MASK, NUMBER_BITS, PAIRS, Room, SINGLES, SLOTS, filter_bit, key,
    pair_key, pair_place,
};
use tag::Tag;
use text::han::is_han;

const WORDS: &str = "dictionaries/words/jieba.txt";
const GUESSED: &str = "dictionaries/words/guessed.tsv";
const CORRECTED: &str = "dictionaries/words/corrected.tsv";

/// The bits of a pair that stands inside a word only, and of one with which few words begin.
const INSIDE: u64 = 1;
const BEGINS: u64 = 3;
/// Buckets of pairs that are marked as those with which many begin: three of four walks along the news begin with one of them.
const OFTEN_PAIRS: usize = 1 << 14;

fn main() {
    let sources =
        [WORDS, GUESSED, CORRECTED, "build.rs", "build", "src/text", "src/dictionary", "src/threads.rs"];
    for file in sources.into_iter().chain(dictionary::pack::files()) {
        println!("cargo::rerun-if-changed={file}");
    }
    let [words, guessed, corrected] = [WORDS, GUESSED, CORRECTED].map(|file| {
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: cannot read the words: {error}"))
    });
    let folder = env::var_os("OUT_DIR").expect("cargo says where to build");
    dictionary::pack::pack(Path::new(&folder));
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
        let mut rows: Vec<_> = words.lines().filter_map(row).collect();
        // What is filled first stays where it is looked for first: a walk seldom has to go on to another slot.
        rows.sort_by_key(|&(_, frequency, _)| Reverse(frequency));
        table.note_pairs(&rows);
        let mut words = HashMap::new();
        for (word, frequency, tag) in rows {
            let tag = corrected.get(word).copied().unwrap_or(tag);
            sum += u64::from(frequency);
            let number = *numbers.entry(frequency).or_insert_with(|| {
                table.logs.push(f64::from(frequency).ln());
                table.logs.len() as u32 - 1
            });
            table.insert(word, entry(number, tag));
            words.insert(word, number);
        }
        let all = (sum as f64).ln();
        table.logs.iter_mut().for_each(|log| *log -= all);
        table.weigh(&words);
        for (tag, characters) in guessed.lines().filter_map(|line| line.split_once('\t')) {
            characters.chars().for_each(|c| table.singles[c as usize] = entry(0, tag));
        }
        table
    }

    fn insert(&mut self, word: &str, entry: Entry) {
        match self.slot(word) {
            Some(slot) => self.slots[slot] |= u64::from(entry.0) << ENTRY_AT,
            None if word.chars().nth(1).is_none() => {
                word.chars().for_each(|c| self.singles[c as usize] = entry);
            }
            None => {}
        }
    }

    /// The slot of a word of several characters that jieba joins, made if there is none.
    fn slot(&mut self, word: &str) -> Option<usize> {
        let mut chars = word.chars();
        let (first, second) = (chars.next()?, chars.next().filter(|_| joined(word))?);
        let mut slot = self.child(Room::of_pair(self.bits(first, second)), u64::from(first), second);
        for c in chars {
            self.slots[slot] |= filter_bit(c);
            slot = self.child(Room::behind(slot as u32), FIRST_NODE + slot as u64, c);
        }
        Some(slot)
    }

    /// Notes which words are more probable than every other way through their characters.
    fn weigh(&mut self, words: &HashMap<&str, u32>) {
        for (word, &number) in words {
            let own = self.logs[number as usize];
            if let Some(slot) = self.slot(word).filter(|_| own > self.other_way(word, words) + CLOSE) {
                self.slots[slot] |= u64::from(Entry::OUTWEIGHS.0) << ENTRY_AT;
            }
        }
    }

    /// The logarithm of the most probable way through the characters of a word but that word, or a bit more: any character
    /// may stand alone.
    fn other_way(&self, word: &str, words: &HashMap<&str, u32>) -> f64 {
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let log = |number: u32| self.logs[number as usize];
        let mut worths = vec![0.0; starts.len()];
        for (start, c) in word.chars().enumerate().collect::<Vec<_>>().into_iter().rev() {
            let single = self.singles[c as usize].number() as u32;
            let ends = (start + 2..starts.len()).filter(|&end| end - start + 1 < starts.len());
            let longer = ends.filter_map(|end| Some((words.get(&word[starts[start]..starts[end]])?, end)));
            worths[start] = longer
                .map(|(&number, end)| log(number) + worths[end])
                .fold(log(single) + worths[start + 1], f64::max);
        }
        worths[0]
    }

    /// The slot of a child, made if there is none.
    fn child(&mut self, room: Room, parent: u64, c: char) -> usize {
        let key = key(parent, c);
        let mut at = room.home(key) as usize;
        while self.slots[at] != 0 && self.slots[at] & KEY_MASK != key {
            at = (at + 1) % SLOTS;
        }
        self.slots[at] |= key;
        at
    }

    /// Notes the pairs of characters in all words, and with which of them words begin most often.
    fn note_pairs(&mut self, rows: &[(&str, u32, &str)]) {
        let mut begun: HashMap<(usize, usize), u64> = HashMap::new();
        for &(word, frequency, _) in rows.iter().filter(|(word, ..)| joined(word)) {
            let mut bits = BEGINS;
            for (a, b) in word.chars().zip(word.chars().skip(1)) {
                let (word, at) = pair_place(pair_key(a, b));
                self.pairs[word] |= bits << at;
                if bits == BEGINS {
                    *begun.entry((word, at)).or_default() += u64::from(frequency);
                }
                bits = INSIDE;
            }
        }
        let mut begun: Vec<_> = begun.into_iter().collect();
        begun.sort_unstable_by_key(|&(pair, frequency)| (Reverse(frequency), pair));
        for ((word, at), _) in begun.into_iter().take(OFTEN_PAIRS) {
            self.pairs[word] &= !(INSIDE << at);
        }
    }

    /// What is known of a pair of characters.
    fn bits(&self, a: char, b: char) -> u64 {
        let (word, at) = pair_place(pair_key(a, b));
        self.pairs[word] >> at & BEGINS
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

/// Whether jieba joins the characters of a word, though its list has a word with another one (γ射线).
fn joined(word: &str) -> bool {
    word.chars().all(joins)
}

/// Characters that jieba joins into words.
fn joins(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || "+#&._%-".contains(c) } else { is_han(c) && c != '〇' }
}
