//! Places in a text that differ by one character from a listed long name: another character, one missing, one too many.
//!
//! A name is cut into two halves; one error leaves one of them whole (the pigeonhole principle, as Wu and Manber 1992 use
//! it). So the text is scanned for halves, and of the names with a half found only those are compared that also share one
//! of the two characters next to it. Whether such a place is a slip is for the caller, and then a person, to say.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::matcher::Matcher;
use super::{Class, Dictionary, DictionaryError, EntityNo, Rules, normal};
use crate::text::{Span, is_han};

/// Characters of the shortest name that is looked for: of shorter ones too many differ by one character.
const LEAST: usize = 4;

/// The classes of characters that tell names apart where everything else is the same. One in place of another of its class,
/// or a number more or less, makes another name.
const CONTRASTS: Class = Class::CONTRAST_NUMBER
    .with(Class::CONTRAST_SIDE)
    .with(Class::CONTRAST_SIZE)
    .with(Class::CONTRAST_LEVEL)
    .with(Class::CONTRAST_OFFICE)
    .with(Class::CONTRAST_SEX);

/// Which characters tell names apart.
struct Contrasts(FxHashMap<char, Class>);

impl Contrasts {
    fn of(rules: &Rules) -> Self {
        let classes = rules.classes.iter().map(|(&c, class)| (c, class.and(CONTRASTS)));
        Self(classes.filter(|(_, class)| class.has(CONTRASTS)).collect())
    }

    fn class(&self, c: char) -> Class {
        self.0.get(&c).copied().unwrap_or_default()
    }

    /// Whether one character may stand for another by a slip.
    fn differ(&self, a: char, b: char) -> bool {
        self.plain(a) && self.plain(b) && !self.class(a).has(self.class(b))
    }

    /// Whether a character may be missing or too many by a slip.
    fn plain(&self, c: char) -> bool {
        is_han(c) && !self.class(c).has(Class::CONTRAST_NUMBER)
    }
}

/// A place that differs from a listed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slip {
    /// Bytes of the normal text.
    pub span: Span,
    /// The character that is other or too many; empty where one is missing.
    pub error: Span,
    /// Number of the name, for [`Slips::name`].
    pub name: u32,
}

/// A listed long name.
#[derive(Clone, Debug)]
struct Long {
    text: String,
    chars: Vec<char>,
    entities: Vec<EntityNo>,
}

/// A half of a name, and a character next to it.
type Key = (u32, char);

/// The long names of a dictionary, ready to be looked for with one error. Immutable and shared between threads.
pub struct Slips {
    names: Vec<Long>,
    /// Every listed form: what is listed is no slip.
    listed: FxHashSet<String>,
    halves: Matcher,
    /// Names whose first half is whole and one of whose next two characters is this.
    behind: FxHashMap<Key, Vec<u32>>,
    /// Names whose second half is whole and one of whose two characters before it is this.
    before: FxHashMap<Key, Vec<u32>>,
    contrasts: Contrasts,
}

impl Slips {
    /// The index of a dictionary. O(characters of its names).
    ///
    /// # Errors
    /// If there are more names than the matcher takes.
    pub fn new(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        let mut listed: BTreeMap<String, Vec<EntityNo>> = BTreeMap::new();
        for (number, entity) in (0u32..).zip(&dictionary.entities) {
            for name in std::iter::once(&entity.named.name).chain(&entity.named.aliases) {
                let form = normal(name);
                if dictionary.rules.ignored_as(&form, &entity.named.kind).is_none() {
                    listed.entry(form).or_default().push(EntityNo(number));
                }
            }
        }
        Self::index(listed, Contrasts::of(&dictionary.rules))
    }

    fn index(forms: BTreeMap<String, Vec<EntityNo>>, contrasts: Contrasts) -> Result<Self, DictionaryError> {
        let listed = forms.keys().cloned().collect();
        let long = |(text, mut entities): (String, Vec<EntityNo>)| {
            let chars: Vec<char> = text.chars().collect();
            entities.dedup();
            (chars.len() >= LEAST).then_some(Long { text, chars, entities })
        };
        let names: Vec<Long> = forms.into_iter().filter_map(long).collect();
        let mut halves: BTreeMap<&str, u32> = BTreeMap::new();
        for name in &names {
            let (first, second) = name.halves();
            halves.insert(first, 0);
            halves.insert(second, 0);
        }
        for (number, half) in (0..).zip(halves.values_mut()) {
            *half = number;
        }
        let (mut behind, mut before) = (FxHashMap::<Key, Vec<u32>>::default(), FxHashMap::default());
        for (number, name) in (0u32..).zip(&names) {
            let (first, second) = name.halves();
            let middle = name.middle();
            let next = [name.chars[middle], name.chars[middle + 1]];
            let last = [name.chars[middle - 1], name.chars[middle - 2]];
            add(&mut behind, halves[first], next, number);
            add(&mut before, halves[second], last, number);
        }
        let too_many =
            || DictionaryError::TooManyNames("more than 50 million characters of names".to_owned());
        let halves = Matcher::new(halves.keys().copied()).ok_or_else(too_many)?;
        Ok(Self { names, listed, halves, behind, before, contrasts })
    }

    /// The name with a number, as it is listed in normal form, and the entities it names.
    ///
    /// # Panics
    /// If there is no such name.
    #[must_use]
    pub fn name(&self, number: u32) -> (&str, &[EntityNo]) {
        let name = &self.names[number as usize];
        (&name.text, &name.entities)
    }

    /// Every place of a normal text that differs by one character from a listed name, sorted. What is listed itself is
    /// left out, and so are numbers, sides and levels that make another name (第二中学 of 第一中学). O(text + halves
    /// found · names that share a half and a character beside it).
    pub fn scan(&self, text: &str, slips: &mut Vec<Slip>) {
        slips.clear();
        self.halves.scan(text, |(start, end, half)| {
            let (start, end) = (start as usize, end as usize);
            let mut near: Vec<char> = text[end..].chars().take(2).collect();
            self.each(&self.behind, half, &near, |number, name| {
                slips.extend(name.with_error(
                    &self.contrasts,
                    (text, start),
                    name.middle()..name.chars.len(),
                    number,
                ));
            });
            near.clear();
            near.extend(text[..start].chars().rev().take(2));
            self.each(&self.before, half, &near, |number, name| {
                for begin in starts(text, start, name.middle()) {
                    slips.extend(name.with_error(&self.contrasts, (text, begin), 0..name.middle(), number));
                }
            });
        });
        slips.sort_unstable();
        slips.dedup();
        slips.retain(|slip| !self.listed.contains(slip.span.of(text)));
    }

    /// The same for names that are in no list, in normal form; a slip's number is that of its name here. O(names · text).
    pub fn scan_for(&self, names: &[String], text: &str, slips: &mut Vec<Slip>) {
        slips.clear();
        for (number, name) in (0u32..).zip(names) {
            let name = Long { text: name.clone(), chars: name.chars().collect(), entities: Vec::new() };
            if name.chars.len() < LEAST {
                continue;
            }
            let (first, second) = name.halves();
            for (start, _) in text.match_indices(first) {
                slips.extend(name.with_error(
                    &self.contrasts,
                    (text, start),
                    name.middle()..name.chars.len(),
                    number,
                ));
            }
            for (half, _) in text.match_indices(second) {
                for begin in starts(text, half, name.middle()) {
                    slips.extend(name.with_error(&self.contrasts, (text, begin), 0..name.middle(), number));
                }
            }
        }
        slips.sort_unstable();
        slips.dedup();
        slips.retain(|slip| {
            let seen = slip.span.of(text);
            !self.listed.contains(seen) && names.iter().all(|name| name != seen)
        });
    }

    fn each(
        &self,
        index: &FxHashMap<Key, Vec<u32>>,
        half: u32,
        near: &[char],
        mut f: impl FnMut(u32, &Long),
    ) {
        for &c in near {
            for &number in index.get(&(half, c)).into_iter().flatten() {
                f(number, &self.names[number as usize]);
            }
        }
    }
}

fn add(index: &mut FxHashMap<Key, Vec<u32>>, half: u32, near: [char; 2], name: u32) {
    for c in near {
        index.entry((half, c)).or_default().push(name);
    }
}

/// Where a name may begin whose second half is whole at a byte: with all characters of the first, one fewer, one more.
fn starts(text: &str, half: usize, middle: usize) -> impl Iterator<Item = usize> {
    let starts = text[..half].char_indices().rev().map(|(at, _)| at);
    starts.skip(middle.saturating_sub(2)).take(3)
}

impl Long {
    fn middle(&self) -> usize {
        self.chars.len() / 2
    }

    fn halves(&self) -> (&str, &str) {
        let bytes = self.chars[..self.middle()].iter().map(|c| c.len_utf8()).sum();
        self.text.split_at(bytes)
    }

    /// The place at a byte of a text, if it is this name with one error at one of these characters.
    fn with_error(
        &self,
        contrasts: &Contrasts,
        (text, start): (&str, usize),
        at: std::ops::Range<usize>,
        number: u32,
    ) -> Option<Slip> {
        let count = self.chars.len();
        let seen: Vec<char> = text[start..].chars().take(count + 1).collect();
        let same = seen.iter().zip(&self.chars).take_while(|(x, y)| x == y).count();
        if !at.contains(&same) {
            return None;
        }
        let (seen, own) = (&seen[same..], &self.chars[same..]);
        let rest = |skip: usize, own: &[char]| seen.get(skip..skip + own.len()) == Some(own);
        let inside = same > 0 && same + 1 < count;
        let (extra, chars) = match (seen.first(), own[0]) {
            (Some(&c), own_c) if rest(1, &own[1..]) && contrasts.differ(c, own_c) => (Some(c), count),
            (_, missing) if inside && rest(0, &own[1..]) && contrasts.plain(missing) => (None, count - 1),
            (Some(&c), _) if inside && rest(1, own) && contrasts.plain(c) => (Some(c), count + 1),
            _ => return None,
        };
        let bytes = |chars: usize| text[start..].chars().take(chars).map(char::len_utf8).sum::<usize>();
        let error = start + bytes(same);
        Some(Slip {
            span: Span::from_usize(start, start + bytes(chars)),
            error: Span::from_usize(error, error + extra.map_or(0, char::len_utf8)),
            name: number,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "name\tkind\taliases\n内蒙古自治区总工会\torganisation\t\n红山区第一中学\torganisation\t\n\
                        天骏计划\tprogramme\t\n天骏规划\tprogramme\t\n包头市\tplace\t\n";

    fn found(text: &str) -> Vec<(String, String)> {
        let numbers = ("rules/characters.tsv", "word\tclasses\n一二\tcontrast-number\n");
        let slips = Slips::new(&Dictionary::of_texts(&[("x.tsv", ROWS), numbers])).unwrap();
        let mut found = Vec::new();
        slips.scan(text, &mut found);
        found.iter().map(|s| (s.span.of(text).to_owned(), slips.name(s.name).0.to_owned())).collect()
    }

    #[test]
    fn one_character_off_is_seen_wherever_it_is() {
        let (union, plan) = ("内蒙古自治区总工会", "天骏计划");
        for (text, seen, name) in [
            ("见内蒙古自治区总工含的", "内蒙古自治区总工含", union),
            ("见网蒙古自治区总工会的", "网蒙古自治区总工会", union),
            ("见内蒙吉自治区总工会的", "内蒙吉自治区总工会", union),
            ("见内蒙古治区总工会的", "内蒙古治区总工会", union),
            ("见内蒙蒙古自治区总工会", "内蒙蒙古自治区总工会", union),
            ("见内蒙古自治区总土工会", "内蒙古自治区总土工会", union),
            ("天骏讨划", "天骏讨划", plan),
            ("大骏计划", "大骏计划", plan),
        ] {
            assert!(found(text).contains(&(seen.to_owned(), name.to_owned())), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn what_is_listed_or_another_name_is_no_slip() {
        for text in [
            "内蒙古自治区总工会",
            "天骏规划和天骏计划",
            "红山区第二中学",
            "红山区第中学",
            "骏计划",
            "包头巾",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn names_of_one_text_are_looked_for_as_listed_ones_are() {
        let slips =
            Slips::new(&Dictionary::of_text("x.tsv", "name\tkind\n赤峰市总土会\torganisation\n")).unwrap();
        let names = ["赤峰市总工会".to_owned(), "包头市总工会".to_owned(), "总工会".to_owned()];
        let text = "赤峰市总工会和赤峰市总工含、包头总工会、赤峰市总土会、市总工会。";
        let mut found = Vec::new();
        slips.scan_for(&names, text, &mut found);
        let found: Vec<_> = found.iter().map(|s| (s.span.of(text), &*names[s.name as usize])).collect();
        assert_eq!(found, [("赤峰市总工含", "赤峰市总工会"), ("包头总工会", "包头市总工会")]);
    }

    /// The same by comparing everything with everything.
    fn distance_is_one(a: &[char], b: &[char]) -> bool {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut last = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = (last + usize::from(x != y)).min(above + 1).min(row[j] + 1);
                last = above;
            }
        }
        row[b.len()] == 1
    }

    proptest::proptest! {
        #[test]
        fn every_slip_is_one_error_off_and_no_other_character_is_missed(
            text in "[子丑寅卯]{0,14}",
            names in proptest::collection::btree_set("[子丑寅卯]{4,7}", 1..5),
        ) {
            let rows: String = names.iter().fold(String::new(), |rows, name| rows + name + "\tplace\n");
            let dictionary = Dictionary::of_text("x.tsv", &format!("name\tkind\n{rows}"));
            let slips = Slips::new(&dictionary).unwrap();
            let mut found = Vec::new();
            slips.scan(&text, &mut found);
            for slip in &found {
                let (a, b): (Vec<char>, Vec<char>) = (slip.span.of(&text).chars().collect(), slips.name(slip.name).0.chars().collect());
                proptest::prop_assert!(distance_is_one(&a, &b), "{a:?} {b:?}");
            }
            let (all, chars) = (text.clone(), text.chars().collect::<Vec<char>>());
            for name in &names {
                let own: Vec<char> = name.chars().collect();
                for (n, window) in chars.windows(own.len()).enumerate() {
                    let other = window.iter().zip(&own).filter(|(x, y)| x != y).count();
                    let text: String = window.iter().collect();
                    if other == 1 && !names.contains(&text) {
                        let seen = found.iter().any(|s| (s.span.start as usize, s.span.of(&all)) == (3 * n, text.as_str()) && slips.name(s.name).0 == name);
                        proptest::prop_assert!(seen, "{text} {name}");
                    }
                }
            }
        }
    }
}
