//! The passages of an article that hold two entities together.

use std::collections::{HashMap, HashSet};

use super::record::{Body, Kept};
use crate::relate::{MAX_ENTITIES_PER_WINDOW, Window};
use crate::text::Span;

/// Sentences further apart than this are shown without what lies between.
const NEAR: u32 = 2;
/// Longest piece of a passage in bytes; longer ones are cut around the mentions.
const LONGEST: u32 = 3000;

/// A passage: one or two pieces of the article's text with the mentions in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Number of its first sentence.
    pub(crate) sentence: u32,
    /// In order; a second one where the two mentions stand far apart.
    pub(crate) pieces: Vec<Span>,
    /// Mentions of the first entity.
    pub(crate) a: Vec<Span>,
    /// Mentions of the second one.
    pub(crate) b: Vec<Span>,
}

/// The passages with `a` and `b`, one a window, in order. Repeated paragraphs have none, nor has a window in which one of the
/// two is not paired. Numbers are sorted.
pub(crate) fn passages(body: &Body, a: &[u32], b: &[u32], window: Window) -> Vec<Passage> {
    let is = |numbers: &[u32], m: &Kept| m.entity != 0 && numbers.binary_search(&m.entity).is_ok();
    let unpaired = unpaired(body, window);
    let mut seen: Vec<(u32, Kept, bool)> = Vec::new();
    for (at, m) in counted(body, window) {
        let (is_a, is_b) = (is(a, m), is(b, m));
        if (is_a || is_b) && !unpaired.contains(&(at, m.entity)) {
            seen.push((at, *m, is_a));
        }
    }
    seen.sort_by_key(|(at, m, _)| (*at, m.sentence));
    seen.chunk_by(|x, y| x.0 == y.0).filter_map(|held| passage(body, held)).collect()
}

/// The mentions that count, with their windows.
fn counted(body: &Body, window: Window) -> impl Iterator<Item = (u32, &Kept)> {
    let counted = body.mentions.iter().filter(|m| body.repeats.binary_search(&m.paragraph).is_err());
    counted.map(move |m| match window {
        Window::Sentence => (m.sentence, m),
        Window::Paragraph => (m.paragraph, m),
        Window::Article => (0, m),
    })
}

/// The entities behind the first of a window that make pairs there, with the window.
fn unpaired(body: &Body, window: Window) -> HashSet<(u32, u32)> {
    let (mut first, mut others) = (HashMap::<u32, HashSet<u32>>::new(), HashSet::new());
    if body.mentions.len() <= MAX_ENTITIES_PER_WINDOW {
        return others;
    }
    for (at, m) in counted(body, window).filter(|(_, m)| m.entity != 0) {
        let first = first.entry(at).or_default();
        if first.len() < MAX_ENTITIES_PER_WINDOW {
            first.insert(m.entity);
        } else if !first.contains(&m.entity) {
            others.insert((at, m.entity));
        }
    }
    others
}

/// The shortest stretch of sentences of one window that holds both.
fn passage(body: &Body, held: &[(u32, Kept, bool)]) -> Option<Passage> {
    let (from, to) = nearest(held)?;
    let whole = to - from <= NEAR;
    let inside = |sentence: u32| {
        if whole { (from..=to).contains(&sentence) } else { sentence == from || sentence == to }
    };
    let marks = |want_a: bool| {
        held.iter()
            .filter(|(_, m, is_a)| inside(m.sentence) && *is_a == want_a)
            .map(|(_, m, _)| m.span)
            .collect::<Vec<_>>()
    };
    let (a, b) = (marks(true), marks(false));
    let piece = |from: u32, to: u32| {
        let within =
            held.iter().map(|(_, m, _)| m).filter(|m| (from..=to).contains(&m.sentence)).map(|m| m.span);
        let marked = within.reduce(|x, y| Span::new(x.start.min(y.start), x.end.max(y.end)))?;
        let (first, last) = (body.sentences.get(from as usize), body.sentences.get(to as usize));
        // Another program may number its sentences as it likes.
        let both = |(x, y): (&Span, &Span)| Span::new(x.start.min(y.start), x.end.max(y.end));
        let sentence = first.zip(last).map_or(marked, both);
        Some(clip(sentence, marked))
    };
    let pieces: Vec<Span> =
        if whole { vec![piece(from, to)?] } else { vec![piece(from, from)?, piece(to, to)?] };
    let shown =
        |marks: Vec<Span>| marks.into_iter().filter(|m| pieces.iter().any(|p| p.contains(*m))).collect();
    let (a, b) = (shown(a), shown(b));
    Some(Passage { sentence: from, pieces, a, b })
}

/// The sentences of the nearest two mentions of different entities; none if one of them is missing.
fn nearest(held: &[(u32, Kept, bool)]) -> Option<(u32, u32)> {
    let mut last = [None, None];
    let mut best: Option<(u32, u32)> = None;
    for (_, m, is_a) in held {
        last[usize::from(*is_a)] = Some(m.sentence);
        if let [Some(x), Some(y)] = last {
            let found = (x.min(y), x.max(y));
            if best.is_none_or(|best| found.1 - found.0 < best.1 - best.0) {
                best = Some(found);
            }
        }
    }
    best
}

/// A span without end is cut to the marked part and what stands around it.
fn clip(sentence: Span, marked: Span) -> Span {
    if sentence.len() <= LONGEST as usize {
        return sentence;
    }
    let spare = LONGEST.saturating_sub(marked.len().min(LONGEST as usize) as u32) / 2;
    let start = sentence.start.max(marked.start.saturating_sub(spare));
    let end = sentence.end.min(marked.end.min(marked.start.saturating_add(LONGEST)).saturating_add(spare));
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Origin;

    fn kept(entity: u32, start: u32, sentence: u32, paragraph: u32) -> Kept {
        Kept {
            entity,
            span: Span::new(start, start + 2),
            origin: Origin::Alias,
            sentence,
            paragraph,
            form: 0,
        }
    }

    fn body() -> Body {
        // Ten sentences of ten bytes; paragraph 1 begins at sentence 5, paragraph 2 (sentence 9) is a repeat.
        Body {
            sentences: (0..10).map(|n| Span::new(n * 10, n * 10 + 10)).collect(),
            paragraphs: vec![Span::new(0, 50), Span::new(50, 90), Span::new(90, 100)],
            repeats: vec![2],
            mentions: vec![
                kept(1, 2, 0, 0),
                kept(2, 15, 1, 0),
                kept(1, 61, 6, 1),
                kept(2, 65, 6, 1),
                kept(3, 81, 8, 1),
                kept(1, 91, 9, 2),
                kept(2, 95, 9, 2),
            ],
            ..Body::default()
        }
    }

    fn found(window: Window, a: u32, b: u32) -> Vec<(u32, Vec<(u32, u32)>)> {
        let spans = |p: &Passage| p.pieces.iter().map(|s| (s.start, s.end)).collect();
        passages(&body(), &[a], &[b], window).iter().map(|p| (p.sentence, spans(p))).collect()
    }

    #[test]
    fn a_passage_is_the_shortest_stretch_of_its_window() {
        assert_eq!(found(Window::Sentence, 1, 2), [(6, vec![(60, 70)])]);
        assert_eq!(found(Window::Paragraph, 1, 2), [(0, vec![(0, 20)]), (6, vec![(60, 70)])]);
        assert_eq!(found(Window::Article, 1, 2), [(6, vec![(60, 70)])]);
        assert_eq!(found(Window::Paragraph, 3, 2), [(6, vec![(60, 90)])]);
        assert!(found(Window::Sentence, 2, 3).is_empty());
    }

    #[test]
    fn far_apart_means_two_pieces() {
        let mut body = body();
        body.mentions = vec![kept(1, 2, 0, 0), kept(2, 85, 8, 1)];
        let found = passages(&body, &[1], &[2], Window::Article);
        assert_eq!(found[0].pieces, [Span::new(0, 10), Span::new(80, 90)]);
    }

    #[test]
    fn who_is_not_paired_in_a_window_has_no_passage_there() {
        let many = MAX_ENTITIES_PER_WINDOW as u32 + 2;
        let mut body = body();
        body.mentions =
            (1..=many).map(|entity| kept(entity, 2, 0, 0)).chain([kept(many, 12, 1, 0)]).collect();
        let found = |b: u32| passages(&body, &[1], &[b], Window::Sentence).len();
        assert_eq!((found(many - 2), found(many)), (1, 0));
    }

    /// Found by fuzzing; a record of mentions may come like this.
    #[test]
    fn sentences_out_of_order_are_shown_together() {
        let mut body = body();
        body.sentences.swap(0, 1);
        assert_eq!(passages(&body, &[1], &[2], Window::Paragraph)[0].pieces, [Span::new(0, 20)]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_around_its_mentions() {
        let mut body = body();
        body.sentences = vec![Span::new(0, 1_000_000)];
        body.mentions = vec![kept(1, 500_000, 0, 0), kept(2, 500_010, 0, 0)];
        let found = passages(&body, &[1], &[2], Window::Sentence);
        assert!(found[0].pieces[0].len() <= LONGEST as usize);
        assert_eq!((found[0].a.len(), found[0].b.len()), (1, 1));
        body.mentions[1] = kept(2, 900_000, 0, 0);
        let found = passages(&body, &[1], &[2], Window::Sentence);
        assert!(found[0].pieces[0].len() <= 2 * LONGEST as usize, "{:?}", found[0].pieces);
    }
}
