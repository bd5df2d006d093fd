//! Why something is a name or is none: every candidate of an article with its score, its clues, its row and its fate.
//!
//! Nothing here decides: the same steps run as in [`Recogniser::recognise`], and what they leave behind is told.

mod shapes;
mod teller;

use std::collections::BTreeMap;

use super::home::Filed;
use super::nearby::Nearby;
use super::parts::parts;
use super::{Recogniser, Scratch, steps};
use crate::corpus::Article;
use crate::text::Span;

pub use shapes::{Clue, Explanation, Row, Why};
use teller::Teller;

impl Recogniser {
    /// Every candidate of an article, sorted by place, longest first; at one span the mention comes first. Weak proposals
    /// of rules, of which there are many, are the last of their span.
    #[must_use]
    pub fn explain(&self, article: &Article) -> Vec<Explanation> {
        self.explain_within(article, Span::from_usize(0, article.text.len()))
    }

    /// As [`Recogniser::explain`], what overlaps a span alone; of a long article only the
    /// [parts](super::MAX_PART_BYTES) that the span touches are looked at.
    #[must_use]
    pub fn explain_within(&self, article: &Article, within: Span) -> Vec<Explanation> {
        let mut scratch = Scratch::default();
        let filed = self.filed(article, &mut scratch);
        let mut all = Vec::new();
        for part in parts(article).filter(|part| part.overlaps(within)) {
            let mut told = self.explain_part(part.of(&article.text), filed, &mut scratch);
            for one in &mut told {
                one.span = one.span.moved(part.start);
            }
            told.retain(|e| e.span.overlaps(within));
            all.append(&mut told);
        }
        all
    }

    fn explain_part(&self, text: &str, filed: Option<Filed<'_>>, scratch: &mut Scratch) -> Vec<Explanation> {
        let mut weighed = BTreeMap::new();
        if !self.options.no_rules {
            self.proposed(text, &mut |proposal| {
                weighed.insert((proposal.span, proposal.rule), proposal);
            });
        }
        let mut readings = [self.reading(scratch.page(&self.known, text), filed)];
        steps::read(&mut readings, self.options.no_rules);
        let [reading] = &readings;
        let teller = Teller { page: &reading.page, home: &reading.home, table: &self.table, text };
        let mut told = teller.candidates(reading.candidates, &mut weighed);
        teller.ignored(&mut told);
        let made = Nearby::new(told.iter().map(|explanation| (explanation.span, explanation)));
        let mut weak = weighed.values().map(|proposal| teller.unproposed(proposal, &made)).collect();
        told.append(&mut weak);
        told.sort_by_key(|e| {
            (e.span.start, std::cmp::Reverse(e.span.end), e.why != Why::Kept, weakness(&e.why))
        });
        told
    }
}

/// Rules' proposals that were too weak stand behind the rest, those that lack least first.
fn weakness(why: &Why) -> i32 {
    match why {
        Why::Weak { sum, least } => 1 + least.saturating_sub(*sum).max(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;
    use crate::recognise::RecogniseOptions;

    fn explained(rows: &str, text: &str) -> Vec<(String, String)> {
        let dictionary = Dictionary::of_text("x.tsv", rows);
        let recogniser = Recogniser::new(dictionary, RecogniseOptions::default()).unwrap();
        let article = Article { text: text.to_owned(), ..Article::default() };
        let told = recogniser.explain(&article);
        told.into_iter().map(|e| (format!("{}:{}", e.kind, e.surface), e.why.to_string())).collect()
    }

    const ROWS: &str = "name\taliases\tkind\n南京市\t南京\tplace\n长江大桥\t\tplace\n长春\t\tplace\n";

    #[test]
    fn each_candidate_has_its_reason() {
        for (text, name, why) in [
            ("南京市长江大桥", "place:南京市", "a mention"),
            ("南京市长江大桥", "place:南京", "cuts the word 南京市"),
            ("市长春节讲话", "place:长春", "cuts the word 市长"),
        ] {
            let told = explained(ROWS, text);
            assert!(told.contains(&(name.to_owned(), why.to_owned())), "{text}: {told:?}");
        }
    }

    #[test]
    fn explaining_agrees_with_recognising() {
        let recogniser = Recogniser::new(Dictionary::builtin(), RecogniseOptions::default()).unwrap();
        let text = "赤峰市总工会主席王永军在赤峰市红山区信用联社调研，自治区总工会党组书记张慧宇陪同。";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let found = recogniser.recognise(&article, &mut Scratch::default());
        let told = recogniser.explain(&article);
        let mut kept: Vec<Span> = told.iter().filter(|e| e.why == Why::Kept).map(|e| e.span).collect();
        kept.dedup();
        assert_eq!(kept, found.mentions.iter().map(|m| m.span).collect::<Vec<_>>());
    }
}
