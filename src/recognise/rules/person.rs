//! Unlisted personal names: a surname, one or two characters of given name, and what stands around them.
//!
//! Each sign found for or against a name has points in `dictionaries/rules/evidence.tsv`; their sum decides.

use super::context;
use super::evidence::{Clue, Evidence};
use crate::dictionary::{Role, Rules, Surname};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::{Tag, is_han};

/// Proposes names: start, end (characters), evidence.
pub(crate) fn names(page: &Page<'_>, letters: &Letters, propose: &mut dyn FnMut(usize, usize, &Evidence)) {
    let mut evidence = Evidence::default();
    for start in 0..letters.len() {
        if !page.role(letters.chars[start]).has(Role::SURNAME) {
            continue;
        }
        // What stands beside several possible names is looked at once.
        let (mut left, mut right) = (None, [const { None }; 5]);
        for name in shapes(&page.known.dictionary.rules, letters, start) {
            evidence.clear();
            shape(&page.known.dictionary.rules, letters, &name, &mut evidence);
            words(letters, &name, &mut evidence);
            evidence.append(left.get_or_insert_with(|| beside(page, letters, start, context::left)));
            let right = &mut right[name.end - start];
            evidence.append(right.get_or_insert_with(|| beside(page, letters, name.end, context::right)));
            propose(name.start, name.end, &evidence);
        }
    }
}

type Look = fn(&Page<'_>, &Letters, usize, &mut Evidence);

fn beside(page: &Page<'_>, letters: &Letters, at: usize, look: Look) -> Evidence {
    let mut evidence = Evidence::default();
    look(page, letters, at, &mut evidence);
    evidence
}

/// A possible name: a surname of one or two characters and a given name of one or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    start: usize,
    /// Where the given name begins.
    given: usize,
    end: usize,
    surname: Surname,
}

/// Every possible name that starts at a character.
fn shapes<'a>(rules: &'a Rules, letters: &'a Letters, start: usize) -> impl Iterator<Item = Shape> + use<'a> {
    [1usize, 2].into_iter().flat_map(move |len| {
        let surname = surname(rules, letters, start, len);
        surname.into_iter().flat_map(move |surname| {
            [1usize, 2].into_iter().filter_map(move |given| {
                let shape = Shape { start, given: start + len, end: start + len + given, surname };
                let han = (shape.given..shape.end).all(|n| letters.char(n).is_some_and(is_han));
                han.then_some(shape)
            })
        })
    })
}

fn surname(rules: &Rules, letters: &Letters, start: usize, len: usize) -> Option<Surname> {
    let mut text = [0u8; 8];
    let mut used = 0;
    for n in start..start + len {
        let c = letters.char(n).filter(|&c| is_han(c) && c.len_utf8() == 3)?;
        c.encode_utf8(&mut text[used..]);
        used += 3;
    }
    rules.surnames.get(std::str::from_utf8(&text[..used]).ok()?).copied()
}

fn shape(rules: &Rules, letters: &Letters, name: &Shape, out: &mut Evidence) {
    let given = name.end - name.given;
    out.add(Clue::Any);
    out.add_points(name.surname.points);
    out.add(match (name.given - name.start, name.surname.ambiguous, name.surname.rare) {
        (2, _, _) => Clue::SurnameTwo,
        (_, true, _) => Clue::SurnameAmbiguous,
        (_, _, true) => Clue::SurnameRare,
        _ => Clue::SurnameCommon,
    });
    out.add(if given == 1 { Clue::GivenOne } else { Clue::GivenTwo });
    for n in name.given..name.end {
        let character = letters.char(n).and_then(|c| rules.given.get(&c)).copied().unwrap_or_default();
        out.add_points(match (given, n - name.given) {
            (1, _) => character.single,
            (_, 0) => character.first,
            _ => character.second,
        });
        out.add(match (given, character.weight) {
            (1, 0) => Clue::SingleWeight0,
            (1, 1) => Clue::SingleWeight1,
            (1, 2) => Clue::SingleWeight2,
            (1, _) => Clue::SingleWeight3,
            (_, 0) => Clue::GivenWeight0,
            (_, 1) => Clue::GivenWeight1,
            (_, 2) => Clue::GivenWeight2,
            (_, _) => Clue::GivenWeight3,
        });
    }
}

fn words(letters: &Letters, name: &Shape, out: &mut Evidence) {
    let (first, last) = (letters.word(name.start), letters.word(name.end - 1));
    if first.start == name.start && first.end == name.end {
        out.add(if first.tag == Tag::Person { Clue::WholeName } else { Clue::WholeWord });
        return;
    }
    if first.start < name.start {
        out.add(Clue::CutLeft);
    }
    if last.end > name.end {
        out.add(if last.tag == Tag::Person { Clue::CutRightName } else { Clue::CutRight });
    }
    if first.start == name.start && first.end > name.given && first.end < name.end {
        out.add(if first.tag == Tag::Person { Clue::FrontName } else { Clue::FrontWord });
    }
    let given = letters.word(name.given);
    if name.end - name.given == 2 && given.start == name.given && given.end == name.end {
        out.add(if matches!(given.tag, Tag::Person) { Clue::GivenName } else { Clue::GivenWord });
    }
    if (name.start..name.end).all(|n| letters.word(n).end - letters.word(n).start == 1) {
        out.add(Clue::Singles);
    }
}
