//! Titles of books, films and papers: what a rule makes of a whole one is no place and no programme (《天鹅湖》,
//! 《“十四五”数字经济发展规划》). What stands inside a title, and what is listed, stays.

use crate::dictionary::Kind;
use crate::recognise::candidate::{Candidate, Reason};
use crate::recognise::page::Page;

/// Drops what rules made of whole titles.
pub(crate) fn drop_whole(page: &Page<'_>, candidates: &mut [Candidate]) {
    let made =
        |c: &&mut Candidate| c.open() && c.rule.is_some() && [Kind::PLACE, Kind::PROGRAMME].contains(&c.kind);
    for candidate in candidates.iter_mut().filter(made) {
        if page.before(candidate.span.start) == Some('《') && page.after(candidate.span.end) == Some('》') {
            candidate.drop_for(Reason::Title);
        }
    }
}
