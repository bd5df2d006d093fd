//! The best cover: non-overlapping candidates of the highest total score (weighted interval scheduling, e.g. Kleinberg &
//! Tardos 2005, section 6.1). Not greedy: 南京市长江大桥 is 南京市 + 长江大桥, whatever 市长 would say.

use super::abbreviations;
use super::candidate::{Candidate, Fate, Reason, What};
use super::page::Page;
use crate::dictionary::Kind;
use crate::text::{HAN, Span, Words};

/// Bytes of the shortest listed name that no rule cuts: three characters.
const LONG: usize = 9;

/// Drops what rules make of a part of a listed person or body, however much speaks for it: 林 + 郑月娥, 在 + 京中共中央政治局.
/// What holds the listed name whole may win. O(n log n).
pub(crate) fn spare_listed(page: &Page<'_>, candidates: &mut [Candidate]) {
    let mut listed: Vec<Span> = candidates.iter().filter(|c| is_spared(c)).map(|c| c.span).collect();
    listed.sort_unstable_by_key(|span| (span.start, span.end));
    listed.dedup();
    let longest = listed.iter().map(|span| span.len() as u32).max().unwrap_or(0);
    let cuts = |span: Span| {
        let from = listed.partition_point(|other| other.start + longest <= span.start);
        let near = listed[from..].iter().take_while(|other| other.start < span.end);
        let mut near = near.filter(|other| other.overlaps(span));
        near.any(|&other| !span.contains(other) || is_glued(page, span, other))
    };
    for candidate in candidates.iter_mut().filter(|c| c.open() && is_made(c)) {
        if cuts(candidate.span) {
            candidate.drop_for(Reason::Covered);
        }
    }
}

/// Whether all that stands before a long listed name is one character, and no state's (京 + 中共中央政治局), or all that stands behind it
/// begins another word: 北京大学 + 校 + 长.
fn is_glued(page: &Page<'_>, span: Span, listed: Span) -> bool {
    let led = || {
        span.end == listed.end
            && listed.start - span.start == HAN
            && listed.len() as u32 >= 7 * HAN
            && !page.after(span.start).is_some_and(|c| abbreviations::is_of_state(page, c))
    };
    let tailed = || {
        let word = page.text().get(listed.end as usize..(span.end + HAN) as usize);
        span.start == listed.start
            && span.end - listed.end == HAN
            && word.is_some_and(|word| Words::shared().has(word))
    };
    led() || tailed()
}

/// Whether it is a listed person or body of some length, whose borders cut no word.
fn is_spared(candidate: &Candidate) -> bool {
    let whole = 10 * (candidate.span.len() as i32 / 3) - 4;
    matches!(candidate.what, What::Listed { .. })
        && [Kind::PERSON, Kind::ORGANISATION].contains(&candidate.kind)
        && candidate.open()
        && candidate.span.len() >= LONG
        && candidate.score >= whole
}

/// Whether rules or the rest of the article made it of the text.
fn is_made(candidate: &Candidate) -> bool {
    matches!(candidate.what, What::Made { .. } | What::Part { .. } | What::Known(_))
}

/// Decides every open candidate: the best cover is kept, the rest dropped or inner. O(n log n).
///
/// Ties go to fewer, longer mentions (scores see to that), then to the earlier start, then to the lower number.
pub(crate) fn decide(candidates: &mut [Candidate]) {
    let mut order: Vec<usize> = Vec::with_capacity(candidates.len());
    order.extend((0..candidates.len()).filter(|&n| candidates[n].open() && candidates[n].score > 0));
    order.sort_unstable_by_key(|&n| (candidates[n].span.end, candidates[n].span.start, n));
    let best = best_scores(candidates, &order);
    let kept = keep(candidates, &order, &best);
    settle(candidates, &kept);
}

/// `best[i]` is the highest total of the first `i` candidates of `order`.
fn best_scores(candidates: &[Candidate], order: &[usize]) -> Vec<i32> {
    let mut best = vec![0; order.len() + 1];
    for (i, &n) in order.iter().enumerate() {
        let with = candidates[n].score + best[compatible(candidates, order, i)];
        best[i + 1] = best[i].max(with);
    }
    best
}

/// How many of the first candidates of `order` end before candidate `i` starts.
fn compatible(candidates: &[Candidate], order: &[usize], i: usize) -> usize {
    let start = candidates[order[i]].span.start;
    order[..i].partition_point(|&n| candidates[n].span.end <= start)
}

/// Keeps the best cover: its spans, in their order.
fn keep(candidates: &mut [Candidate], order: &[usize], best: &[i32]) -> Vec<Span> {
    let mut kept = Vec::with_capacity(order.len());
    let mut i = order.len();
    while i > 0 {
        if best[i] == best[i - 1] {
            i -= 1;
            continue;
        }
        let best = &mut candidates[order[i - 1]];
        best.fate = Fate::Kept;
        kept.push(best.span);
        i = compatible(candidates, order, i - 1);
    }
    kept.reverse();
    kept
}

fn settle(candidates: &mut [Candidate], kept: &[Span]) {
    for candidate in candidates.iter_mut().filter(|c| c.open()) {
        let n = kept.partition_point(|span| span.end < candidate.span.end);
        let inner = kept.get(n).is_some_and(|span| span.contains(candidate.span) && *span != candidate.span);
        candidate.fate =
            if inner && candidate.score > 0 { Fate::Inner } else { Fate::Dropped(Reason::Covered) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Kind;
    use crate::recognise::candidate::What;
    use crate::text::Span;

    fn candidate(start: u32, end: u32, score: i32) -> Candidate {
        Candidate::new(Span::new(start, end), Kind::PLACE, What::Made { name: String::new() }).scored(score)
    }

    fn kept(mut candidates: Vec<Candidate>) -> Vec<(u32, u32)> {
        decide(&mut candidates);
        let kept = candidates.iter().filter(|c| c.fate == Fate::Kept);
        kept.map(|c| (c.span.start, c.span.end)).collect()
    }

    #[test]
    fn the_best_total_wins() {
        assert_eq!(
            kept(vec![candidate(0, 3, 26), candidate(2, 4, 16), candidate(3, 7, 36)]),
            [(0, 3), (3, 7)]
        );
        assert_eq!(kept(vec![candidate(0, 2, 16), candidate(0, 4, 36), candidate(2, 4, 16)]), [(0, 4)]);
        assert_eq!(kept(vec![candidate(0, 4, 0)]), []);
    }

    proptest::proptest! {
        /// Against the obvious: try every subset.
        #[test]
        fn equals_trying_every_subset(spans in proptest::collection::vec((0u32..12, 1u32..5, 1i32..40), 0..9)) {
            let candidates: Vec<_> = spans.iter().map(|&(s, l, score)| candidate(s, s + l, score)).collect();
            let mut decided = candidates.clone();
            decide(&mut decided);
            let total: i32 = decided.iter().filter(|c| c.fate == Fate::Kept).map(|c| c.score).sum();
            let best = (0u32..1 << candidates.len()).filter_map(|set| {
                let chosen: Vec<_> = (0..candidates.len()).filter(|n| set >> n & 1 == 1).map(|n| &candidates[n]).collect();
                let apart = chosen.iter().enumerate().all(|(i, a)| chosen[..i].iter().all(|b| !a.span.overlaps(b.span)));
                apart.then(|| chosen.iter().map(|c| c.score).sum::<i32>())
            }).max();
            proptest::prop_assert_eq!(Some(total), best);
        }
    }
}
