//! The window of a run that holds the most names, beside the pairs that all windows give: a list of names can make a large
//! part of a graph.

use std::collections::HashMap;

use super::facts::UNNUMBERED;
use crate::corpus::Problem;
use crate::dictionary::EntityId;
use crate::relate::{
    Counting, MAX_ENTITIES_PER_WINDOW, MAX_PAIRS_PER_ARTICLE, Passages, Sighting, Window, pairs,
};
use crate::store::{ArticleFacts, MentionFact};

/// A window with many names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    /// Distinct entities in it.
    pub names: u64,
    /// The source it stands in.
    pub source: String,
    /// The line on which it begins, where it is known.
    pub line: Option<u32>,
}

impl Crowd {
    /// The pairs it gives.
    #[must_use]
    pub fn pairs(&self) -> u64 {
        pairs_of(self.names)
    }

    /// Whether it holds more names than are paired.
    pub(super) fn is_cut(&self) -> bool {
        self.names > MAX_ENTITIES_PER_WINDOW as u64
    }
}

/// Pairs that a window of so many names gives.
fn pairs_of(names: u64) -> u64 {
    let names = names.min(MAX_ENTITIES_PER_WINDOW as u64);
    names * names.saturating_sub(1) / 2
}

/// An article, by its number where it has one.
fn which(facts: &ArticleFacts) -> String {
    match facts.source.number {
        UNNUMBERED => "an article".to_owned(),
        number => format!("article {number}"),
    }
}

/// What is to be said of an article with a window of which not all names are paired.
pub(super) fn too_many(facts: &ArticleFacts, crowd: &Crowd, window: Window) -> Problem {
    const CURE: &str = "split it, build with a smaller --window, or leave its lists of names out";
    let (which, names) = (which(facts), crowd.names);
    let message = format!(
        "{which} has {names} names in one {window}: only the first {MAX_ENTITIES_PER_WINDOW} are paired"
    );
    match crowd.line {
        Some(line) => Problem::at(&facts.source.source, u64::from(line), message, CURE),
        None => Problem::new(&facts.source.source, message, CURE),
    }
}

/// What is to be said of an article of which not all pairs are counted.
pub(super) fn problem(facts: &ArticleFacts, counting: Counting) -> Option<Problem> {
    let mut numbers: HashMap<&EntityId, u32> = HashMap::new();
    let linked = facts.mentions.iter().filter_map(|mention| Some((&mention.entity.as_ref()?.id, mention)));
    let sightings: Vec<Sighting> = linked
        .map(|(id, mention)| {
            let next = numbers.len() as u32;
            let entity = *numbers.entry(id).or_insert(next);
            Sighting { entity, sentence: mention.sentence, paragraph: mention.paragraph }
        })
        .collect();
    let passages =
        Passages { sentences: &facts.sentences, paragraphs: &facts.paragraphs, repeats: &facts.repeats };
    pairs(&sightings, passages, counting).cut.then(|| {
        let message =
            format!("{} makes more than {MAX_PAIRS_PER_ARTICLE} pairs: only the first count", which(facts));
        Problem::new(&facts.source.source, message, "split it, or leave its lists of names out")
    })
}

/// The pairs of an article, each as often as it meets, and its largest window.
pub(super) fn of_article(facts: &ArticleFacts, window: Window) -> (u64, Option<Crowd>) {
    let is_counted = |m: &&MentionFact| facts.repeats.binary_search(&m.paragraph).is_err();
    let place = |m: &MentionFact| match window {
        Window::Sentence => m.sentence,
        Window::Paragraph => m.paragraph,
        Window::Article => 0,
    };
    let counted = facts.mentions.iter().filter(is_counted);
    let mut seen: Vec<_> = counted.filter_map(|m| Some((place(m), &m.entity.as_ref()?.id))).collect();
    seen.sort_unstable();
    seen.dedup();
    let windows = seen.chunk_by(|x, y| x.0 == y.0);
    let sizes = windows.map(|of| (of.len() as u64, of[0].0));
    let (mut pairs, mut most) = (0, None);
    for (names, number) in sizes {
        pairs += pairs_of(names);
        if most.is_none_or(|(before, _)| names > before) {
            most = Some((names, number));
        }
    }
    let crowd = |(names, number)| {
        let first = facts.mentions.iter().find(|m| is_counted(m) && place(m) == number);
        let line = first.and_then(|m| facts.source.lines.get(m.sentence as usize)).copied();
        Crowd { names, source: facts.source.source.clone(), line }
    };
    (pairs, most.filter(|(names, _)| *names > 1).map(crowd))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::Article;
    use crate::dictionary::Dictionary;
    use crate::pipeline::facts::of_article as facts_of;
    use crate::recognise::{Origin, Recognised};
    use crate::text::Span;

    #[test]
    fn names_count_once_a_window_and_the_largest_is_kept() {
        let dictionary = Dictionary::of_text("x.tsv", "name\tkind\n甲\tplace\n乙\tplace\n丙\tplace\n");
        let mut facts = facts_of(Article::default(), Recognised::default());
        facts.source.lines = vec![4, 7];
        for (sentence, entity) in [(0, 0), (0, 1), (1, 0), (1, 1), (1, 1), (1, 2)] {
            facts.mentions.push(MentionFact {
                span: Span::new(0, 0),
                entity: Some(Arc::clone(&dictionary.entities[entity].named)),
                origin: Origin::Dictionary,
                sentence,
                paragraph: sentence,
            });
        }
        let told = |facts: &ArticleFacts, window| {
            let (pairs, crowd) = of_article(facts, window);
            (pairs, crowd.map(|crowd| (crowd.names, crowd.pairs(), crowd.line)))
        };
        assert_eq!(told(&facts, Window::Sentence), (4, Some((3, 3, Some(7)))));
        assert_eq!(told(&facts, Window::Article), (3, Some((3, 3, Some(4)))));
        facts.repeats = vec![1];
        assert_eq!(told(&facts, Window::Paragraph), (1, Some((2, 1, Some(4)))));
        facts.mentions.clear();
        assert_eq!(told(&facts, Window::Sentence), (0, None));
    }
}
