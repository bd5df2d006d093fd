//! Published co-occurrence networks come out of their own mention lists exactly.
//!
//! `../shared/cooccurrence` holds the mentions of each unit of two novels and the weights that their authors published.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use guanxi::relate::{Counting, Passages, Sighting, Weighting, pairs};

type Weights = BTreeMap<(String, String), u64>;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cooccurrence");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn published(path: &Path) -> Weights {
    let text = std::fs::read_to_string(path).expect("a list of weights");
    text.lines()
        .map(|line| {
            let mut cells = line.split('\t');
            let mut ends = [cells.next().unwrap(), cells.next().unwrap()];
            ends.sort_unstable();
            ((ends[0].to_owned(), ends[1].to_owned()), cells.next().unwrap().parse().unwrap())
        })
        .collect()
}

/// Each unit is a window: an article of one sentence.
fn counted(path: &Path, weighting: Weighting) -> Weights {
    let text = std::fs::read_to_string(path).expect("a list of mentions");
    let units: Vec<BTreeMap<String, u32>> = text
        .lines()
        .map(|line| {
            let unit: serde_json::Value = serde_json::from_str(line).unwrap();
            serde_json::from_value(unit["mentions"].clone()).unwrap()
        })
        .collect();
    let mut names: Vec<&String> = units.iter().flat_map(BTreeMap::keys).collect();
    names.sort_unstable();
    names.dedup();
    let mut weights = Weights::new();
    for unit in &units {
        let seen: Vec<Sighting> = unit
            .iter()
            .flat_map(|(name, &times)| {
                let entity = names.binary_search(&name).unwrap() as u32;
                (0..times).map(move |_| Sighting { entity, sentence: 0, paragraph: 0 })
            })
            .collect();
        let counting = Counting { weighting, ..Counting::default() };
        for pair in pairs(&seen, Passages::default(), counting).pairs {
            let ends = (names[pair.a as usize].clone(), names[pair.b as usize].clone());
            *weights.entry(ends).or_default() += pair.count;
        }
    }
    weights
}

#[test]
fn the_dream_of_the_red_chamber_comes_out_exactly() {
    let Some(folder) = folder() else { return };
    let mentions = folder.join("hlm_linnann.mentions.jsonl");
    let presence = counted(&mentions, Weighting::Presence);
    assert_eq!(presence, published(&folder.join("hlm_linnann.presence.tsv")));
    let product = counted(&mentions, Weighting::Product);
    assert_eq!(product, published(&folder.join("hlm_linnann.gold.tsv")));
    assert_eq!(product.len() * 2, 270, "the published list names each pair in both directions");
}

#[test]
fn les_miserables_come_out_exactly() {
    let Some(folder) = folder() else { return };
    let presence = counted(&folder.join("sgb_jean.mentions.jsonl"), Weighting::Presence);
    assert_eq!(presence, published(&folder.join("sgb_jean.gold.tsv")));
    assert_eq!((presence.len(), presence.values().sum::<u64>()), (254, 820));
}
