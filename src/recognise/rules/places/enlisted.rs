//! Small places in lists of places: an item that a listed township is called by (琴溪 of 琴溪镇), or that ends as places do, beside
//! places that are told otherwise: 小岭、琴溪和南陵弋江镇. Lists that a count ends: `counted`; items that end alike: `alike`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::township;
use crate::dictionary::{Class, Cue, Hit, Kind, Sign, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{Proposal, stops};
use crate::text::{Tag, Words, is_han};

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "place.enlisted";
/// Points of such a place: a list raises persons that look like it.
const POINTS: i32 = 120;
/// Characters of an item, and most marks of a list.
const ITEM: std::ops::RangeInclusive<usize> = 2..=4;
const MOST: usize = 12;

/// Proposals for the items of lists of places.
pub(in crate::recognise::rules) fn places(
    page: &Page<'_>,
    letters: &Letters,
    out: &[Candidate],
) -> Vec<Proposal> {
    let mut marks = letters.all::<'、'>().peekable();
    if marks.peek().is_none() {
        return Vec::new();
    }
    let known = Known::of(page, letters, out);
    let (mut found, mut list) = (Vec::new(), Vec::new());
    while let Some(mark) = marks.next() {
        list.clear();
        list.push(mark);
        while let Some(&next) = marks.peek() {
            let last = list[list.len() - 1];
            if !(last + 1..next).all(|n| letters.letter(n)) || list.len() >= MOST {
                break;
            }
            list.push(next);
            marks.next();
        }
        found.extend(List { page, letters, known: &known, marks: &list }.items());
    }
    found
}

/// What was found before in lists, or behind the word that joins their last item: where places stand, and where persons do.
struct Known {
    ends: FxHashMap<usize, usize>,
    starts: FxHashMap<usize, usize>,
    persons: FxHashSet<(usize, usize)>,
}

impl Known {
    fn of(page: &Page<'_>, letters: &Letters, out: &[Candidate]) -> Self {
        let mut known =
            Self { ends: FxHashMap::default(), starts: FxHashMap::default(), persons: FxHashSet::default() };
        let joins = |c: char| c == '、' || page.class(c).has(Class::JOINT);
        for candidate in out.iter().filter(|c| c.open() && c.score > 0) {
            let (start, end) = (letters.number(candidate.span.start), letters.number(candidate.span.end));
            let led = start.checked_sub(1).is_some_and(|before| joins(letters.chars[before]));
            if !led && letters.char(end) != Some('、') {
                continue;
            }
            if candidate.kind == Kind::PERSON {
                known.persons.insert((start, end));
            } else if candidate.kind == Kind::PLACE {
                let first = known.ends.entry(end).or_insert(start);
                *first = start.min(*first);
                let last = known.starts.entry(start).or_insert(end);
                *last = end.max(*last);
            }
        }
        known
    }
}

/// What speaks for an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// It is a place already.
    Known,
    /// A listed township is called so.
    Town,
    /// So is one, but it is an everyday word.
    Word,
    /// It ends as places do.
    Ends,
}

/// A list and its marks.
struct List<'l, 'a> {
    page: &'l Page<'a>,
    letters: &'l Letters,
    known: &'l Known,
    marks: &'l [usize],
}

impl List<'_, '_> {
    /// The items that are no places yet, where every one may be and enough of them are.
    fn items(&self) -> Vec<Proposal> {
        let Some(items) = self.sorted() else { return Vec::new() };
        let count = |sort: Sort| items.iter().filter(|&&(_, of)| of == sort).count();
        let (known, towns) = (count(Sort::Known), count(Sort::Town));
        let joined = self.is_joined(items[items.len() - 1].0.1);
        let person = || items.iter().any(|(item, _)| self.known.persons.contains(item));
        let doubtful = |&&(item, sort): &&((usize, usize), Sort)| {
            sort == Sort::Ends && self.known.persons.contains(&item)
        };
        let told = known > 0 && 2 * (known + towns) >= items.len() + items.iter().filter(doubtful).count();
        let located = || self.is_located(items[0].0.0) && !person();
        let enough = told || towns > 1 && joined || towns > 0 && towns + count(Sort::Word) > 1 && located();
        if !enough {
            return Vec::new();
        }
        let fresh = items.iter().filter(|(item, sort)| *sort != Sort::Known || self.is_no_person(*item));
        fresh.map(|&((start, end), _)| Proposal { start, end, sum: POINTS }).collect()
    }

    /// Whether a stretch that looks like a person too is rather a township or a railway: 丁桥, 沈丹线.
    fn is_no_person(&self, (start, end): (usize, usize)) -> bool {
        let town = || township::short_end(self.page, self.letters, start) == Some(end);
        self.known.persons.contains(&(start, end)) && (self.letters.chars[end - 1] == '线' || town())
    }

    /// Whether a place is joined to the last item: 琴溪 + 和 + 南陵弋江镇.
    fn is_joined(&self, end: usize) -> bool {
        let joint = self.letters.char(end).is_some_and(|c| self.page.class(c).has(Class::JOINT) && c != '的');
        joint && self.known.starts.contains_key(&(end + 1))
    }

    /// All items with what speaks for each; none if there is one for which nothing does.
    fn sorted(&self) -> Option<Vec<((usize, usize), Sort)>> {
        let between = self.marks.windows(2).map(|pair| (pair[0] + 1, pair[1]));
        let mut items = Vec::with_capacity(self.marks.len() + 1);
        // Most lists hold no place: the middle tells soonest.
        for item in between {
            items.push((item, self.sort(item)?));
        }
        items.push(self.last()?);
        items.insert(0, self.first()?);
        Some(items)
    }

    fn sort(&self, (start, end): (usize, usize)) -> Option<Sort> {
        let whole = self.known.starts.get(&start) == Some(&end) || self.known.ends.get(&end) == Some(&start);
        if whole { Some(Sort::Known) } else { self.small((start, end)) }
    }

    /// What speaks for a stretch that is no place yet.
    fn small(&self, (start, end): (usize, usize)) -> Option<Sort> {
        let Self { page, letters, .. } = self;
        if !ITEM.contains(&(end - start)) || !self.may_be((start, end)) || self.holds_listed((start, end)) {
            return None;
        }
        let town = || township::short_end(page, letters, start) == Some(end);
        match self.is_word((start, end)) {
            true => town().then_some(Sort::Word),
            false if town() => Some(Sort::Town),
            false => (end - start > 2 && self.ends_so((start, end))).then_some(Sort::Ends),
        }
    }

    /// The first item: it ends at the first mark.
    fn first(&self) -> Option<((usize, usize), Sort)> {
        let (letters, end) = (self.letters, self.marks[0]);
        if let Some(&start) = self.known.ends.get(&end) {
            // 安全员 + 佟铁岭、佟小川.
            let longer = start.checked_sub(1).is_some_and(|n| self.known.persons.contains(&(n, end)));
            return (!longer).then_some(((start, end), Sort::Known));
        }
        let starts = ITEM.rev().filter_map(|length| end.checked_sub(length));
        let mut free = starts.filter(|&start| letters.border(start) && self.begins(start));
        free.find_map(|start| Some(((start, end), self.small((start, end))?)))
    }

    /// The last item: it begins behind the last mark.
    fn last(&self) -> Option<((usize, usize), Sort)> {
        let (letters, start) = (self.letters, self.marks[self.marks.len() - 1] + 1);
        if let Some(&end) = self.known.starts.get(&start) {
            return Some(((start, end), Sort::Known));
        }
        let ends = ITEM.rev().map(|length| start + length).filter(|&end| end <= letters.len());
        let mut free = ends.filter(|&end| letters.border(end) && self.is_over(end));
        free.find_map(|end| Some(((start, end), self.small((start, end))?)))
    }

    /// Whether no noun goes on from the last item: 丁桥 + 小学.
    fn is_over(&self, end: usize) -> bool {
        let letters = self.letters;
        let tag = || letters.word(end).tag;
        end >= letters.len()
            || !letters.letter(end)
            || matches!(tag(), Tag::Verb | Tag::Grammar | Tag::Number | Tag::Side | Tag::Time)
    }

    /// Whether the first item may begin at a character: behind a mark, a verb or a word of grammar.
    fn begins(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else { return true };
        let word = self.letters.word(before);
        let things = matches!(self.letters.chars[before], '的' | '之');
        !self.letters.letter(before) || !things && matches!(word.tag, Tag::Verb | Tag::Grammar)
    }

    /// Whether a word that places follow stands before the list.
    fn is_located(&self, start: usize) -> bool {
        self.page.signs().end(Sign::Locates, &self.page.text()[..self.letters.at[start] as usize])
    }

    /// Whether a stretch is an everyday noun.
    fn is_word(&self, (start, end): (usize, usize)) -> bool {
        let text = self.letters.span(start, end).of(self.page.text());
        let named = |tag: Tag| matches!(tag, Tag::None | Tag::Person | Tag::Place | Tag::Proper);
        Words::shared().has(text) && !named(Words::shared().tag(text))
    }

    /// Whether no word of a clause is in a stretch.
    fn may_be(&self, (start, end): (usize, usize)) -> bool {
        let Self { page, letters, .. } = self;
        let plain =
            |tag: Tag| matches!(tag, Tag::Verb | Tag::VerbalNoun | Tag::Time | Tag::Adjective | Tag::Side);
        let fits = |n: usize| {
            let word = letters.word(n);
            let clause = word.tag == Tag::Grammar || word.end > word.start + 1 && plain(word.tag);
            is_han(letters.chars[n]) && !clause
        };
        let span = letters.span(start, end);
        (start..end).all(fits)
            && page.normal.gaps_inside(span).is_empty()
            && !page.known.dictionary.rules.ignore.contains_key(span.of(page.text()))
    }

    /// Whether a listed place begins a stretch or ends it: 福建 + 沿海, 穿 + 淮河.
    fn holds_listed(&self, (start, end): (usize, usize)) -> bool {
        let Self { page, letters, .. } = self;
        let (first, last) = (letters.at[start], letters.at[end]);
        let place = |hit: &Hit| hit.uses.has(Use::ANY_PLACE);
        page.hits_at(first).iter().any(|hit| place(hit) && hit.span.end <= last)
            || page.hits_ending(last, last - first).any(place)
    }

    /// Whether a stretch ends as villages, waters and mountains do.
    fn ends_so(&self, (start, end): (usize, usize)) -> bool {
        let Self { page, letters, .. } = self;
        let suffix =
            |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if !suffix.never && suffix.class.is_land());
        let ends = |at: usize| {
            let hit = page.cue_at(letters.at[at], |cue| suffix(cue).then_some(()));
            hit.is_some_and(|(hit, ())| hit.span.end == letters.at[end])
        };
        let lone = |n: usize| {
            let word = letters.word(n);
            word.end == word.start + 1 && word.tag != Tag::Number && !stops::in_no_body(page, &word)
                || matches!(word.tag, Tag::None | Tag::Person | Tag::Proper)
        };
        page.marks.place_ends(letters.at[end])
            && (start + 2..end).any(|at| ends(at) && (start..at).all(lone))
            && !page.class(letters.chars[start]).has(Class::POINTER)
    }
}
