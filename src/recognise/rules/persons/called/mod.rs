//! Persons right behind a word for who they are, whatever words their names are, where what follows goes on as it does behind a
//! name: 队长 + 岑扶绥 + 借, 匠人 + 石不转 + 。, 研究员 + 高峰 + ，.

mod told;
mod words;

use super::behind::{Right, right};
use crate::dictionary::{Class, Cue, Hit, Kind, Level, Role, Surname, TitleClass, Use};
use crate::recognise::letters::{Letters, Word};
use crate::recognise::page::Page;
use crate::recognise::rules::found::Found;
use crate::recognise::rules::{Proposal, Stretches, context, places::short};
use crate::text::{Tag, is_han};
use told::{says, speaks};
use words::is_noun;

/// The rule's id on its mentions.
pub(in crate::recognise::rules) const RULE: &str = "person.called";
/// Points of such a name.
const POINTS: i32 = 25;
/// Characters of names, the usual number first.
const LENGTHS: [usize; 2] = [LONG, 2];
const LONG: usize = 3;
/// Least weight of a character that ends given names often.
const USUAL: usize = 2;

/// Proposals for the names behind titles. A short one that no mark ends gives way to a person found there, or to a longer name
/// of the article that it begins (茶农 + 敖显进 + 去过).
pub(in crate::recognise::rules) fn names<'p>(
    page: &Page<'_>,
    letters: &Letters,
    persons: impl FnOnce() -> &'p Stretches,
) -> Vec<Proposal> {
    let starts = letters.surnames.iter().map(|&n| n as usize);
    let titled = starts.filter(|&n| page.marks.title_ends(letters.at[n]));
    let mut found: Vec<(Proposal, Right)> = titled.filter_map(|start| name(page, letters, start)).collect();
    let open = |(name, right): &(Proposal, Right)| *right == Right::GoesOn && name.end < name.start + LONG;
    if found.iter().any(open) {
        let persons = persons();
        let text = |(start, end): (usize, usize)| letters.span(start, end).of(page.text());
        let begins = |name: (usize, usize)| {
            let longer = |&&(start, end): &&(usize, usize)| end - start > name.1 - name.0;
            persons.iter().filter(longer).any(|&person| text(person).starts_with(text(name)))
        };
        let touched = Found::of(persons.iter().copied());
        let gives_way = |name: (usize, usize)| touched.touches(name) || begins(name);
        found.retain(|name| !open(name) || !gives_way((name.0.start, name.0.end)));
    }
    found.into_iter().map(|(name, _)| name).collect()
}

/// The name that begins behind a title, and what stands behind it.
fn name(page: &Page<'_>, letters: &Letters, start: usize) -> Option<(Proposal, Right)> {
    let surname = page.known.characters.surname(letters.chars[start])?;
    let title = page.title_ending(letters.at[start])?;
    let clear = surname.is_clear();
    let tells = match title {
        TitleClass::Office | TitleClass::Trade | TitleClass::Kin | TitleClass::Address => true,
        // 63岁的 + 石田小十郎.
        TitleClass::Age => clear && !surname.rare,
        _ => false,
    };
    let word = letters.word(start);
    let parted = word.start == start || context::title_across(page, letters, &word, start);
    if !tells || !parted || context::ends_title(page, letters, (start, start + 1)) {
        return None;
    }
    let ends = LENGTHS.into_iter().map(|length| start + length);
    let spoken = |end: usize| {
        end == start + LONG && speaks(page, letters, end) || !surname.ambiguous && says(page, letters, end)
    };
    let whole = ends.filter(|&end| end <= letters.len() && (letters.border(end) || spoken(end)));
    let names = whole.map(|end| {
        let right = right(page, letters, end);
        Name { page, letters, start, end, surname, clear, right }
    });
    let mut fitting = names.filter(|name| name.may_be() && name.fits(title));
    fitting.next().map(|name| (Proposal { start, end: name.end, sum: POINTS }, name.right))
}

/// A possible name.
struct Name<'n, 'a> {
    page: &'n Page<'a>,
    letters: &'n Letters,
    start: usize,
    end: usize,
    surname: Surname,
    /// The surname is hardly another word.
    clear: bool,
    right: Right,
}

impl Name<'_, '_> {
    fn words(&self) -> impl Iterator<Item = Word> {
        (self.start..self.end).map(|n| self.letters.word(n))
    }

    /// How often given names end with its last character.
    fn weight(&self) -> usize {
        self.page.known.characters.given(self.letters.chars[self.end - 1]).sort()
    }

    /// Whether nothing says that it is something else, or only part of a word or a name.
    fn may_be(&self) -> bool {
        let &Self { page, letters, start, end, right, .. } = self;
        let sound = |n: usize| letters.roles[n].has(Role::SOUND);
        let foreign = || end < letters.len() && (start..=end).all(sound);
        let inner = |c: &char| matches!(c, '之' | '的' | '氏' | '了');
        let place = || page.class(letters.chars[end - 1]).has(Class::GRASSROOTS.with(Class::WATER));
        let doubled = || end == start + 2 && letters.chars[start] == letters.chars[start + 1];
        (right != Right::Else || self.stands_clear() || self.is_told())
            && !place()
            && !self.acts()
            && (right == Right::Closed || !doubled())
            && letters.chars[start..end].iter().all(|&c| is_han(c))
            && letters.chars[end - 1] != '老'
            && page.normal.gaps_inside(letters.span(start, end)).is_empty()
            && !letters.chars[start..end].iter().any(inner)
            && !page.class(letters.chars[end - 1]).has(Class::SORT.with(Class::WHEN))
            && !foreign()
            && !self.leads_on()
            && !self.holds_other()
    }

    /// Whether a verb and what it is done with stand there: 学生 + 戴 + 口罩, 外婆 + 敬 + 个酒.
    fn acts(&self) -> bool {
        let &Self { letters, start, surname, .. } = self;
        let (verb, given) = (letters.word(start), letters.word(start + 1));
        let noun = given.start == start + 1 && given.end > given.start + 1 && given.tag == Tag::Noun;
        verb.end == start + 1 && verb.tag == Tag::Verb && (noun || surname.rare)
    }

    /// Whether it is whole beside a noun: a clear surname begins three characters, no word goes on over their end.
    fn stands_clear(&self) -> bool {
        let &Self { page, letters, start, end, clear, .. } = self;
        let next = || letters.word(end);
        let suffix = |hit: &Hit| {
            hit.uses.has(Use::BODY_SUFFIX) || hit.uses.has(Use::PLACE_SUFFIX) || hit.uses.has(Use::HEAD)
        };
        clear
            && end - start == LONG
            && letters.letter(end)
            && next().start == end
            && next().end > end + 1
            && self.weight() > 0
            && !page.hits_at(letters.at[end]).iter().any(suffix)
    }

    /// Whether a title or a verb of persons is in it, or a listed name begins it or goes beyond it.
    fn holds_other(&self) -> bool {
        let &Self { page, letters, start, end, .. } = self;
        let span = letters.span(start, end);
        let listed = |hit: &Hit| {
            let person = || hit.span == span && page.names(hit.form, &Kind::PERSON);
            let over = hit.uses.has(Use::PLACE) && self.outlasts(hit) || person();
            let beside =
                hit.span.start == span.start && !over || hit.span.end > span.end || self.ends_state(hit);
            hit.uses.has(Use::NAME)
                && beside
                && letters.number(hit.span.end) > letters.number(hit.span.start) + 1
        };
        let titled = |hit: &Hit| {
            let title = |cue: &Cue| matches!(cue, Cue::Title(_));
            let weak = hit.span.len() <= '向'.len_utf8() && (self.is_spoken() || self.is_party());
            !weak && hit.span.end <= span.end && page.form(hit.form).cues.iter().any(title)
        };
        let other = |hit: &Hit| listed(hit) || titled(hit);
        (start..end).any(|n| page.hits_at(letters.at[n]).iter().any(other))
    }

    /// Whether a state ends it: 轮值主席 + 国越南.
    fn ends_state(&self, hit: &Hit) -> bool {
        let ends = hit.span.end == self.letters.at[self.end] && hit.uses.has(Use::PLACE);
        ends && self.surname.rare && short::level(self.page, hit.form) == Some(Level::Country)
    }

    /// Whether it is a person though a listed place begins it: 局长 + 安图生 + 算过, 副书记 + 武安 + ，.
    fn outlasts(&self, place: &Hit) -> bool {
        let &Self { page, letters, end, right, .. } = self;
        // 主席 + 阿根廷.
        if short::level(page, place.form) == Some(Level::Country) {
            return false;
        }
        if place.span.end == letters.at[end] {
            return matches!(right, Right::Closed | Right::Does);
        }
        letters.word(end - 1).start == end - 1 && self.weight() > 0
    }

    /// Whether its characters, and what follows, are those of a name behind a title.
    fn fits(&self, title: TitleClass) -> bool {
        let &Self { letters, start, end, surname, clear, right, .. } = self;
        if self.is_told() {
            return true;
        }
        let word = letters.word(start);
        let whole = word.start == start && word.end == end;
        if self.is_ignored() || whole && word.tag != Tag::Person {
            return self.is_proper(title);
        }
        if self.is_parted() || self.goes_on() {
            return false;
        }
        let (long, closed) = (end - start == LONG, right == Right::Closed);
        let ends_so = long || self.weight() > 0 && right != Right::GoesOn;
        clear && !surname.rare
            || !surname.rare && whole && self.weight() >= USUAL
            || surname.rare && closed && long && self.is_of_singles()
            || !surname.rare && ends_so && self.words().all(is_noun)
    }

    /// Whether an everyday word may be a name: behind an office or a trade of one person, if it ends as names do. What no mark ends
    /// is a noun there: 行长 + 江山 + 守着, but 总理 + 成功 + 会晤.
    fn is_proper(&self, title: TitleClass) -> bool {
        let &Self { page, letters, start, end, surname, right, .. } = self;
        let (tag, office) = (letters.word(start).tag, title == TitleClass::Office);
        let noun = matches!(tag, Tag::Noun | Tag::Person | Tag::Place | Tag::Proper | Tag::None);
        let one = || office || page.class(letters.chars[start - 1]).has(Class::TRADE);
        let weight = self.weight();
        // 行长 + 江山 + 守着, but 总书记 + 关心 + 老人, 书记 + 郑重宣布.
        let acts = || matches!(letters.word(end).tag, Tag::Verb | Tag::Grammar | Tag::Time);
        let whole = letters.word(start).end == end && tag != Tag::None;
        let named = || whole && (right == Right::Closed || acts()) && !self.is_behind_titled();
        let doubtful = self.is_ignored() && !named();
        let joins = || letters.char(end).is_some_and(|c| matches!(c, '和' | '与' | '及' | '也' | '都'));
        end - start < LONG
            && one()
            && !doubtful
            && !surname.rare
            && match right {
                Right::Closed => weight >= USUAL || weight > 0 && office,
                _ => noun && weight > 0 && !joins(),
            }
    }

    fn is_ignored(&self) -> bool {
        let text = self.letters.span(self.start, self.end).of(self.page.text());
        self.page.is_never(text, &Kind::PERSON)
    }
}
