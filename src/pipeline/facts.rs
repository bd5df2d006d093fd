//! What the store is given: one article with its mentions, from recognition or from another program's record.

use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::Article;
use crate::dictionary::{Dictionary, EntityId, Kind, Named};
use crate::recognise::{ArticleRecord, Mention, MentionRecord, Recognised};
use crate::store::{ArticleFacts, ArticleKey, MentionFact, SourceRef};

use super::rejoin::Rejoined;

/// In the place of a number that a record does not say.
pub(super) const UNNUMBERED: u32 = u32::MAX;

/// The facts of an article that was recognised here.
pub(super) fn of_article(article: Article, found: Recognised) -> ArticleFacts {
    // A list of its own: collected where it stands, it would keep the room of the mentions, three times its own.
    let mut mentions = Vec::with_capacity(found.mentions.len());
    mentions.extend(found.mentions.into_iter().map(of_mention));
    ArticleFacts {
        key: ArticleKey::of_text(&article.text),
        source: SourceRef {
            source: article.source,
            number: article.number,
            record: article.record,
            title: article.title,
            date: article.date,
            lines: article.lines,
        },
        dateline: article.dateline,
        text: article.text,
        sentences: article.sentences,
        paragraphs: article.paragraphs,
        repeats: article.repeats,
        mentions,
    }
}

pub(super) fn of_mention(mention: Mention) -> MentionFact {
    let Mention { span, entity, origin, sentence, paragraph, .. } = mention;
    MentionFact { span, entity, origin, sentence, paragraph }
}

/// Gives an article its number; without text its key is made of that.
pub(super) fn put_number(facts: &mut ArticleFacts, number: u32) {
    facts.source.number = number;
    if facts.text.is_empty() {
        facts.key = key_of_place(&facts.source.source, number);
    }
}

fn key_of_place(source: &str, number: u32) -> ArticleKey {
    ArticleKey::of_text(&format!("{source}\u{0}{number}"))
}

/// Entities of records, each made once; a listed one gets the aliases of its row.
pub(super) struct Known<'d> {
    dictionary: &'d Dictionary,
    made: HashMap<String, Arc<Named>>,
}

impl<'d> Known<'d> {
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, made: HashMap::new() }
    }

    /// The facts of a record.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn facts(&mut self, record: &ArticleRecord<'_>, name: &str) -> Result<ArticleFacts, String> {
        let source = if record.source.is_empty() { name } else { &record.source };
        let text = Rejoined::of(record)?;
        let mut mentions = Vec::with_capacity(record.mentions.len());
        for (number, mention) in record.mentions.iter().enumerate() {
            let place = text.place(mention).map_err(|what| format!("mention {number}: {what}"))?;
            let entity = self.entity(mention).map_err(|what| format!("mention {number}: {what}"))?;
            mentions.push(MentionFact {
                span: place.span,
                entity,
                origin: mention.origin,
                sentence: place.sentence,
                paragraph: place.paragraph,
            });
        }
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        let key = if text.text.is_empty() {
            key_of_place(source, record.article)
        } else {
            ArticleKey::of_text(&text.text)
        };
        let source = SourceRef {
            source: source.to_owned(),
            number: record.article,
            record: record.id.as_deref().map(str::to_owned),
            title: record.title.clone().into_owned(),
            date: record.date,
            lines: text.lines,
        };
        Ok(ArticleFacts {
            key,
            source,
            dateline: record.dateline.as_deref().map(str::to_owned),
            text: text.text,
            sentences: text.sentences,
            paragraphs: text.paragraphs,
            repeats: record.repeats.clone(),
            mentions,
        })
    }

    /// The entity of a mention; none where it is ambiguous.
    fn entity(&mut self, mention: &MentionRecord<'_>) -> Result<Option<Arc<Named>>, String> {
        let kind = mention.kind.as_ref();
        let id = match (&mention.entity, &mention.name) {
            (Some(id), _) => EntityId::from_text(id.as_ref()),
            (None, Some(name)) => EntityId::new(kind, name, None),
            (None, None) if mention.candidates.is_empty() => {
                return Err("it has neither entity nor name, nor candidates".to_owned());
            }
            (None, None) => return Ok(None),
        };
        if id.kind() != kind.as_str() || id.name().is_empty() {
            return Err(format!("entity \"{id}\" is not {kind}:name"));
        }
        if let Some(known) = self.made.get(id.as_str()) {
            return Ok(Some(Arc::clone(known)));
        }
        let named = self.listed(&id, kind).unwrap_or_else(|| Arc::new(made(&id, kind, mention)));
        self.made.insert(id.as_str().to_owned(), Arc::clone(&named));
        Ok(Some(named))
    }

    fn listed(&self, id: &EntityId, kind: &Kind) -> Option<Arc<Named>> {
        let numbers = self.dictionary.named(kind, id.name()).iter();
        let mut rows = numbers.map(|&number| &self.dictionary.entity(number).named);
        rows.find(|named| named.id == *id).map(Arc::clone)
    }
}

fn made(id: &EntityId, kind: &Kind, mention: &MentionRecord<'_>) -> Named {
    let within = mention.within.as_deref().or(id.within());
    Named {
        id: id.clone(),
        kind: kind.clone(),
        name: id.name().to_owned(),
        within: within.map(str::to_owned),
        aliases: Vec::new(),
    }
}
