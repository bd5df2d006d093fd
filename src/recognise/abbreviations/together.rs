//! A run of letters as one place of several provinces (皖浙) or as states that stand side by side (中美).

use super::super::candidate::Candidate;
use super::super::page::Page;
use super::lone::single_beside;
use super::states::States;
use super::{deals, province, push};
use crate::dictionary::{Abbreviation, AbbreviationUse, Kind, Role};
use crate::text::{Span, Tag, Words, is_han};

/// Pushes a run as provinces or as states, if it may be that, and says so.
pub(super) fn together<'a>(
    page: &mut Page<'a>,
    states: &States<'a>,
    run: &[(Span, char)],
    out: &mut Vec<Candidate>,
) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let provinces: Option<Vec<&str>> = run.iter().map(|&(_, c)| province(page, c)).collect();
    let provinces = provinces.filter(|names| !repeats(names));
    if let Some(names) = &provinces
        && !run.iter().all(|&(_, c)| states.of(page, c).is_some())
    {
        push(whole, &names.join("、"), out);
        return true;
    }
    let both: Option<Vec<(&Abbreviation, bool)>> =
        (0..run.len()).map(|n| states.in_run(page, run, n)).collect();
    let both =
        both.filter(|states| !repeats(&states.iter().map(|(place, _)| &place.name).collect::<Vec<_>>()));
    let Some(both) = both.filter(|states| stand_together(run, states)) else {
        return provinces.is_some() || !everyday(page, run, None);
    };
    if provinces.is_none() && everyday(page, run, Some(&both)) {
        return false;
    }
    let lone = provinces.is_none() && run.len() == 2 && run[0].1 != '中';
    let china = run.iter().any(|&(_, c)| c == '中');
    // 总理 + 埃西德.
    let titled = !china && page.office_ends(whole.start) && !deals(page, whole.end);
    if lone && named(page, whole) || titled {
        return true;
    }
    let used = |of: AbbreviationUse| both.iter().any(|(place, _)| place.use_of == of);
    let told = |all: &[(&Abbreviation, bool)]| all.iter().all(|&(_, named)| named);
    let sure = used(AbbreviationUse::Alone)
        && (!used(AbbreviationUse::Named) || told(&both) && !single_beside(page, whole))
        || both.iter().any(|&(_, named)| named) && (deals(page, whole.end) || is_pair(run, &both));
    if china || sure {
        for (&(place, _), &(span, _)) in both.iter().zip(run) {
            push(span, &place.name, out);
        }
    }
    true
}

/// Whether three letters and more are states: with 中, or where each may stand in a frame or is named in full. 哈马德 is a person.
fn stand_together(run: &[(Span, char)], states: &[(&Abbreviation, bool)]) -> bool {
    let known = |&(place, named): &(&Abbreviation, bool)| named || place.use_of.framed();
    run.len() < 3 || run.iter().any(|&(_, c)| c == '中') || states.iter().all(known)
}

/// Whether one letter is what the other makes of it: 以 + 巴.
fn is_pair(run: &[(Span, char)], states: &[(&Abbreviation, bool)]) -> bool {
    run.iter().any(|&(_, c)| states.iter().any(|(place, _)| place.beside.contains(c)))
}

fn repeats<T: PartialEq>(names: &[T]) -> bool {
    names.iter().enumerate().any(|(at, name)| names[..at].contains(name))
}

/// Whether a run of states is another word (美德), ends as a phrase does (竞争法中, 比赛中以), or holds a letter that counts only where
/// the two deal with each other (中波两国), and nothing says that they do. What the article names in full counts everywhere.
fn everyday(page: &Page<'_>, run: &[(Span, char)], states: Option<&[(&Abbreviation, bool)]>) -> bool {
    let whole = Span::new(run[0].0.start, run[run.len() - 1].0.end);
    let told = states.is_some_and(|states| {
        let known = |&(&(_, c), &(_, named)): &(&(Span, char), &(&Abbreviation, bool))| named || c == '中';
        run.iter().zip(states).filter(known).count() == run.len()
    });
    let last = run[run.len() - 1].1;
    let loose = matches!(Words::shared().tag_of(last), Tag::Side | Tag::Grammar)
        && !(told && last == '中' && goes_on(page, whole));
    let paired = |&(place, named): &(&Abbreviation, bool)| place.use_of == AbbreviationUse::Paired && !named;
    let paired = states.is_some_and(|states| states.iter().any(paired));
    let ignored = || page.known.dictionary.rules.ignored_as(whole.of(page.text()), &Kind::PLACE).is_some();
    states.is_some_and(|states| is_word(whole.of(page.text()), states))
        || (loose || paired || ignored()) && !deals(page, whole.end)
}

/// Whether letters are a word that says something else, or the name of one place: 加法, 中立, 蒙古. What stands alone elsewhere too may be both
/// (美德).
fn is_word(letters: &str, states: &[(&Abbreviation, bool)]) -> bool {
    let alone = |&(place, _): &(&Abbreviation, bool)| place.use_of == AbbreviationUse::Alone;
    let framed = |&(place, _): &(&Abbreviation, bool)| place.use_of.framed();
    let paired = states.iter().any(|&(place, _)| letters.contains(|c| place.beside.contains(c)));
    let words = Words::shared();
    let tag = words.tag(letters);
    let says = matches!(tag, Tag::Modifier | Tag::Verb | Tag::Side | Tag::Grammar);
    words.has(letters)
        && !paired
        && !states.iter().all(alone)
        && (tag == Tag::Modifier || !letters.contains('中') && (says || !states.iter().all(framed)))
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
    let surname = |c: &char| page.role(*c).has(Role::SURNAME) && sure(c) && !page.space_at(whole.start);
    let Some(c) = page.before(whole.start).filter(surname) else { return false };
    let loose = matches!(Words::shared().tag_of(c), Tag::Grammar | Tag::Verb | Tag::Side);
    !loose && page.word(whole.start - c.len_utf8() as u32).len() == c.len_utf8() && !deals(page, whole.end)
}
