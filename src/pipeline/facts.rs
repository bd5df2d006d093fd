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
    /// By id, container and name: what a record says of an entity counts for its own mentions only, whichever thread reads it.
    made: HashMap<String, Arc<Named>>,
    key: String,
}

impl<'d> Known<'d> {
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, made: HashMap::new(), key: String::new() }
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
            repeats: sorted(&record.repeats),
            mentions,
        })
    }

    /// The entity of a mention; none where it is ambiguous.
    fn entity(&mut self, mention: &MentionRecord<'_>) -> Result<Option<Arc<Named>>, String> {
        let kind = mention.kind.as_ref();
        let id = match (&mention.entity, &mention.name) {
            (Some(id), _) => EntityId::from_text(id.as_ref()),
            (None, Some(name)) => EntityId::new(kind, name.trim(), None),
            (None, None) if mention.candidates.is_empty() => {
                return Err("it has neither entity nor name, nor candidates".to_owned());
            }
            (None, None) => return Ok(None),
        };
        let (name, within) = parts(&id, mention);
        if id.kind() != kind.as_str() || name.is_empty() {
            return Err(format!("entity \"{id}\" is not {kind}:name"));
        }
        if name.trim() != name {
            return Err(format!("the name of entity \"{id}\" begins or ends with white space"));
        }
        let within = mention.within.as_deref().or(within);
        self.key.clear();
        for part in [id.as_str(), "\0", within.unwrap_or_default(), "\0", name] {
            self.key.push_str(part);
        }
        if let Some(known) = self.made.get(&self.key) {
            return Ok(Some(Arc::clone(known)));
        }
        let named = self.listed(&id, kind, name).unwrap_or_else(|| Arc::new(made(&id, kind, (name, within))));
        self.made.insert(self.key.clone(), Arc::clone(&named));
        Ok(Some(named))
    }

    fn listed(&self, id: &EntityId, kind: &Kind, name: &str) -> Option<Arc<Named>> {
        let numbers = self.dictionary.named(kind, name).iter();
        let mut rows = numbers.map(|&number| &self.dictionary.entity(number).named);
        rows.find(|named| named.id == *id).map(Arc::clone)
    }
}

/// The name and the container in an id. The name may hold an `@` itself: it is as the record says, if the id begins with that.
fn parts<'i>(id: &'i EntityId, mention: &'i MentionRecord<'_>) -> (&'i str, Option<&'i str>) {
    let rest = id.as_str().split_once(':').map_or("", |(_, rest)| rest);
    let said = mention.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    match said.and_then(|name| Some((name, rest.strip_prefix(name)?))) {
        Some((name, "")) => (name, None),
        Some((name, rest)) if rest.starts_with('@') => (name, Some(&rest[1..])),
        _ => (id.name(), id.within()),
    }
}

fn made(id: &EntityId, kind: &Kind, (name, within): (&str, Option<&str>)) -> Named {
    Named {
        id: id.clone(),
        kind: kind.clone(),
        name: name.to_owned(),
        within: within.map(str::to_owned),
        aliases: Vec::new(),
    }
}

/// Paragraphs as those who count look them up; another program may say them in any order.
fn sorted(repeats: &[u32]) -> Vec<u32> {
    let mut sorted = repeats.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The facts of records of one mention each, read one after the other.
    fn facts(dictionary: &Dictionary, mentions: &[&str]) -> Vec<ArticleFacts> {
        let mut known = Known::new(dictionary);
        let record = |mention: &&str| {
            let json =
                format!(r#"{{"source":"a","repeats":[2,0,2],"mentions":[{{"start":0,"end":2,{mention}}}]}}"#);
            known.facts(&serde_json::from_str(&json).unwrap(), "a").unwrap()
        };
        mentions.iter().map(record).collect()
    }

    #[test]
    fn an_entity_is_what_its_own_record_says() {
        let rows = "name\tkind\taliases\n茶@市\torganisation\t茶市\n";
        for (mention, name, within) in [
            (r#""kind":"place","entity":"place:甲区","name":"甲区""#, "甲区", None),
            (r#""kind":"place","entity":"place:甲区","name":"甲区","within":"乙市""#, "甲区", Some("乙市")),
            (r#""kind":"place","entity":"place:甲区","name":"甲区","within":"丙市""#, "甲区", Some("丙市")),
            (r#""kind":"place","entity":"place:甲区@乙市@丙省","name":"甲区""#, "甲区", Some("乙市@丙省")),
            (r#""kind":"place","entity":"place:甲区@乙市@丙省""#, "甲区", Some("乙市@丙省")),
            (r#""kind":"organisation","entity":"organisation:茶@市","name":"茶@市""#, "茶@市", None),
            (r#""kind":"organisation","entity":"organisation:咖啡@家","name":"咖啡@家""#, "咖啡@家", None),
            (r#""kind":"person","entity":"person:甲","name":"乙""#, "甲", None),
        ] {
            let other = r#""kind":"place","entity":"place:甲区","name":"甲区","within":"丁市""#;
            let read = facts(&Dictionary::of_text("x.tsv", rows), &[other, mention]);
            let named = read[1].mentions[0].entity.as_ref().unwrap();
            assert_eq!((named.name.as_str(), named.within.as_deref()), (name, within), "{mention}");
            assert_eq!(named.aliases.len(), usize::from(name == "茶@市"), "{mention}");
        }
    }

    #[test]
    fn white_space_is_no_part_of_a_name() {
        let dictionary = Dictionary::default();
        let read = facts(&dictionary, &[r#""kind":"person","name":"　甲\u0085""#]);
        assert_eq!(read[0].mentions[0].entity.as_ref().unwrap().id.as_str(), "person:甲");
        for mention in
            [r#""name":"　""#, r#""name":" ","entity":"person: ""#, r#""entity":"person:甲\u2028""#]
        {
            let json = format!(r#"{{"mentions":[{{"start":0,"end":2,"kind":"person",{mention}}}]}}"#);
            assert!(
                Known::new(&dictionary).facts(&serde_json::from_str(&json).unwrap(), "a").is_err(),
                "{mention}"
            );
        }
    }

    #[test]
    fn repeats_are_sorted() {
        let mention = r#""kind":"person","name":"甲""#;
        assert_eq!(facts(&Dictionary::default(), &[mention])[0].repeats, [0, 2]);
    }
}
