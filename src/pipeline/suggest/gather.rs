//! What one article says of names that no list has.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::slip;
use super::support::{Key, Neighbour, Support};
use super::whole::shortens;
use crate::corpus::Article;
use crate::dictionary::{Dictionary, EntityId, Kind, Named, Slip, Slips};
use crate::pipeline::Example;
use crate::recognise::{Mention, Origin, Recognised, without_space};
use crate::text::{Normal, Span, normal_form};

/// Characters that a rule may leave of a form that is never a name.
const CUT: usize = 2;
/// Names of an article that are held against one another.
const COMPARED: usize = 200;

/// What an article gave.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) names: BTreeMap<Key, Support>,
    pub(super) listed: Vec<(Arc<Named>, u64)>,
}

/// Gathers from articles, with memory of its own.
pub(super) struct Gatherer<'d> {
    dictionary: &'d Dictionary,
    slips: &'d Slips,
    normal: Normal,
    found: Vec<Slip>,
}

impl<'d> Gatherer<'d> {
    pub(super) fn new(dictionary: &'d Dictionary, slips: &'d Slips) -> Self {
        Self { dictionary, slips, normal: Normal::default(), found: Vec::new() }
    }

    pub(super) fn article(&mut self, article: &Article, found: &Recognised) -> Gathered {
        let mut gathered = Gathered::default();
        let counted = |m: &&Mention| article.repeats.binary_search(&m.paragraph).is_err();
        let mut listed: HashMap<&EntityId, (&Arc<Named>, u64)> = HashMap::new();
        for mention in found.mentions.iter().filter(counted) {
            let Some(named) = &mention.entity else { continue };
            if is_listed(self.dictionary, named) {
                listed.entry(&named.id).or_insert((named, 0)).1 += 1;
            }
            self.mention(article, mention, named, &mut gathered.names);
        }
        gathered.listed = listed.into_values().map(|(named, count)| (Arc::clone(named), count)).collect();
        self.add_slips(article, found, &mut gathered);
        self.add_wholes(found, &mut gathered.names);
        gathered
    }

    /// Counts a mention of an unlisted name, or of an unlisted form of a listed one.
    fn mention(
        &self,
        article: &Article,
        mention: &Mention,
        named: &Named,
        names: &mut BTreeMap<Key, Support>,
    ) {
        let surface = without_space(mention.span.of(&article.text)).into_owned();
        let is_listed = is_listed(self.dictionary, named);
        let name = match (mention.origin, mention.rule) {
            (Origin::Rule, _) if !is_listed => &named.name,
            (Origin::Context, Some(_)) if !is_listed => &named.name,
            (Origin::Context, Some("context.known")) => &surface,
            _ => return,
        };
        if self.is_never(name, &mention.kind) || self.cuts_never(article, mention) {
            return;
        }
        let key = Key { kind: mention.kind.clone(), name: name.clone() };
        let support = names.entry(key).or_default();
        count(support, article, mention.span, mention.sentence);
        support.rules.extend(mention.rule);
        if is_listed {
            let whole = (named.name.clone(), Some(named.id.clone()));
            support.wholes.insert(whole, 1);
        } else if normal_form(&surface) != normal_form(name) {
            *support.forms.entry(surface).or_default() += 1;
        }
    }

    fn is_never(&self, name: &str, kind: &Kind) -> bool {
        self.dictionary.rules.ignored_as(&normal_form(name), kind).is_some()
    }

    /// Whether a mention is what a rule left of a form that is never a name: that form without a character or two.
    fn cuts_never(&self, article: &Article, mention: &Mention) -> bool {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        let text = &article.text;
        let before = text[..start].char_indices().rev().take(CUT).map(|(at, _)| (at, end));
        let behind = text[end..].char_indices().take(CUT).map(|(at, c)| (start, end + at + c.len_utf8()));
        before.chain(behind).any(|(from, to)| self.is_never(&text[from..to], &mention.kind))
    }

    /// Notes fuller names of the same kind that stand in the same article.
    fn add_wholes(&self, found: &Recognised, names: &mut BTreeMap<Key, Support>) {
        let named: BTreeMap<&EntityId, &Named> = found
            .mentions
            .iter()
            .filter_map(|m| m.entity.as_deref())
            .map(|named| (&named.id, named))
            .take(COMPARED)
            .collect();
        for (key, support) in names.iter_mut().take(COMPARED) {
            for (id, named) in named.iter().filter(|(_, named)| named.kind == key.kind) {
                let parted = || self.dictionary.are_parted(&key.name, &named.name);
                if shortens(&key.name, &named.name, &key.kind) && !parted() {
                    let listed = is_listed(self.dictionary, named).then(|| (*id).clone());
                    support.wholes.insert((named.name.clone(), listed), 1);
                }
            }
        }
    }

    /// Notes what differs by one character from a listed name, or from a body that the article names in full.
    fn add_slips(&mut self, article: &Article, found: &Recognised, gathered: &mut Gathered) {
        self.normal.refill(&article.text);
        let text = self.normal.text();
        self.slips.scan(text, &mut self.found);
        for slip in &self.found {
            let (form, entities) = self.slips.name(slip.name);
            let named: Vec<&Named> = entities.iter().map(|&e| &*self.dictionary.entity(e).named).collect();
            let together = gathered.listed.iter().any(|(known, _)| named.iter().any(|n| n.id == known.id));
            self.add_slip(article, found, gathered, slip, &Name { form, named: &named, together });
        }
        let bodies = self.bodies(found);
        let forms: Vec<String> = bodies.keys().cloned().collect();
        self.slips.scan_for(&forms, text, &mut self.found);
        for slip in &self.found {
            let form = &forms[slip.name as usize];
            let name = Name { form, named: &[bodies[form]], together: true };
            self.add_slip(article, found, gathered, slip, &name);
        }
    }

    /// Bodies that no list has by name: those of a place, whose parts are listed. By their names in normal form.
    fn bodies<'f>(&self, found: &'f Recognised) -> BTreeMap<String, &'f Named> {
        let listed_parts = |m: &&Mention| matches!(m.origin, Origin::Dictionary | Origin::Alias);
        let named = found.mentions.iter().filter(listed_parts).filter_map(|m| m.entity.as_deref());
        let made = named.filter(|named| !is_listed(self.dictionary, named)).take(COMPARED);
        made.map(|named| (normal_form(&named.name), named)).collect()
    }

    /// Notes a slip of a name: in a name that a rule found, or in plain text.
    fn add_slip(
        &self,
        article: &Article,
        found: &Recognised,
        gathered: &mut Gathered,
        slip: &Slip,
        of: &Name<'_>,
    ) {
        let span = self.normal.to_source(slip.span);
        let error = self.normal.to_source(slip.error);
        let Some(place) = slip::place(&found.mentions, span, error) else { return };
        let text = slip.span.of(self.normal.text());
        let kind = &of.named[0].kind;
        if !slip::fits(self.normal.text(), *slip)
            || self.is_never(text, kind)
            || self.dictionary.are_parted(text, of.form)
        {
            return;
        }
        let key = match place {
            slip::Place::Named(named) => Key { kind: named.kind.clone(), name: named.name.clone() },
            slip::Place::Plain if repeats(article, span) => return,
            slip::Place::Plain => Key { kind: kind.clone(), name: text.to_owned() },
        };
        let neighbour = of.neighbour(slip);
        if place == slip::Place::Plain {
            let support = gathered.names.entry(key).or_default();
            let sentence = article.sentences.partition_point(|s| s.start <= span.start).saturating_sub(1);
            // The same place may differ from several names; it is one mention.
            if support.last.replace(span) != Some(span) {
                count(support, article, span, sentence as u32);
            }
            support.near.insert(of.form.to_owned(), neighbour);
        } else if let Some(support) = gathered.names.get_mut(&key) {
            support.near.insert(of.form.to_owned(), neighbour);
        }
    }
}

/// A name that something may be a slip of.
struct Name<'n> {
    form: &'n str,
    named: &'n [&'n Named],
    /// The article holds it too.
    together: bool,
}

impl Name<'_> {
    fn neighbour(&self, slip: &Slip) -> Neighbour {
        let entities = self.named.iter().map(|named| named.id.clone()).collect();
        let inside = slip.span.start < slip.error.start && slip.error.end < slip.span.end;
        Neighbour { entities, together: u64::from(self.together), inside }
    }
}

/// Whether the paragraph that a place is in stands in the article before already.
fn repeats(article: &Article, span: Span) -> bool {
    let paragraph = article.paragraphs.partition_point(|p| p.start <= span.start).saturating_sub(1);
    article.repeats.binary_search(&(paragraph as u32)).is_ok()
}

fn count(support: &mut Support, article: &Article, span: Span, sentence: u32) {
    support.mentions += 1;
    support.articles = 1;
    if support.examples.is_empty() {
        let line = article.lines.get(sentence as usize).copied().unwrap_or(0);
        support.examples.push(Example::of(&article.text, span, &article.source, line));
    }
}

fn is_listed(dictionary: &Dictionary, named: &Named) -> bool {
    let same = |&number: &_| dictionary.entity(number).named.id == named.id;
    dictionary.named(&named.kind, &named.name).iter().any(same)
}
