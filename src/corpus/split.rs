//! Which paragraphs of a page make one article.
//!
//! Strong cues cut: a mark of continuation, a dateline, a wire's credit, a Markdown heading of the page's top level, a
//! by-line, section numbers that start again, a change to a column of another width. A headline stands before or, in text
//! extracted from print, behind its article: it goes to the neighbour that has none, or whose words it shares (`likeness`).

use std::ops::Range;

use super::cues::{Item, ends_sentence, is_rubric, is_wire_credit, item};
use super::date::dateline;
use super::join::Part;
use super::likeness::Likeness;
use super::runs::{Page, Run};

/// The passages of one article, and which of them is its headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) passages: Range<usize>,
    pub(super) title: Option<usize>,
}

/// Splits a page into articles, in order and without gaps. O(n).
pub(super) fn split(page: Page<'_>) -> Vec<Piece> {
    let runs = runs_of(page);
    if runs.is_empty() {
        let all = 0..page.passages.len();
        return if all.is_empty() {
            Vec::new()
        } else {
            vec![Piece { title: title_of(page, all.clone()), passages: all }]
        };
    }
    let likeness = Likeness::new(page, &runs);
    let cuts = cuts_of(page, &runs, &likeness);
    Assembly { page, runs: &runs, ends: ends_of(&runs), likeness: &likeness, pieces: Vec::new() }
        .assemble(&cuts)
}

fn runs_of(page: Page<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut section = 0;
    for index in 0..page.passages.len() {
        if page.is_head(index) {
            restart(page, index, &mut section, &mut runs);
            continue;
        }
        let begins = begins_article(page, index, runs.last());
        if begins {
            section = 0;
        }
        match runs.last_mut() {
            Some(run) if run.passages.end == index && !begins => run.passages.end += 1,
            _ => runs.push(Run { passages: index..index + 1, begins }),
        }
    }
    runs
}

/// Follows the numbers of sections; where they start again at 一 an article has begun: with the last paragraph before, if
/// the section before has others (if not, where the article begins is in doubt, and nothing is cut).
fn restart(page: Page<'_>, index: usize, section: &mut u8, runs: &mut Vec<Run>) {
    if page.level(index) == Some(1) {
        *section = 0;
    }
    let Some(Item::Section(number)) = item(page.text(index)) else { return };
    if number == 1
        && *section >= 2
        && let Some(last) = runs.last_mut()
        && last.passages.end == index
        && last.passages.len() > 1
    {
        last.passages.end -= 1;
        runs.push(Run { passages: index - 1..index, begins: true });
    }
    *section = number;
}

/// Whether an article surely begins with body passage `index`.
fn begins_article(page: Page<'_>, index: usize, before: Option<&Run>) -> bool {
    let Some(before) = before else { return false };
    let last = before.passages.end - 1;
    if page.is_continued(index)
        || dateline(page.text(index)).is_some_and(|_| page.passages[index].part == Part::Body)
    {
        return true;
    }
    let credit = |at: usize| matches!(page.passages[at].part, Part::Credit | Part::Stamp);
    if credit(index) {
        return false;
    }
    (credit(last) && is_wire_credit(page.text(last))) || frame_changes(page, last, index)
}

/// A paragraph in a much wider or narrower column than the one before, both complete: another block of the page.
fn frame_changes(page: Page<'_>, last: usize, index: usize) -> bool {
    let frame = |at: usize| page.frame(at);
    let (Some(a), Some(b)) = (frame(last), frame(index)) else { return false };
    (a * 8 >= b * 13 || b * 8 >= a * 13) && ends_sentence(page.text(last))
}

/// For each run whether an article begins with it or with the headings before it.
fn cuts_of(page: Page<'_>, runs: &[Run], likeness: &Likeness) -> Vec<bool> {
    let markdown = |level: &u8| *level <= 6;
    let top = (0..page.passages.len()).filter_map(|at| page.level(at)).filter(markdown).min();
    let mut article = 0;
    (0..runs.len())
        .map(|at| {
            let cut = at > 0 && (runs[at].begins || heads_cut(page, runs, article..at, top, likeness));
            if cut {
                article = at;
            }
            cut
        })
        .collect()
}

/// Whether the headings behind the runs `article` are those of another article.
fn heads_cut(
    page: Page<'_>,
    runs: &[Run],
    article: Range<usize>,
    top: Option<u8>,
    likeness: &Likeness,
) -> bool {
    let at = article.end;
    let heads = runs[at - 1].passages.end..runs[at].passages.start;
    if heads.clone().any(|head| page.passages[head].part == Part::Byline || is_rubric(page.text(head))) {
        return true;
    }
    let levels = || heads.clone().filter_map(|head| page.level(head));
    if levels().min().is_some_and(|level| level <= 6 && Some(level) == top) {
        return true;
    }
    let plain = levels().filter(|level| *level == 8).count();
    plain >= 2 && {
        let unit = heads.start..heads.end;
        likeness.of(page, unit.clone(), at..at + 1) >= likeness.of(page, unit, article) + 0.3
    }
}

/// Headings that belong together, with the by-line under them.
fn units_of(page: Page<'_>, heads: Range<usize>) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut lowest = None;
    for index in heads {
        let level = page.level(index);
        let signed = index > 0 && page.passages[index - 1].part == Part::Byline;
        let subtitle = page.text(index).starts_with("——");
        let same_block = !page.lines.lines[page.passages[index].first].gap;
        let beside = match (lowest, level) {
            (_, None) => true,
            (Some(lowest), Some(level)) => {
                !signed && (level > lowest || subtitle || level == 8 && lowest == 8 && same_block)
            }
            (None, Some(_)) => false,
        };
        match units.last_mut() {
            Some(unit) if beside => unit.end = index + 1,
            _ => {
                units.push(index..index + 1);
                lowest = None;
            }
        }
        lowest = lowest.min(level).or(lowest).or(level);
    }
    units
}

/// The headline among `passages`: the first heading of the highest rank that is no rubric.
fn title_of(page: Page<'_>, passages: Range<usize>) -> Option<usize> {
    passages
        .filter(|at| page.level(*at).is_some_and(|level| level <= 8) && !is_rubric(page.text(*at)))
        .min_by_key(|at| page.level(*at))
}

/// For each run the one behind it with which another article surely begins.
fn ends_of(runs: &[Run]) -> Vec<usize> {
    let mut ends = vec![runs.len(); runs.len()];
    for at in (1..runs.len()).rev() {
        ends[at - 1] = if runs[at].begins { at } else { ends[at] };
    }
    ends
}

struct Assembly<'a> {
    page: Page<'a>,
    runs: &'a [Run],
    ends: Vec<usize>,
    likeness: &'a Likeness,
    pieces: Vec<Piece>,
}

impl Assembly<'_> {
    fn assemble(mut self, cuts: &[bool]) -> Vec<Piece> {
        let mut start = 0;
        let mut lead = 0..self.runs[0].passages.start;
        for at in 1..=self.runs.len() {
            if cuts.get(at) == Some(&false) {
                continue;
            }
            let article = start..at;
            let title = title_of(self.page, lead.clone());
            let heads = self.heads(at);
            let (behind, own, before) = self.share_out(article, at, title.is_some(), &heads);
            let title = title.or_else(|| title_of(self.page, heads.start..behind));
            let rubric = || self.heading(lead.clone()).or_else(|| self.heading(heads.start..behind));
            let title = title.or_else(rubric);
            self.pieces.push(Piece { passages: lead.start..behind, title });
            if own > behind {
                self.pieces.push(Piece { passages: behind..own, title: title_of(self.page, behind..own) });
            }
            lead = own..before;
            start = at;
        }
        self.pieces
    }

    /// The first heading among `passages`, a rubric too: better than no title.
    fn heading(&self, passages: Range<usize>) -> Option<usize> {
        passages.into_iter().find(|at| self.page.level(*at).is_some_and(|level| level <= 8))
    }

    /// The headings before run `at`, or at the page's end.
    fn heads(&self, at: usize) -> Range<usize> {
        let end = self.runs.get(at).map_or(self.page.passages.len(), |run| run.passages.start);
        self.runs[at - 1].passages.end..end
    }

    /// Shares the headings between the article before (runs `article`) and the one that begins with run `next`: up to where
    /// the first has them, up to where they stand alone, and their end.
    fn share_out(
        &self,
        article: Range<usize>,
        next: usize,
        titled: bool,
        heads: &Range<usize>,
    ) -> (usize, usize, usize) {
        let units = units_of(self.page, heads.clone());
        if next == self.runs.len() {
            let stays = |unit: &&Range<usize>| !titled || self.like(unit, &article) >= 0.3;
            let behind = units.iter().take_while(stays).last().map_or(heads.start, |unit| unit.end);
            return (behind, heads.end, heads.end);
        }
        let continued = self.page.is_continued(self.runs[next].passages.start);
        let border = Border { article, following: next..self.ends[next], titled, continued };
        let (behind, ahead) = units.split_at(self.behind(&border, &units));
        let behind = behind.last().map_or(heads.start, |unit| unit.end);
        (behind, self.alone(&border, ahead).unwrap_or(behind), heads.end)
    }

    /// How many of the headings belong to the article before: where to cut is worth most.
    fn behind(&self, border: &Border, units: &[Range<usize>]) -> usize {
        // A headline in one block with the body below it leads that body.
        let first = self.page.passages[self.runs[border.following.start].passages.start].first;
        let leads = |at: usize| at + 1 == units.len() && !self.page.lines.lines[first].gap;
        let mut best = (0, 0.0);
        let mut gain = 0.0;
        for (at, unit) in units.iter().enumerate() {
            let before =
                self.like(unit, &border.article) + if at == 0 && !border.titled { 0.25 } else { -0.3 };
            gain += before - self.after(border, unit) - if leads(at) { 0.5 } else { 0.0 };
            if gain > best.1 {
                best = (at + 1, gain);
            }
        }
        best.0
    }

    /// How well headings stand before the article that follows.
    fn after(&self, border: &Border, unit: &Range<usize>) -> f64 {
        let markdown = unit.clone().any(|head| self.page.level(head).is_some_and(|level| level <= 6));
        let rubric = !border.continued && is_rubric(self.page.text(unit.start));
        let lead = if markdown { 0.3 } else { 0.0 } + if rubric { 0.5 } else { 0.0 };
        self.like(unit, &border.following) + lead - if border.continued { 0.2 } else { 0.0 }
    }

    /// The end of the headings before a continued article that are more like another of the page.
    fn alone(&self, border: &Border, units: &[Range<usize>]) -> Option<usize> {
        if !border.continued {
            return None;
        }
        let near = border.article.start..border.following.end;
        let stands_alone = |unit: &&Range<usize>| {
            let elsewhere = self.likeness.best_elsewhere(self.page, (*unit).clone(), &near);
            elsewhere >= self.like(unit, &border.following) + 0.05
        };
        units.iter().rfind(stands_alone).map(|unit| unit.end)
    }

    fn like(&self, unit: &Range<usize>, runs: &Range<usize>) -> f64 {
        self.likeness.of(self.page, unit.clone(), runs.clone())
    }
}

/// Where one article ends and another begins.
struct Border {
    /// The runs of the article before.
    article: Range<usize>,
    /// The runs that follow, up to where another article surely begins.
    following: Range<usize>,
    /// The article before has a title.
    titled: bool,
    /// The article behind goes on from another page.
    continued: bool,
}
