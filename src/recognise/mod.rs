//! From an article to mentions. Pure: no I/O, clock or randomness; an article is judged alone.

mod abbreviations;
mod abroad;
mod bare;
mod batch;
mod bearers;
mod bearing;
mod boundary;
mod candidate;
mod desk;
mod expand;
mod explain;
mod firsts;
mod home;
mod in_full;
mod inside;
mod knowledge;
mod letters;
mod link;
mod listed;
mod longer;
mod made;
mod marks;
mod mention;
mod nearby;
mod office;
mod overlap;
mod page;
mod parts;
mod reading;
mod record;
mod rules;
mod ships;
mod sorted;
mod steps;
mod towns;
#[cfg(test)]
mod traps;
mod verdict;
mod vocabulary;
#[cfg(test)]
mod windows;
mod write;
mod write_article;

use std::sync::Arc;

use crate::corpus::Article;
use crate::dictionary::{Characters, Dictionary, DictionaryError, Gazetteer};
use crate::text::{Gap, Span};
use crate::threads::joined;
use candidate::{Candidate, Fate};
use desk::Opened;
pub use desk::Scratch;
pub use explain::{Clue, Explanation, Row, Why};
use home::Filed;
use knowledge::Knowledge;
use link::Meant;
pub use mention::{Mention, Origin, Recognised};
use page::Page;
pub use parts::MAX_PART_BYTES;
use parts::parts;
use reading::Reading;
pub use record::{ArticleRecord, MentionRecord, RecordOptions, record, without_space};
pub use rules::Proposed;
use rules::Table;
use vocabulary::Vocabulary;
pub use write::write_record;
pub use write_article::RecordWriter;

/// How to recognise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecogniseOptions {
    /// Leave the rules out: only listed names, regular bodies and deictic words.
    pub no_rules: bool,
    /// Also give the mentions inside others.
    pub nested: bool,
    /// The place that 自治区, 我市 and 市委 stand for, whatever the article says.
    pub home: Option<String>,
}

/// Finds mentions. Immutable and shared between threads; each thread brings a [`Scratch`].
pub struct Recogniser {
    known: Knowledge,
    table: Table,
    options: RecogniseOptions,
}

impl Recogniser {
    /// A recogniser for a dictionary.
    ///
    /// # Errors
    /// If the dictionary has more names than the matcher takes.
    pub fn new(dictionary: Dictionary, options: RecogniseOptions) -> Result<Self, DictionaryError> {
        let compile = if options.no_rules { Gazetteer::without_rules } else { Gazetteer::new };
        let lists = || {
            let rules = &dictionary.rules;
            let characters = Characters::new(rules);
            let vocabulary = Vocabulary::new(rules);
            (rules::all(rules, &characters), characters, vocabulary, dictionary.by_short_name())
        };
        let (gazetteer, (table, characters, vocabulary, bearers)) = std::thread::scope(|scope| {
            let lists = scope.spawn(lists);
            let gazetteer = compile(&dictionary);
            (gazetteer, joined(lists.join()))
        });
        let gazetteer = gazetteer?;
        let identity = Arc::default();
        let states = abbreviations::forms(&dictionary, &gazetteer);
        Ok(Self {
            known: Knowledge { dictionary, gazetteer, characters, vocabulary, bearers, states, identity },
            table,
            options,
        })
    }

    /// The dictionary in use.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.known.dictionary
    }

    /// The options in use.
    #[must_use]
    pub fn options(&self) -> &RecogniseOptions {
        &self.options
    }

    /// The mentions of an article. O(n); memory of some 45 times the text, of at most [`MAX_PART_BYTES`] of it: a longer
    /// article is recognised in parts, and what holds in an article alone (自治区, 以下简称) holds in each part.
    #[must_use]
    pub fn recognise(&self, article: &Article, scratch: &mut Scratch) -> Recognised {
        let filed = self.filed(article, scratch);
        let mut found = Recognised::default();
        for part in parts(article) {
            let mut readings = [self.reading(scratch.page(&self.known, part.of(&article.text)), filed)];
            steps::read(&mut readings, self.options.no_rules);
            self.collect(&View { reading: &readings[0], article, part }, &mut found);
        }
        found
    }

    /// A text that no step has passed.
    fn reading<'a>(&'a self, opened: Opened<'a>, filed: Option<Filed<'a>>) -> Reading<'a> {
        Reading::new(opened, &self.table, filed, self.options.home.as_deref())
    }

    /// Where an article was filed. The parts of a long one hear from its ends, where datelines stand, whether by an agency.
    fn filed<'a>(&self, article: &'a Article, scratch: &mut Scratch) -> Option<Filed<'a>> {
        let place = article.dateline.as_deref()?;
        let mut by_agency = |part: Span| {
            let (page, ..) = scratch.page(&self.known, part.of(&article.text));
            home::by_agency(&page, place)
        };
        let mut ends = parts(article);
        let (first, last) = (ends.next(), ends.last());
        let by_agency = last.is_some_and(|last| first.into_iter().chain([last]).any(&mut by_agency));
        Some(Filed { place, by_agency })
    }

    fn collect(&self, view: &View<'_>, found: &mut Recognised) {
        let before = (found.mentions.len(), found.nested.len());
        found.mentions.reserve(view.reading.kept());
        for candidate in &*view.reading.candidates {
            let into = match candidate.fate {
                Fate::Kept => &mut found.mentions,
                Fate::Inner if self.options.nested => &mut found.nested,
                _ => continue,
            };
            into.extend(mention(view, candidate));
        }
        found.mentions[before.0..].sort_by_key(|m| (m.span.start, m.span.end));
        found.nested[before.1..].sort_by_key(|m| (m.span.start, m.span.end));
    }
}

/// A part of an article, decided.
struct View<'v> {
    reading: &'v Reading<'v>,
    article: &'v Article,
    part: Span,
}

fn mention(view: &View<'_>, candidate: &Candidate) -> Option<Mention> {
    let View { reading: Reading { page, home, .. }, article, part } = *view;
    let linked = link::link(page, home, candidate);
    let (entity, candidates) = match linked.meant {
        Meant::One(entity) => (Some(entity), Vec::new()),
        Meant::Other(entities) if entities.is_empty() => return None,
        Meant::Other(entities) => (None, entities),
    };
    let span = with_quotes(page, candidate.span).moved(part.start);
    Some(Mention {
        span,
        kind: candidate.kind.clone(),
        entity,
        candidates,
        origin: linked.origin,
        rule: candidate.rule,
        sentence: number_of(&article.sentences, span.start),
        paragraph: number_of(&article.paragraphs, span.start),
    })
}

/// The span in the working text, with a quotation mark taken along where only its partner stands inside: “安康杯”竞赛.
fn with_quotes(page: &Page<'_>, span: Span) -> Span {
    let mut found = page.normal.to_source(span);
    let mut depth = 0i32;
    let mut lowest = 0i32;
    for &(_, gap) in page.normal.gaps_inside(span) {
        depth += match gap {
            Gap::Open => 1,
            Gap::Close => -1,
            Gap::Space | Gap::Wide => 0,
        };
        lowest = lowest.min(depth);
    }
    if lowest < 0
        && let Some(quote) = page.normal.open_quote_at(span.start)
    {
        found.start = quote.start;
    }
    if depth > lowest
        && let Some(quote) = page.normal.close_quote_at(span.end)
    {
        found.end = quote.end;
    }
    found
}

fn number_of(spans: &[Span], at: u32) -> u32 {
    (spans.partition_point(|span| span.start <= at) as u32).saturating_sub(1)
}

impl Recogniser {
    /// Every proposal of every rule in a text, whatever its evidence: what explanations show and the points are fitted
    /// on.
    pub fn proposed(&self, text: &str, f: &mut dyn FnMut(Proposed)) {
        let mut scratch = Scratch::default();
        let (mut page, candidates, letters) = scratch.page(&self.known, text);
        letters.fill(&mut page);
        listed::candidates(&page, candidates);
        verdict::judge(&mut page, candidates);
        let listed = candidates.iter().filter(|c| c.open() && rules::is_listed(c)).map(|c| c.span).collect();
        rules::proposed(&self.table, &page, letters, &listed, f);
    }
}
