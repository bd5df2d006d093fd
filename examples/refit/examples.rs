//! What the rules propose in gold, as features and labels. Features are `rule.clue`, `S=` (surname), `A=`, `B=`, `C=` (first,
//! second, single character of a given name), `Z=` (suffix), and `left=`, `first=`, `inner=`, `right=` (word there).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use guanxi::dictionary::Dictionary;
use guanxi::evaluate::{GoldError, GoldFormat, KindMap, Marked, Sentences, names};
use guanxi::recognise::{Proposed, RecogniseOptions, Recogniser};

/// Features that are words: a small value shrinks their points more; few examples or great points are not trusted.
pub(crate) struct Extra {
    pub(crate) value: f64,
    pub(crate) most: f64,
    /// Smaller points are left out.
    pub(crate) from: i32,
}

/// The least number of examples that a feature which is a word has points for.
pub(crate) const LEAST: usize = 4;

/// How a feature that is a word is treated; none for a clue.
pub(crate) fn extra(feature: &str) -> Option<Extra> {
    let (side, _) = feature.split_once('=')?;
    Some(match side {
        "S" | "A" | "B" | "C" => Extra { value: 0.5, most: 25.0, from: 1 },
        "Z" => Extra { value: 0.7, most: 25.0, from: 1 },
        _ => Extra { value: 0.8, most: 30.0, from: 4 },
    })
}

/// The proposals of all rules of one kind: rows of (feature, value), and whether the gold has them.
#[derive(Default)]
pub(crate) struct Examples {
    numbers: HashMap<String, u32>,
    pub(crate) names: Vec<String>,
    /// Rows that hold each feature.
    pub(crate) support: Vec<usize>,
    pub(crate) rows: Vec<Vec<(u32, f32)>>,
    pub(crate) labels: Vec<bool>,
}

/// What the rules propose, by kind: once beside the shipped names, once beside those that the other half of the gold marks, so
/// that they see listed names where the list was not made for the text.
pub(crate) fn examples(rules: &Path, gold: &Path) -> BTreeMap<String, Examples> {
    let suffixes = ["place-suffixes", "organisation-suffixes"].map(|file| words(rules, file));
    let halves = [1, 0].map(|other| half(rules, gold, other));
    let mut all = BTreeMap::new();
    let shipped = [1, 0].map(|_| Dictionary::builtin());
    for dictionaries in std::iter::once(shipped).chain(std::iter::once(halves)) {
        let recognisers = dictionaries.map(|dictionary| {
            Recogniser::new(dictionary, RecogniseOptions::default()).expect("the names fit the automaton")
        });
        for (n, marked) in sentences(gold).enumerate() {
            let marked = marked.expect("the gold is well-formed");
            add(&recognisers[n % 2], &marked, &suffixes, &mut all);
        }
    }
    all.values_mut().for_each(Examples::drop_rare);
    all
}

fn sentences(gold: &Path) -> impl Iterator<Item = Result<Marked, GoldError>> {
    let format = GoldFormat::of(gold).expect("gold that holds its text");
    Sentences::open(gold, format, &KindMap::default(), None).expect("the gold can be read")
}

/// The word lists, and as names those of every second sentence.
fn half(rules: &Path, gold: &Path, parity: usize) -> Dictionary {
    let half = sentences(gold).skip(parity).step_by(2);
    let rows = names(half).expect("the gold is well-formed").into_iter();
    let rows = rows.map(|(name, kind)| format!("{name}\t{kind}"));
    let table: Vec<String> = std::iter::once("name\tkind".to_owned()).chain(rows).collect();
    let mut texts = vec![("names.tsv".to_owned(), table.join("\n"))];
    let files =
        fs::read_dir(rules).expect("the word lists are there").map(|file| file.expect("a file").path());
    texts.extend(files.map(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (format!("rules/{name}"), fs::read_to_string(&file).expect("the word list can be read"))
    }));
    texts.sort();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (&path[..], &text[..])).collect();
    Dictionary::of_texts(&texts)
}

fn words(rules: &Path, file: &str) -> HashSet<String> {
    let text = fs::read_to_string(rules.join(format!("{file}.tsv"))).expect("the word list is there");
    text.lines().skip(1).filter_map(|line| Some(line.split('\t').next()?.to_owned())).collect()
}

fn add(
    recogniser: &Recogniser,
    marked: &Marked,
    suffixes: &[HashSet<String>; 2],
    all: &mut BTreeMap<String, Examples>,
) {
    let text = &marked.source.text;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let names: HashSet<_> = marked.gold.iter().map(|g| (bytes[g.start], bytes[g.end], &g.kind)).collect();
    recogniser.proposed(text, &mut |found| {
        let right = names.contains(&(found.span.start as usize, found.span.end as usize, &found.kind));
        let features = features(&found, found.span.of(text), suffixes);
        all.entry(found.kind.to_string()).or_default().add(features, right);
    });
}

/// The clues of a proposal and the words in and beside it, as often as they are there, with its characters or its suffix.
fn features(found: &Proposed, surface: &str, suffixes: &[HashSet<String>; 2]) -> BTreeMap<String, f64> {
    let mut features = BTreeMap::new();
    for clue in &found.clues {
        *features.entry(format!("{}.{clue}", found.rule)).or_default() += 1.0;
    }
    let words = found.words.iter().filter(|(_, word, _)| is_plain(word));
    let words = words.map(|(stand, word, _)| format!("{}={word}", stand.name()));
    for feature in words.chain(characters(found, surface)).chain(suffix(found, surface, suffixes)) {
        let value = extra(&feature).map_or(0.0, |extra| extra.value);
        *features.entry(feature).or_default() += value;
    }
    features
}

/// Neither numbers nor Latin letters, of which each text has its own.
fn is_plain(word: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || matches!(c, '0'..='9' | '０'..='９' | 'A'..='Z' | 'a'..='z');
    !word.is_empty() && !word.contains(odd)
}

fn characters(found: &Proposed, surface: &str) -> Vec<String> {
    if found.rule != "person.surname" {
        return Vec::new();
    }
    let places: &[&str] = if found.clues.contains(&"given-two") { &["A", "B"] } else { &["C"] };
    let letters: Vec<char> = surface.chars().filter(|c| !c.is_whitespace()).collect();
    let (surname, given) = letters.split_at(letters.len().saturating_sub(places.len()));
    let given = places.iter().zip(given).map(|(place, c)| format!("{place}={c}"));
    given.chain([format!("S={}", surname.iter().collect::<String>())]).collect()
}

fn suffix(found: &Proposed, surface: &str, suffixes: &[HashSet<String>; 2]) -> Option<String> {
    let words = match found.rule {
        "place.suffix" => &suffixes[0],
        "organisation.suffix" => &suffixes[1],
        _ => return None,
    };
    let letters: String = surface.chars().filter(|c| !c.is_whitespace() && !"“”".contains(*c)).collect();
    let longest = letters.char_indices().map(|(at, _)| &letters[at..]).find(|end| words.contains(*end));
    longest.map(|suffix| format!("Z={suffix}"))
}

impl Examples {
    fn add(&mut self, features: BTreeMap<String, f64>, right: bool) {
        let mut row = Vec::with_capacity(features.len());
        for (name, value) in features {
            let next = self.names.len() as u32;
            let number = *self.numbers.entry(name.clone()).or_insert(next);
            if number == next {
                self.names.push(name);
                self.support.push(0);
            }
            self.support[number as usize] += 1;
            row.push((number, value as f32));
        }
        self.rows.push(row);
        self.labels.push(right);
    }

    /// Forgets words with few examples, so that the fit does not lean on them.
    fn drop_rare(&mut self) {
        let (names, support) = (&self.names, &self.support);
        let is_rare = |n: u32| support[n as usize] < LEAST && extra(&names[n as usize]).is_some();
        self.rows.iter_mut().for_each(|row| row.retain(|&(n, _)| !is_rare(n)));
    }
}
