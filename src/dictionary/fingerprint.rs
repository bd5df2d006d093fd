//! What tells a dictionary from others: a hash of all that recognition sees of it, whatever the files and lines it stands on.

use std::fmt;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use super::rules::{Body, BodyForm, Cue};
use super::{Dictionary, Kind, Rules};

/// A hash of a dictionary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Dictionary {
    /// A hash of the entities and word lists. The same for the same content in other files, orders and lines; with paths,
    /// notes, reasons and external ids left out. Holds for one version of the program. O(content).
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprints().0
    }

    /// The fingerprint, and a hash of the word lists but for the forms that are never names.
    pub(super) fn fingerprints(&self) -> (Fingerprint, u64) {
        let lists = self.rules.lists();
        let mut hasher = Xxh3::new();
        for entity in &self.entities {
            (&entity.named, entity.level.map(|level| level as u8), entity.shipped).hash(&mut hasher);
        }
        (lists, self.rules.never_names(), &self.parted).hash(&mut hasher);
        (Fingerprint(hasher.finish()), lists)
    }
}

impl Rules {
    /// A hash of the word lists but for the forms that are never names. Each list is named: one that is added must be
    /// hashed or left out on purpose.
    fn lists(&self) -> u64 {
        let Self {
            surnames,
            given,
            classes,
            signs,
            transliteration,
            name_parts,
            abbreviations,
            frames,
            bodies: _,
            body_forms: _,
            cues,
            not_programmes,
            ignore: _,
            checked_names,
            evidence,
            words,
            after_name,
            stronger_words,
            company_forms,
            national,
            townships,
        } = self;
        let characters = (sum(surnames), sum(given), sum(classes));
        let tables = (characters, sum(abbreviations), sum(frames), sum(words), sum(townships), evidence);
        let sets = [name_parts, not_programmes, after_name, stronger_words, company_forms]
            .map(|set| all(set.iter()));
        // The tails of regular bodies are numbered.
        let own = |cues: &'_ Vec<Cue>| all(cues.iter().filter(|cue| !matches!(cue, Cue::BodyTail(_))));
        let cues = all(cues.iter().map(|(word, cues)| (word, own(cues))));
        of_one(&(tables, sets, signs, transliteration, checked_names, national, cues, self.regular_bodies()))
    }

    /// The forms that are never names, with their kinds.
    fn never_names(&self) -> u64 {
        all(self.ignore.iter().map(|(form, rows)| {
            let mut kinds: Vec<Option<&Kind>> = rows.iter().map(|row| row.kind.as_ref()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            (form, kinds)
        }))
    }

    /// The forms of regular bodies, whose numbers follow from the order of the rows.
    fn regular_bodies(&self) -> u64 {
        all(self.body_forms.iter().map(|BodyForm { body, prefix, tail, full }| {
            let Body { name, levels, path: _, line: _ } = &self.bodies[*body as usize];
            (name, levels, prefix, tail, full)
        }))
    }
}

/// The same whatever the order of a table.
fn sum<K: Hash, V: Hash>(table: &FxHashMap<K, V>) -> u64 {
    all(table.iter())
}

/// The same in whatever order they come.
fn all<T: Hash>(values: impl Iterator<Item = T>) -> u64 {
    values.map(|value| of_one(&value)).fold(0, u64::wrapping_add)
}

fn of_one<T: Hash>(value: &T) -> u64 {
    let mut hasher = Xxh3::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(files: &[(&str, &str)]) -> Fingerprint {
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
            &[
                ("a.tsv", a),
                ("b.tsv", b),
                judged,
                ("j/judgements.tsv", "judgement\ta\tb\nnot-same\t戊\t己\n"),
            ],
        ] {
            assert_ne!(whole, fingerprint(files), "{files:?}");
        }
    }

    #[test]
    fn every_word_list_tells_dictionaries_apart() {
        let lists = [
            ("surnames", "word\n戊\n"),
            ("given-names", "word\tweight\n戊\t2\n"),
            ("characters", "word\tclasses\n戊\tjoint\n"),
            ("transliteration", "word\n戊\n"),
            ("minority-name-parts", "word\n戊己\n"),
            ("place-abbreviations", "word\tname\n戊\t戊省\n"),
            ("place-abbreviation-frames", "word\tposition\n访\tbefore\n"),
            ("titles", "word\tposition\tkind\n戊长\tboth\toffice\n"),
            ("speech-verbs", "word\tposition\n说\tafter\n"),
            ("speech-verbs", "word\tposition\ttells\n说\tafter\tyes\n"),
            ("signs", "word\tsigns\n戊\tshore\n"),
            ("programme-verbs", "word\n开展\n"),
            ("organisation-suffixes", "word\tstrength\n戊局\tstrong\n"),
            ("place-suffixes", "word\tclass\n戊\tsite\n"),
            ("programme-heads", "word\n戊\n"),
            ("programme-heads", "word\trole\n戊\tundertaken\n"),
            ("programme-not", "word\n戊\n"),
            ("deictic", "word\tlevel\n我戊\tcounty\n"),
            ("deictic-bare", "word\tlevel\n戊\tcounty\n"),
            ("bodies", "name\tforms\tlevels\n{place}戊局\t\tcounty\n"),
            ("ignore", "word\n戊\n"),
            ("checked-names", "word\n戊\n"),
            ("after-name", "word\n戊\n"),
            ("stronger-words", "word\n戊\n"),
            ("evidence", "word\tpoints\nperson.surname.any\t1\n"),
            ("words", "word\tkind\tleft\n会见\tperson\t5\n"),
            ("place-short-forms", "word\tname\n戊\t戊县\n"),
            ("place-numbers", "word\tposition\n国道\tbefore\n"),
            ("company-forms", "word\n有限公司\n"),
            ("national", "word\n全国\n"),
            ("townships", "word\tnames\n戊\t戊己镇\n"),
        ];
        let mut seen = std::collections::BTreeSet::from([fingerprint(&[])]);
        for (list, rows) in lists {
            let path = format!("rules/{list}.tsv");
            let (header, row) = rows.split_once('\n').unwrap();
            let moved = format!("{header}\n\n{row}");
            assert!(seen.insert(fingerprint(&[(&path, rows)])), "{list}");
            assert_eq!(
                fingerprint(&[(&path, rows)]),
                fingerprint(&[("other.tsv", "name\tkind\n"), (&path, &moved)])
            );
        }
    }
}
