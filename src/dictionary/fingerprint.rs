//! What tells a dictionary from others: a hash of all that recognition sees of it, whatever the files and lines it stands on.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use super::{Dictionary, Kind, Rules};

impl Dictionary {
    /// A hash of the entities and word lists. The same for the same content in other files, orders and lines; with paths,
    /// notes, reasons and external ids left out. Holds for one version of the program. O(content).
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = Xxh3::new();
        for entity in &self.entities {
            (&entity.named, entity.level.map(|level| level as u8), entity.shipped).hash(&mut hasher);
        }
        self.rules.hash(&mut hasher);
        hasher.finish()
    }
}

impl Hash for Rules {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        sum(&self.surnames).hash(hasher);
        sum(&self.given).hash(hasher);
        let parts = self.name_parts.iter().map(of_one).fold(0u64, u64::wrapping_add);
        (parts, &self.transliteration, &self.abbreviations, &self.frames).hash(hasher);
        (&self.bodies, &self.body_forms, &self.cues, &self.not_programmes).hash(hasher);
        (&self.checked_names, &self.evidence, &self.after_name, &self.stronger_words).hash(hasher);
        let kinds = self.ignore.iter().map(|(form, rows)| {
            let mut kinds: Vec<Option<&Kind>> = rows.iter().map(|row| row.kind.as_ref()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            of_one(&(form, kinds))
        });
        kinds.fold(0u64, u64::wrapping_add).hash(hasher);
    }
}

/// The same whatever the order of a table.
fn sum<K: Hash, V: Hash>(table: &FxHashMap<K, V>) -> u64 {
    table.iter().map(|row| of_one(&row)).fold(0, u64::wrapping_add)
}

fn of_one<T: Hash>(value: &T) -> u64 {
    let mut hasher = Xxh3::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(files: &[(&str, &str)]) -> u64 {
        Dictionary::of_texts(files).fingerprint()
    }

    #[test]
    fn content_tells_dictionaries_apart_and_files_do_not() {
        let (a, b) = ("name\tkind\n甲市\tplace\n", "name\tkind\taliases\n乙市\tplace\t乙城\n");
        let judged = ("judgements.tsv", "judgement\ta\tb\treason\nnever\t丙城\t\t旧\nnever\t丁城\t\t\n");
        let other = ("other/judgements.tsv", "judgement\ta\tb\n\nnever\t丁城\t\nnever\t丙城\t\n");
        let whole = fingerprint(&[("a.tsv", a), ("b.tsv", b), judged]);
        assert_eq!(whole, fingerprint(&[("y.tsv", b), other, ("x.tsv", a)]));
        for files in [
            &[("a.tsv", a), ("b.tsv", b)][..],
            &[("a.tsv", a), judged],
            &[("a.tsv", a), ("b.tsv", &b.replace("乙城", "乙镇")), judged],
            &[("a.tsv", a), ("b.tsv", &b.replace("place", "person")), judged],
            &[("a.tsv", a), ("b.tsv", b), ("judgements.tsv", "judgement\ta\tb\nnever\t丙城\t\n")],
            &[("a.tsv", a), ("b.tsv", b), judged, ("rules/surnames.tsv", "word\n戊\n")],
        ] {
            assert_ne!(whole, fingerprint(files), "{files:?}");
        }
    }
}
