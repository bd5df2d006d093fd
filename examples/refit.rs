//! Fits the points of the rules anew: `cargo run --release --example refit -- GOLD.jsonl FOLDER`.
//!
//! Reads gold (`{"text", "entities"}` or columns), takes every proposal of every rule (`Recogniser::proposed`), and fits a
//! logistic regression a rule (Cox 1958) on its clues, its characters and its suffix. Writes the word lists of
//! `dictionaries/rules` that hold points to FOLDER, with the new ones, and says how far they lie from the shipped ones.
//! Rows whose note says "by hand" stay. Deterministic.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use guanxi::dictionary::Dictionary;
use guanxi::evaluate::{GoldFormat, KindMap, Sentences};
use guanxi::recognise::{Proposed, RecogniseOptions, Recogniser};

/// Weight of the losses beside the squares of the coefficients.
const LOSS: f64 = 0.6;

/// Characters and suffixes: a small value shrinks their points more; few examples or great points are not trusted.
struct Extra {
    value: f64,
    least: usize,
    most: f64,
}

const CHARACTERS: Extra = Extra { value: 0.5, least: 4, most: 15.0 };
const SUFFIXES: Extra = Extra { value: 0.7, least: 5, most: 25.0 };

/// The proposals of one rule: rows of (feature, value), and whether the gold has them.
#[derive(Default)]
struct Examples {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
    rows: Vec<Vec<(usize, f64)>>,
    labels: Vec<bool>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, folder] = &arguments[..] else {
        eprintln!("usage: refit GOLD.jsonl FOLDER");
        std::process::exit(2);
    };
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries/rules");
    let suffixes = ["place-suffixes", "organisation-suffixes"].map(|file| words(&rules, file));
    let mut points: BTreeMap<String, i32> = BTreeMap::new();
    for (rule, examples) in examples(Path::new(gold), &suffixes) {
        let weights = fit(&examples);
        let right = examples.labels.iter().filter(|label| **label).count();
        println!(
            "{rule}: {right} right of {} proposals, {} features",
            examples.labels.len(),
            examples.names.len()
        );
        collect(&rule, &examples, &weights, &mut points);
    }
    fs::create_dir_all(folder).expect("the folder can be made");
    let clue = |column: &str, row: &[&str]| (column == "points").then(|| row[0].to_owned());
    rewrite(&rules, folder, "evidence", &points, &clue);
    let surname = |column: &str, row: &[&str]| (column == "points").then(|| format!("S={}", row[0]));
    rewrite(&rules, folder, "surnames", &points, &surname);
    let given = |column: &str, row: &[&str]| {
        let place = ["first", "second", "single"].iter().position(|place| *place == column)?;
        Some(format!("{}={}", ["A", "B", "C"][place], row[0]))
    };
    rewrite(&rules, folder, "given-names", &points, &given);
    for (kind, file) in [("place", "place-suffixes"), ("organisation", "organisation-suffixes")] {
        let suffix =
            |column: &str, row: &[&str]| (column == "points").then(|| format!("{kind}.Z={}", row[0]));
        rewrite(&rules, folder, file, &points, &suffix);
    }
}

fn words(rules: &Path, file: &str) -> HashSet<String> {
    let text = fs::read_to_string(rules.join(format!("{file}.tsv"))).expect("the word list is there");
    text.lines().skip(1).filter_map(|line| Some(line.split('\t').next()?.to_owned())).collect()
}

/// What the rules propose in the gold, by rule.
fn examples(gold: &Path, suffixes: &[HashSet<String>; 2]) -> BTreeMap<String, Examples> {
    let recogniser =
        Recogniser::new(Dictionary::builtin(), RecogniseOptions::default()).expect("the shipped names");
    let format = GoldFormat::of(gold).expect("gold that holds its text");
    let sentences = Sentences::open(gold, format, &KindMap::default(), None).expect("the gold can be read");
    let mut all: BTreeMap<String, Examples> = BTreeMap::new();
    for marked in sentences {
        let marked = marked.expect("the gold is well-formed");
        let text = &marked.source.text;
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let names: HashSet<_> =
            marked.gold.iter().map(|g| (bytes[g.start], bytes[g.end], g.kind.clone())).collect();
        recogniser.proposed(text, &mut |found| {
            let right =
                names.contains(&(found.span.start as usize, found.span.end as usize, found.kind.clone()));
            let features = features(&found, found.span.of(text), suffixes);
            all.entry(found.rule.to_owned()).or_default().add(features, right);
        });
    }
    all
}

/// The clues of a proposal, as often as they are there, with its characters or its suffix.
fn features(found: &Proposed, surface: &str, suffixes: &[HashSet<String>; 2]) -> BTreeMap<String, f64> {
    let mut features = BTreeMap::new();
    for clue in found.clues.iter().filter(|clue| **clue != "any") {
        *features.entry((*clue).to_owned()).or_default() += 1.0;
    }
    let quotes = if found.rule.ends_with(".suffix") { "“”" } else { "" };
    let letters: Vec<char> = surface.chars().filter(|c| !c.is_whitespace() && !quotes.contains(*c)).collect();
    match found.rule {
        "person.surname" => {
            let two = found.clues.contains(&"given-two");
            let (surname, given) = letters.split_at(letters.len().saturating_sub(if two { 2 } else { 1 }));
            let places: &[&str] = if two { &["A", "B"] } else { &["C"] };
            features.insert(format!("S={}", surname.iter().collect::<String>()), CHARACTERS.value);
            let characters =
                places.iter().zip(given).map(|(place, c)| (format!("{place}={c}"), CHARACTERS.value));
            features.extend(characters);
        }
        "place.suffix" | "organisation.suffix" => {
            let words = &suffixes[usize::from(found.rule != "place.suffix")];
            let ends = (0..letters.len()).map(|from| letters[from..].iter().collect::<String>());
            let suffix = ends.into_iter().find(|end| words.contains(end));
            features.extend(suffix.map(|suffix| (format!("Z={suffix}"), SUFFIXES.value)));
        }
        _ => {}
    }
    features
}

impl Examples {
    fn add(&mut self, features: BTreeMap<String, f64>, right: bool) {
        let mut row = Vec::with_capacity(features.len());
        for (name, value) in features {
            let next = self.names.len();
            let number = *self.numbers.entry(name.clone()).or_insert(next);
            if number == next {
                self.names.push(name);
            }
            row.push((number, value));
        }
        self.rows.push(row);
        self.labels.push(right);
    }

    /// Half the sum of squared coefficients plus [`LOSS`] times the logistic loss, and its gradient. The last is the constant.
    fn loss(&self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let constant = w.len() - 1;
        gradient.copy_from_slice(w);
        gradient[constant] = 0.0;
        let mut loss = w[..constant].iter().map(|w| w * w / 2.0).sum::<f64>();
        for (row, &right) in self.rows.iter().zip(&self.labels) {
            let sum = w[constant] + row.iter().map(|&(n, value)| w[n] * value).sum::<f64>();
            let signed = if right { sum } else { -sum };
            loss += LOSS * ((-signed.abs()).exp().ln_1p() + (-signed).max(0.0));
            let slope = LOSS * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(right)));
            for &(n, value) in row {
                gradient[n] += slope * value;
            }
            gradient[constant] += slope;
        }
        loss
    }
}

/// Coefficients of least loss, the constant last: limited-memory BFGS (Nocedal 1980; Nocedal and Wright 2006, algorithm 7.4)
/// with backtracking.
fn fit(examples: &Examples) -> Vec<f64> {
    let size = examples.names.len() + 1;
    let (mut w, mut gradient) = (vec![0.0; size], vec![0.0; size]);
    let mut loss = examples.loss(&w, &mut gradient);
    let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..300 {
        let direction = direction(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        let mut step = if memory.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1.0) } else { 1.0 };
        let (mut next, mut steeper) = (w.clone(), vec![0.0; size]);
        let better = loop {
            next.iter_mut().zip(&w).zip(&direction).for_each(|((next, w), d)| *next = w + step * d);
            let reached = examples.loss(&next, &mut steeper);
            if reached <= loss + 1e-4 * step * slope || step < 1e-10 {
                break reached;
            }
            step /= 2.0;
        };
        let moved: Vec<f64> = next.iter().zip(&w).map(|(next, w)| next - w).collect();
        let turned: Vec<f64> = steeper.iter().zip(&gradient).map(|(next, old)| next - old).collect();
        if dot(&moved, &turned) > 1e-12 {
            memory.push((moved, turned));
        }
        if memory.len() > 10 {
            memory.remove(0);
        }
        let settled = (loss - better).abs() <= 1e-9 * loss;
        (w, gradient, loss) = (next, steeper, better);
        if settled {
            break;
        }
    }
    w
}

/// Downhill, with the curvature of the last steps.
fn direction(gradient: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::new();
    for (moved, turned) in memory.iter().rev() {
        let share = dot(moved, &q) / dot(moved, turned);
        q.iter_mut().zip(turned).for_each(|(q, t)| *q -= share * t);
        shares.push(share);
    }
    if let Some((moved, turned)) = memory.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for q in &mut q {
            *q *= scale;
        }
    }
    for ((moved, turned), share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = dot(turned, &q) / dot(moved, turned);
        q.iter_mut().zip(moved).for_each(|(q, m)| *q += (share - back) * m);
    }
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Coefficients as whole points, ten for one in the logarithm of the odds, under the names of the word lists.
fn collect(rule: &str, examples: &Examples, weights: &[f64], points: &mut BTreeMap<String, i32>) {
    let mut support = vec![0; examples.names.len()];
    examples.rows.iter().flatten().for_each(|&(n, _)| support[n] += 1);
    for (n, name) in examples.names.iter().enumerate() {
        if !name.contains('=') {
            points.insert(format!("{rule}.{name}"), whole(10.0 * weights[n]));
            continue;
        }
        let suffix = name.starts_with("Z=");
        let extra = if suffix { SUFFIXES } else { CHARACTERS };
        let kind = rule.split('.').next().unwrap_or_default();
        let key = if suffix { format!("{kind}.{name}") } else { name.clone() };
        let clamped = (10.0 * weights[n] * extra.value).clamp(-extra.most, extra.most);
        points.insert(key, if support[n] < extra.least { 0 } else { whole(clamped) });
    }
    points.insert(format!("{rule}.any"), whole(10.0 * weights[weights.len() - 1]));
}

fn whole(points: f64) -> i32 {
    points.round_ties_even() as i32
}

/// Writes a word list with the new points of those rows that `key` names, and says how far they lie from the old ones.
fn rewrite(
    rules: &Path,
    folder: &str,
    file: &str,
    points: &BTreeMap<String, i32>,
    key: &dyn Fn(&str, &[&str]) -> Option<String>,
) {
    let text = fs::read_to_string(rules.join(format!("{file}.tsv"))).expect("the word list is there");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let (mut out, mut distances) = (format!("{}\n", header.join("\t")), Vec::new());
    for line in lines {
        let row: Vec<&str> = line.split('\t').collect();
        let by_hand = row.iter().any(|cell| cell.starts_with("by hand"));
        let cell = |(column, old): (&&str, &&str)| {
            let Some(key) = key(column, &row).filter(|_| !by_hand) else { return (*old).to_owned() };
            let new = points.get(&key).copied().unwrap_or(0);
            distances.push((new - old.parse::<i32>().unwrap_or(0)).abs());
            if new == 0 && file != "evidence" { String::new() } else { new.to_string() }
        };
        let cells: Vec<String> = header.iter().zip(&row).map(cell).collect();
        out.push_str(&format!("{}\n", cells.join("\t")));
    }
    fs::write(Path::new(folder).join(format!("{file}.tsv")), out).expect("the word list can be written");
    let moved = distances.iter().filter(|distance| **distance > 0).count();
    let mean = f64::from(distances.iter().sum::<i32>()) / distances.len().max(1) as f64;
    let most = distances.iter().max().copied().unwrap_or(0);
    println!("{file}: {moved} of {} points differ, by {mean:.2} on average, {most} at most", distances.len());
}
