//! A run of letters as one place of several provinces (皖浙) or as states that stand side by side (中美).

use super::super::candidate::Candidate;
use super::super::page::Page;
use super::lone::single_beside;
use super::states::States;
use super::{deals, province, push};
use crate::dictionary::{Abbreviation, AbbreviationUse, Kind, Role, Sign, TitleClass};
use crate::text::{Span, Tag, Words, is_han};

/// A letter that may stand for a state here.
struct Letter<'a> {
    span: Span,
    c: char,
    state: &'a Abbreviation,
    /// The article names the state in full, or the letter beside it makes it that.
    named: bool,
}

impl Letter<'_> {
    fn is(&self, used: AbbreviationUse) -> bool {
        self.state.use_of == used
    }

    fn is_china(&self) -> bool {
        self.c == '中'
    }
}

/// Pushes a run as provinces or as states, if it may be that, and says so.
pub(super) fn together<'a>(
    page: &mut Page<'a>,
    states: &States<'a>,
    run: &[(Span, char)],
    out: &mut Vec<Candidate>,
) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let provinces: Option<Vec<&str>> = run.iter().map(|&(_, c)| province(page, c)).collect();
    // 新晋 is new, and no line of 沪宁 goes to 宁夏.
    let other = page.signs().has(Sign::NoPair, whole.of(page.text()));
    let provinces = provinces.filter(|names| !repeats(names) && !other);
    if let Some(names) = &provinces
        && !run.iter().all(|&(_, c)| states.of(page, c).is_some())
    {
        push(whole, &names.join("、"), out);
        return true;
    }
    let Some(letters) = letters(page, states, run) else {
        return provinces.is_some() || !is_loose(page, whole, None) || deals(page, whole.end);
    };
    if provinces.is_none() && everyday(page, whole, &letters) {
        return false;
    }
    let other = provinces.is_none() && is_name(page, whole, &letters);
    if !other && are_states(page, whole, &letters) {
        for letter in &letters {
            push(letter.span, &letter.state.name, out);
        }
    }
    true
}

/// The letters of a run, if each stands for a state of its own; three and more with 中 among them, or where each may stand in a
/// frame or is named in full. 哈马德 is a person.
fn letters<'a>(page: &Page<'a>, states: &States<'a>, run: &[(Span, char)]) -> Option<Vec<Letter<'a>>> {
    let letter = |(n, &(span, c))| {
        let (state, named) = states.in_run(page, run, n)?;
        Some(Letter { span, c, state, named })
    };
    let letters: Vec<Letter<'_>> = run.iter().enumerate().map(letter).collect::<Option<_>>()?;
    let names: Vec<&str> = letters.iter().map(|letter| letter.state.name.as_str()).collect();
    let known = |letter: &Letter<'_>| letter.named || letter.state.use_of.framed();
    let fits = letters.len() < 3 || letters.iter().any(Letter::is_china) || letters.iter().all(known);
    (fits && !repeats(&names)).then_some(letters)
}

fn repeats<T: PartialEq>(names: &[T]) -> bool {
    names.iter().enumerate().any(|(at, name)| names[..at].contains(name))
}

/// Whether letters without 中 are rather a person's: 蓝 + 美英, 总理 + 埃西德.
fn is_name(page: &mut Page<'_>, whole: Span, letters: &[Letter<'_>]) -> bool {
    let china = letters.iter().any(Letter::is_china);
    letters.len() == 2 && !letters[0].is_china() && named(page, whole)
        || !china && page.title_ending(whole.start) == Some(TitleClass::Office) && !deals(page, whole.end)
}

/// Whether something bears out that letters are states: 中, one that is a word of its own elsewhere, or what is told of the two.
fn are_states(page: &mut Page<'_>, whole: Span, letters: &[Letter<'_>]) -> bool {
    let any = |used| letters.iter().any(|letter| letter.is(used));
    let all_named = letters.iter().all(|letter| letter.named);
    letters.iter().any(Letter::is_china)
        || any(AbbreviationUse::Alone)
            && (!any(AbbreviationUse::Named) || all_named && !single_beside(page, whole))
        || letters.iter().any(|letter| letter.named) && (deals(page, whole.end) || is_pair(letters))
}

/// Whether one letter is what the other makes of it: 以 + 巴.
fn is_pair(letters: &[Letter<'_>]) -> bool {
    letters.iter().any(|letter| letters.iter().any(|other| other.state.beside.contains(letter.c)))
}

/// Whether a run of states is another word, or holds a letter that counts only where the two deal with each other (中波两国), and
/// nothing says that they do. What the article names in full counts everywhere.
fn everyday(page: &Page<'_>, whole: Span, letters: &[Letter<'_>]) -> bool {
    let paired = letters.iter().any(|letter| letter.is(AbbreviationUse::Paired) && !letter.named);
    is_word(whole.of(page.text()), letters)
        || (paired || !is_pair(letters) && is_loose(page, whole, Some(letters))) && !deals(page, whole.end)
}

/// Whether a run is a word that a list rules out (美德), or ends as a phrase does (竞争法中, 比赛中以).
fn is_loose(page: &Page<'_>, whole: Span, letters: Option<&[Letter<'_>]>) -> bool {
    let Some(last) = page.before(whole.end) else { return false };
    let known = |letter: &Letter<'_>| letter.named || letter.is_china();
    let of_china =
        last == '中' && letters.is_some_and(|letters| letters.iter().all(known)) && goes_on(page, whole);
    // 中越 and 中非, where the article names 越南 and 非洲.
    let china_and = letters.is_some_and(|letters| letters[0].is_china() && letters.iter().all(known));
    matches!(Words::shared().tag_of(last), Tag::Side | Tag::Grammar) && !of_china && !china_and
        || page.is_never(whole.of(page.text()), &Kind::PLACE)
}

/// Whether letters are a word that says something else, or the name of one place: 加法, 中立, 蒙古. Those that are all words of their own
/// elsewhere may be both (美德).
fn is_word(text: &str, letters: &[Letter<'_>]) -> bool {
    let all = |fits: fn(&Letter<'_>) -> bool| letters.iter().all(fits);
    let tag = Words::shared().tag(text);
    let says = matches!(tag, Tag::Modifier | Tag::Verb | Tag::Side | Tag::Grammar);
    let china = letters.iter().any(Letter::is_china);
    Words::shared().has(text)
        && !is_pair(letters)
        && !all(|letter| letter.is(AbbreviationUse::Alone))
        && (tag == Tag::Modifier || !china && (says || !all(|letter| letter.state.use_of.framed())))
}

/// Whether a run begins as a word and its clause goes on behind it, as around 英中 and not around 该法中。
fn goes_on(page: &Page<'_>, run: Span) -> bool {
    let lone = |c: char| {
        is_han(c) && !page.role(c).has(Role::FRAME_BEFORE) && Words::shared().tag_of(c) != Tag::Verb
    };
    let behind = page.after(run.end).is_some_and(|c| is_han(c) && c != '的') && !page.space_at(run.end);
    behind && (page.space_at(run.start) || !page.before(run.start).is_some_and(lone))
}

/// Whether a lone surname stands before a run of states that deal with nobody: 蓝 + 美英.
fn named(page: &mut Page<'_>, whole: Span) -> bool {
    let surnames = &page.known.dictionary.rules.surnames;
    let sure = |c: &char| surnames.get(&*c.to_string()).is_some_and(|surname| !surname.ambiguous);
    let surname =
        |c: &char| page.role(*c).has(Role::BEGINS_SURNAME) && sure(c) && !page.space_at(whole.start);
    let Some(c) = page.before(whole.start).filter(surname) else { return false };
    let loose = matches!(Words::shared().tag_of(c), Tag::Grammar | Tag::Verb | Tag::Side);
    !loose && page.word(whole.start - c.len_utf8() as u32).len() == c.len_utf8() && !deals(page, whole.end)
}
