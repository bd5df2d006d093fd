//! `guanxi forget`: take sources or articles out of the store.

use std::collections::HashSet;

use clap::Args;
use guanxi::store::{ArticleKey, Forgotten, Store, StoreError};
use serde::Serialize;

use super::named::named;
use super::screen::{Screen, Talk};
use super::shell::quoted;
use super::summary::counted;
use super::unfinished::{Begun, Forgetting, Left};
use super::{Answer, Global, interrupt, unfinished};

/// Take a source or an article out of the store, as if it had never been built
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi forget examples/news/2023-08-22.md
  guanxi forget examples/news/                all sources below a folder
  guanxi forget days.jsonl#20240506-3         the articles with this id
  guanxi forget . --dry-run                   says what would go, and writes nothing
  guanxi status --sources                     lists the sources")]
pub(super) struct Forget {
    /// A source as "status --sources" lists it, a folder of sources, SOURCE#ID for the records with an id, or the key of an article (32 hex digits, as "why --json" gives)
    #[arg(required = true, value_name = "SOURCE|ARTICLE")]
    what: Vec<String>,
    /// Only say what would go
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct ForgottenShape<'f> {
    what: &'f str,
    sources: usize,
    articles: u64,
    /// Places in which these stood.
    places: u64,
    /// It was forgotten by a run that did not end, or never came to be built by one.
    #[serde(skip)]
    begun: bool,
}

impl Forget {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let mut store = Store::open_existing(&global.store)?;
        store.end_at(interrupt::listen());
        let known = store.sources()?;
        let wanted = self.wanted(&known, &store, screen)?;
        let forgotten = if self.dry_run {
            counted_of(&wanted, &store)?
        } else {
            self.forget(&wanted, &mut store, screen.talk)?
        };
        if screen.json {
            screen.value(&forgotten)?;
        }
        for shape in &forgotten {
            if shape.is_unknown() {
                screen.note(shape.unknown(screen))?;
            } else if !screen.json {
                let forgot = if self.dry_run { "would forget" } else { "forgot" };
                screen.done(shape.told(forgot))?;
            }
        }
        Ok(Answer::no_if(forgotten.iter().any(ForgottenShape::is_unknown)))
    }

    /// Forgets what is there; while it is at it, the store says that this is unfinished.
    fn forget<'w>(
        &self,
        wanted: &'w [Wanted<'_>],
        store: &mut Store,
        talk: Talk,
    ) -> anyhow::Result<Vec<ForgottenShape<'w>>> {
        if wanted.iter().any(Wanted::is_held) {
            let words: Vec<String> = self.what.iter().map(|what| quoted(what)).collect();
            let begun = Begun::new(format!("forget {}", words.join(" ")), Left::Forget(left(wanted)));
            unfinished::begin(store.path(), begun)?;
        }
        let forgotten = forget(wanted, store, talk)?;
        // Who asks while somebody builds next would be shown what is gone.
        store.publish()?;
        unfinished::forgotten(store.path(), &self.what)?;
        unfinished::settle(store)?;
        Ok(forgotten)
    }

    fn wanted<'w>(
        &'w self,
        known: &'w [String],
        store: &Store,
        screen: &Screen,
    ) -> anyhow::Result<Vec<Wanted<'w>>> {
        let mut wanted = Vec::new();
        for what in &self.what {
            let sources = named(what, known);
            let keys = if sources.is_empty() { keys_of(what, known, store, screen)? } else { Vec::new() };
            let mut wanted_now = Wanted { what, sources, keys, begun: false };
            wanted_now.begun = !wanted_now.is_held() && unfinished::concerns(store.path(), what);
            wanted.push(wanted_now);
        }
        Ok(wanted)
    }
}

impl ForgottenShape<'_> {
    fn is_unknown(&self) -> bool {
        self.sources == 0 && self.articles == 0 && !self.begun
    }

    fn unknown(&self, screen: &Screen) -> String {
        let status = screen.command("status --sources");
        format!("{}: no such source or article in the store; \"{status}\" lists them", self.what)
    }

    /// What it was: `forgot` says whether it is gone.
    fn told(&self, forgot: &str) -> String {
        if self.begun {
            return format!("{}: nothing of it is left", self.what);
        }
        let mut told = format!("{}: {forgot} {}", self.what, counted(self.articles, "article"));
        if self.places > self.articles {
            told += &format!(" in {}", counted(self.places, "place"));
        }
        if self.sources > 0 {
            told += &format!(" of {}", counted(self.sources as u64, "source"));
        }
        told
    }
}

/// What is named, and what that is in the store.
struct Wanted<'w> {
    what: &'w str,
    sources: Vec<&'w String>,
    keys: Vec<ArticleKey>,
    /// It is not there, but a command that has not ended is about it.
    begun: bool,
}

impl Wanted<'_> {
    fn is_held(&self) -> bool {
        !self.sources.is_empty() || !self.keys.is_empty()
    }

    /// It, with nothing forgotten yet.
    fn shape(&self) -> ForgottenShape<'_> {
        let (what, sources, begun) = (self.what, self.sources.len(), self.begun);
        ForgottenShape { what, sources, articles: 0, places: 0, begun }
    }
}

/// What is to be forgotten, with what an earlier run has forgotten of the same.
fn left(wanted: &[Wanted<'_>]) -> Forgetting {
    let mut left = Forgetting::default();
    for wanted in wanted {
        let what = || wanted.what.to_owned();
        left.sources.extend(wanted.sources.iter().map(|source| (*source).clone()));
        left.articles.extend((!wanted.keys.is_empty()).then(what));
        left.named.extend((wanted.begun || wanted.is_held()).then(what));
    }
    left
}

fn forget<'w>(
    wanted: &'w [Wanted<'_>],
    store: &mut Store,
    talk: Talk,
) -> anyhow::Result<Vec<ForgottenShape<'w>>> {
    let bar = talk.progress(Some(0));
    let told = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
        bar.set_message(format!("of {}", counted(all, "place")));
    };
    let mut writer = store.writer()?;
    let mut forgotten = Vec::new();
    for what in wanted {
        let mut shape = what.shape();
        let gone = writer.forget_sources(&what.sources, told)?;
        let of_keys = what.keys.iter().map(|&key| writer.forget_article(key));
        for gone in std::iter::once(Ok(gone)).chain(of_keys) {
            let Forgotten { articles, places } = gone?;
            shape.articles += articles;
            shape.places += places;
        }
        forgotten.push(shape);
    }
    writer.finish()?;
    bar.finish_and_clear();
    Ok(forgotten)
}

/// The same without forgetting: how many articles stand in each source, or are those that are named.
fn counted_of<'w>(wanted: &'w [Wanted<'_>], store: &Store) -> anyhow::Result<Vec<ForgottenShape<'w>>> {
    let mut forgotten: Vec<ForgottenShape<'w>> = wanted.iter().map(Wanted::shape).collect();
    // The same text may have been read in two ways.
    let mut known = vec![HashSet::new(); wanted.len()];
    for article in store.articles()? {
        let article = article?;
        for ((wanted, shape), known) in wanted.iter().zip(&mut forgotten).zip(&mut known) {
            let is_it = wanted.keys.contains(&article.key);
            let held = article.sources.iter().filter(|place| {
                is_it || wanted.sources.binary_search_by(|source| (*source).cmp(&place.source)).is_ok()
            });
            let held = held.count() as u64;
            shape.places += held;
            shape.articles += u64::from(held > 0 && known.insert(article.key));
        }
    }
    Ok(forgotten)
}

/// The articles that were named: one by its key, or by their source and the id of their records there, of which there may be several.
fn keys_of(what: &str, known: &[String], store: &Store, screen: &Screen) -> anyhow::Result<Vec<ArticleKey>> {
    if let Some(key) = article_key(what) {
        let mut articles = store.articles()?;
        let held =
            articles.try_fold(false, |held, article| Ok::<_, StoreError>(held || article?.key == key))?;
        return Ok(held.then_some(key).into_iter().collect());
    }
    let Some((source, id)) = what.rsplit_once('#') else { return Ok(Vec::new()) };
    let sources = named(source, known);
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let mut keys = Vec::new();
    for article in store.articles()? {
        let article = article?;
        let mut places = article.sources.iter();
        if places.any(|place| place.record.as_deref() == Some(id) && sources.contains(&&place.source)) {
            let others = article.sources.iter().filter(|place| !sources.contains(&&place.source)).count();
            anyhow::ensure!(
                others == 0,
                "{what}: the article stands in {} too; \"{}\" takes it out of all",
                counted(others as u64, "other source"),
                screen.command(format_args!("forget {:032x}", article.key.0))
            );
            keys.push(article.key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

fn article_key(text: &str) -> Option<ArticleKey> {
    let hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| u128::from_str_radix(text, 16).ok().map(ArticleKey))?
}
