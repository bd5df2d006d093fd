//! `guanxi forget`: take sources or articles out of the store.

use std::path::Path;

use clap::Args;
use guanxi::corpus::source_name;
use guanxi::store::{ArticleKey, Forgotten, Store};
use serde::Serialize;

use super::inputs::STANDARD_INPUT;
use super::screen::Screen;
use super::suggest::quoted;
use super::summary::counted;
use super::{Answer, Global, interrupt, unfinished};

/// Take a source or an article out of the store, as if it had never been built
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi forget examples/news/2023-08-22.md
  guanxi forget examples/news/                all sources below a folder
  guanxi forget days.jsonl#20240506-3         the article with this id
  guanxi forget . --dry-run                   says what would go, and writes nothing
  guanxi status --sources                     lists the sources")]
pub(super) struct Forget {
    /// A source as "status --sources" lists it, a folder of sources, SOURCE#ID for one record, or the key of an article (32 hex digits, as "why --json" gives)
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
}

impl Forget {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let mut store = Store::open_existing(&global.store)?;
        store.end_at(interrupt::listen());
        let known = store.sources()?;
        let wanted = self.wanted(&known, &store, screen)?;
        let forgotten =
            if self.dry_run { counted_of(&wanted, &store)? } else { forget(&wanted, &mut store)? };
        if !self.dry_run {
            self.what.iter().try_for_each(|what| unfinished::end(store.path(), &quoted(what)))?;
        }
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

    fn wanted<'w>(
        &'w self,
        known: &'w [String],
        store: &Store,
        screen: &Screen,
    ) -> anyhow::Result<Vec<Wanted<'w>>> {
        let mut wanted = Vec::new();
        for what in &self.what {
            let sources = named(what, known);
            let key = if sources.is_empty() { key_of(what, known, store, screen)? } else { None };
            wanted.push(Wanted { what, sources, key });
        }
        Ok(wanted)
    }
}

impl ForgottenShape<'_> {
    fn is_unknown(&self) -> bool {
        self.sources == 0 && self.articles == 0
    }

    fn unknown(&self, screen: &Screen) -> String {
        let status = screen.command("status --sources");
        format!("{}: no such source or article in the store; \"{status}\" lists them", self.what)
    }

    /// What it was: `forgot` says whether it is gone.
    fn told(&self, forgot: &str) -> String {
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
    key: Option<ArticleKey>,
}

fn forget<'w>(wanted: &[Wanted<'w>], store: &mut Store) -> anyhow::Result<Vec<ForgottenShape<'w>>> {
    let mut writer = store.writer()?;
    let mut forgotten = Vec::new();
    for Wanted { what, sources, key } in wanted {
        let mut shape = ForgottenShape { what, sources: sources.len(), articles: 0, places: 0 };
        let of_key = key.map(|key| writer.forget_article(key)).into_iter();
        let gone: Vec<Forgotten> = of_key
            .chain(sources.iter().map(|source| writer.forget_source(source)))
            .collect::<Result<_, _>>()?;
        for Forgotten { articles, places } in gone {
            shape.articles += articles;
            shape.places += places;
        }
        forgotten.push(shape);
    }
    writer.finish()?;
    Ok(forgotten)
}

/// The same without forgetting: how many articles stand in each source, or are the one that is named.
fn counted_of<'w>(wanted: &[Wanted<'w>], store: &Store) -> anyhow::Result<Vec<ForgottenShape<'w>>> {
    let mut forgotten: Vec<ForgottenShape<'w>> = Vec::new();
    for Wanted { what, sources, .. } in wanted {
        forgotten.push(ForgottenShape { what, sources: sources.len(), articles: 0, places: 0 });
    }
    for article in store.articles()? {
        let article = article?;
        for (Wanted { sources, key, .. }, shape) in wanted.iter().zip(&mut forgotten) {
            let is_it = *key == Some(article.key);
            let mut held: Vec<&String> = article.sources.iter().map(|place| &place.source).collect();
            held.retain(|source| is_it || sources.binary_search(source).is_ok());
            shape.places += held.len() as u64;
            held.sort_unstable();
            held.dedup();
            // The same text may have been read in two ways.
            shape.articles = if is_it { 1 } else { shape.articles + held.len() as u64 };
        }
    }
    Ok(forgotten)
}

/// The sources that were named; else the pipe of that name.
fn named<'k>(what: &str, known: &'k [String]) -> Vec<&'k String> {
    let those = |what: &str| known.iter().filter(|source| is_or_holds(what, source)).collect();
    let found: Vec<&String> = those(what);
    if found.is_empty() && !what.is_empty() { those(&format!("{STANDARD_INPUT}/{what}")) } else { found }
}

/// Whether `source` is what was named, or lies below it. `./news` is what `build ./news` made of it, `.` what `build .` did, `-`
/// the pipe without a name.
pub(super) fn is_or_holds(what: &str, source: &str) -> bool {
    if what == STANDARD_INPUT {
        return source == what;
    }
    if what == format!("{STANDARD_INPUT}/") {
        return source.starts_with(what);
    }
    let built = source_name(Path::new(what));
    if built == "." {
        let piped = source == "-" || source.starts_with("-/");
        return !what.is_empty() && !piped && !source.starts_with('/');
    }
    [what.trim_end_matches('/'), &*built].iter().any(|name| {
        let rest = source.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The article that was named by its key, or by its source and the id of its record there.
fn key_of(
    what: &str,
    known: &[String],
    store: &Store,
    screen: &Screen,
) -> anyhow::Result<Option<ArticleKey>> {
    if let Some(key) = article_key(what) {
        return Ok(Some(key));
    }
    let Some((source, id)) = what.rsplit_once('#') else { return Ok(None) };
    let sources = named(source, known);
    if sources.is_empty() {
        return Ok(None);
    }
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
            return Ok(Some(article.key));
        }
    }
    Ok(None)
}

fn article_key(text: &str) -> Option<ArticleKey> {
    let hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| u128::from_str_radix(text, 16).ok().map(ArticleKey))?
}

#[cfg(test)]
mod tests {
    use super::is_or_holds;

    #[test]
    fn what_is_named_holds_what_was_built_of_it() {
        for (what, source, holds) in [
            ("news", "news/a.txt", true),
            ("./news/", "news/a.txt", true),
            ("news", "newspaper.txt", false),
            (".", "a.txt", true),
            ("./", "news/a.txt", true),
            (".", "/data/a.txt", false),
            (".", "-", false),
            (".", "-/day", false),
            ("-", "-", true),
            ("-", "-/day", false),
            ("-/", "-/day", true),
            ("-/", "-", false),
            ("", "a.txt", false),
            ("/data", "/data/a.txt", true),
            ("/", "/data/a.txt", true),
            ("/", "a.txt", false),
        ] {
            assert_eq!(is_or_holds(what, source), holds, "{what} {source}");
        }
    }
}
