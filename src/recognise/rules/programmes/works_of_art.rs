//! Titles of books, films and papers: what a rule makes of a whole one is no place, no programme and no body but the paper itself
//! (《天鹅湖》, 《“十四五”数字经济发展规划》, 《南京照相馆》; 《赫尔辛基时报》). What stands inside a title, and what is listed, stays.

use crate::dictionary::{Class, Kind};
use crate::recognise::candidate::{Candidate, Reason};
use crate::recognise::page::Page;

/// Drops what rules made of whole titles.
pub(crate) fn drop_whole(page: &Page<'_>, candidates: &mut [Candidate]) {
    let paper =
        |c: &Candidate| page.before(c.span.end).is_some_and(|last| page.class(last).has(Class::AGENCY));
    let work = |c: &Candidate| match c.kind {
        Kind::PLACE | Kind::PROGRAMME => true,
        Kind::ORGANISATION => !paper(c),
        _ => false,
    };
    let made = |c: &&mut Candidate| c.open() && c.rule.is_some() && work(c);
    for candidate in candidates.iter_mut().filter(made) {
        if page.before(candidate.span.start) == Some('《') && page.after(candidate.span.end) == Some('》') {
            candidate.drop_for(Reason::Title);
        }
    }
}
