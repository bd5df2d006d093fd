//! `guanxi dict suggest`: names that documents hold and no list has, for a person to take over.

use clap::{Args, ValueEnum};
use guanxi::corpus::Problem;
use guanxi::dictionary::{Dictionary, EntityId, Kind};
use guanxi::pipeline::{self, Example, Form, Near, Suggestion, Tally, Whole};
use serde::Serialize;

use super::ask;
use super::inputs::{Paths, Watch};
use super::screen::{Look, Screen};
use super::summary::{counted, thousands};
use super::table::plain;
use super::teach::Teach;
use super::{Answer, Global, inputs, interrupt, number};

/// Names that documents hold and no list has, the best supported first; slips of listed names are offered, never linked
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi dict suggest pages/                            look
  guanxi dict suggest pages/ --kind person --min-support 5
  guanxi dict suggest pages/ --format tsv > new.tsv     delete and mend rows in new.tsv, then:
  guanxi dict import new.tsv --to mine.tsv

In the rows of --format tsv a name that may be short for another, or a slip of it, stands among the aliases of that other;
the note says so. Judgements are honoured: \"never\" leaves a form out, \"not-same\" keeps two names in rows of their own.")]
pub(super) struct Suggest {
    #[command(flatten)]
    paths: Paths,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The most names; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 50, value_parser = number::any::<usize>)]
    limit: usize,
    /// The least number of mentions; slips of listed names are offered from one on
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 2, value_parser = number::any::<u64>)]
    min_support: u64,
    /// Names of this kind only
    #[arg(long, value_name = "KIND", value_parser = ask::kind)]
    kind: Option<Kind>,
    #[command(flatten)]
    teach: Teach,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// Rows of a dictionary
    Tsv,
    /// One JSON object a name
    Jsonl,
}

#[derive(Serialize)]
struct SuggestionShape<'s> {
    name: &'s str,
    kind: &'s str,
    mentions: u64,
    articles: u64,
    rules: &'s [&'static str],
    forms: Vec<FormShape<'s>>,
    short_for: Option<WholeShape<'s>>,
    slip_of: Vec<NearShape<'s>>,
    examples: Vec<ExampleShape<'s>>,
}

#[derive(Serialize)]
struct FormShape<'s> {
    form: &'s str,
    mentions: u64,
    is_sure: bool,
}

impl<'s> From<&'s Form> for FormShape<'s> {
    fn from(Form { form, mentions, is_sure }: &'s Form) -> Self {
        Self { form, mentions: *mentions, is_sure: *is_sure }
    }
}

#[derive(Serialize)]
struct WholeShape<'s> {
    name: &'s str,
    entity: Option<&'s str>,
    articles: u64,
    is_sure: bool,
}

#[derive(Serialize)]
struct NearShape<'s> {
    form: &'s str,
    entities: Vec<&'s str>,
    articles: u64,
}

#[derive(Serialize)]
struct ExampleShape<'s> {
    source: &'s str,
    line: u32,
    before: &'s str,
    surface: &'s str,
    after: &'s str,
}

impl<'s> From<&'s Suggestion> for SuggestionShape<'s> {
    fn from(s: &'s Suggestion) -> Self {
        Self {
            name: &s.name,
            kind: s.kind.as_str(),
            mentions: s.mentions,
            articles: s.articles,
            rules: &s.rules,
            forms: s.forms.iter().map(FormShape::from).collect(),
            short_for: s.whole.as_ref().map(|Whole { name, listed, together, is_sure }| WholeShape {
                name,
                entity: listed.as_ref().map(EntityId::as_str),
                articles: *together,
                is_sure: *is_sure,
            }),
            slip_of: s.near.iter().map(NearShape::from).collect(),
            examples: s.examples.iter().map(ExampleShape::from).collect(),
        }
    }
}

impl<'s> From<&'s Near> for NearShape<'s> {
    fn from(Near { form, entities, together }: &'s Near) -> Self {
        Self { form, entities: entities.iter().map(EntityId::as_str).collect(), articles: *together }
    }
}

impl<'s> From<&'s Example> for ExampleShape<'s> {
    fn from(Example { source, line, before, surface, after }: &'s Example) -> Self {
        Self { source, line: *line, before, surface, after }
    }
}

impl Suggest {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let talk = screen.talk;
        let (recogniser, faults) = self.teach.recogniser(false, talk)?;
        let inputs = self.paths.inputs(talk)?;
        let watch = Watch::new(talk, &inputs.found);
        let run = self.paths.run_options(inputs.found, global);
        let told = |problems: &[Problem], tally: &Tally| watch.told(problems, tally);
        let suggested = pipeline::suggest(recogniser, run, told)?;
        watch.end();
        if interrupt::pressed() {
            anyhow::bail!("interrupted: nothing is suggested from a part of the documents");
        }
        let mut names = suggested.names;
        names.retain(|s| s.mentions >= self.min_support || !s.near.is_empty());
        names.retain(|s| self.kind.as_ref().is_none_or(|kind| *kind == s.kind));
        let all = names.len();
        names.truncate(if self.limit == 0 { all } else { self.limit });
        self.print(&names, recogniser.dictionary(), screen)?;
        if all > names.len() {
            screen
                .note(format_args!("{} more; --limit 0 shows all", thousands((all - names.len()) as u64)))?;
        }
        let unknown = self.kind.as_ref().filter(|kind| all == 0 && !Kind::ALL.contains(kind));
        if let Some(unknown) = unknown {
            let kinds = Kind::ALL.map(|kind| kind.to_string()).join(", ");
            screen.note(ask::no_such_kind("suggest finds", unknown, &kinds))?;
        } else if all == 0 && suggested.tally.articles > 0 {
            let least = counted(self.min_support, "mention");
            screen.note(format_args!("no unlisted name with {least}; --min-support 1 shows them all"))?;
        }
        if suggested.let_go > 0 {
            let count = counted(suggested.let_go, "rare name");
            screen.note(format_args!("{count} let go on the way: give fewer documents at a time"))?;
        }
        inputs::answer(&suggested.tally, faults + inputs.problems, screen)
    }

    fn print(
        &self,
        names: &[Suggestion],
        dictionary: &Dictionary,
        screen: &mut Screen,
    ) -> anyhow::Result<()> {
        if screen.json {
            return screen.value(&names.iter().map(SuggestionShape::from).collect::<Vec<_>>());
        }
        match self.format {
            Format::Text => text(names, screen),
            Format::Tsv => rows(names, dictionary, screen),
            Format::Jsonl => names.iter().try_for_each(|s| {
                let line = serde_json::to_string(&SuggestionShape::from(s))?;
                Ok(screen.line(line)?)
            }),
        }
    }
}

/// `12 mentions in 5 articles`
fn support(s: &Suggestion) -> String {
    format!("{} in {}", counted(s.mentions, "mention"), counted(s.articles, "article"))
}

fn text(names: &[Suggestion], screen: &mut Screen) -> anyhow::Result<()> {
    for (n, s) in names.iter().enumerate() {
        if n > 0 {
            screen.line("")?;
        }
        let rules = if s.rules.is_empty() { String::new() } else { format!("  by {}", s.rules.join(", ")) };
        let name = screen.paint(&plain(&s.name), Look::Bold);
        screen.line(format_args!("{name}  {}  {}{rules}", s.kind, support(s)))?;
        for detail in details(s) {
            screen.line(format_args!("  {}", screen.paint(&plain(&detail), Look::Yellow)))?;
        }
        for Example { source, line, before, surface, after } in &s.examples {
            let place = screen.paint(&format!("{}:{line}", plain(source)), Look::Dim);
            let name = screen.paint(&format!("【{}】", plain(surface)), Look::Bold);
            screen.line(format_args!("  {place}  {}{name}{}", plain(before), plain(after)))?;
        }
    }
    Ok(())
}

/// What else is known of a name, a line each.
fn details(s: &Suggestion) -> Vec<String> {
    let mut lines = Vec::new();
    if !s.forms.is_empty() {
        let forms: Vec<String> =
            s.forms.iter().map(|form| format!("{} ({})", form.form, form.mentions)).collect();
        lines.push(format!("also written {}", forms.join(", ")));
    }
    lines.extend(s.whole.as_ref().map(|whole| short_for(whole, s.articles)));
    lines.extend(s.near.iter().map(slip_of));
    lines
}

fn beside(together: u64) -> String {
    if together == 0 { String::new() } else { format!(", beside it in {}", counted(together, "article")) }
}

fn short_for(Whole { name, listed, together, is_sure }: &Whole, articles: u64) -> String {
    let (name, known) = match listed {
        Some(id) => (id.as_str(), " (listed)"),
        None => (name.as_str(), ""),
    };
    if *together > 0 && !is_sure {
        return format!("beside {name}{known} in {together} of {}: no alias", counted(articles, "article"));
    }
    format!("perhaps short for {name}{known}{}", beside(*together))
}

fn slip_of(Near { form, entities, together }: &Near) -> String {
    let of = match entities.as_slice() {
        [one] if one.name() == form => one.to_string(),
        several => {
            let ids: Vec<&str> = several.iter().map(EntityId::as_str).collect();
            format!("{form} ({})", ids.join(", "))
        }
    };
    format!("perhaps a slip of {of}{}", beside(*together))
}

/// A row of a dictionary under way.
struct Row {
    name: String,
    kind: Kind,
    aliases: Vec<String>,
    within: String,
    note: String,
}

/// Rows that `dict import` reads: each name in its own, or among the aliases of the name it seems to belong to.
fn rows(names: &[Suggestion], dictionary: &Dictionary, screen: &mut Screen) -> anyhow::Result<()> {
    screen.line("name\tkind\taliases\twithin\tid\tnote")?;
    for row in names.iter().filter_map(|s| taken(row(s, dictionary), dictionary)) {
        let Row { name, kind, aliases, within, note } = row;
        let aliases: Vec<String> = aliases.iter().map(|alias| cell(alias)).collect();
        let (aliases, note) = (aliases.join("|"), cell(&note));
        screen.line(format_args!("{}\t{kind}\t{aliases}\t{}\t\t{note}", cell(&name), cell(&within)))?;
    }
    Ok(())
}

/// What import takes of a row; none if that says nothing new.
fn taken(mut row: Row, dictionary: &Dictionary) -> Option<Row> {
    row.aliases.retain(|alias| dictionary.takes(&cell(alias), &row.kind, true));
    let is_listed = !dictionary.named(&row.kind, &row.name).is_empty();
    let says = !is_listed || !row.aliases.is_empty();
    (says && dictionary.takes(&cell(&row.name), &row.kind, false)).then_some(row)
}

fn row(s: &Suggestion, dictionary: &Dictionary) -> Row {
    let mut note = support(s);
    for detail in s
        .whole
        .as_ref()
        .map(|whole| short_for(whole, s.articles))
        .into_iter()
        .chain(s.near.iter().map(slip_of))
    {
        note = format!("{detail}; {note}");
    }
    if let Some(Example { source, line, before, surface, after }) = s.examples.first() {
        note = format!("{note}; {source}:{line} {before}【{surface}】{after}");
    }
    let forms: Vec<String> =
        s.forms.iter().filter(|form| form.is_sure).map(|form| form.form.clone()).collect();
    let near = s.near.first().and_then(|near| near.entities.first());
    let whole = s.whole.as_ref().filter(|whole| whole.is_sure);
    let listed = near.or_else(|| whole?.listed.as_ref());
    if let Some(id) = listed {
        let kind = id.kind().parse().unwrap_or_else(|_| s.kind.clone());
        let rows = dictionary.named(&kind, id.name()).iter().map(|&number| dictionary.entity(number));
        let entity = rows.into_iter().find(|entity| entity.named.id == *id);
        let within = entity.map_or_else(|| id.within(), |entity| entity.named.within.as_deref());
        let within = within.unwrap_or_default().to_owned();
        let aliases = std::iter::once(s.name.clone()).chain(forms).collect();
        return Row { name: id.name().to_owned(), kind, aliases, within, note };
    }
    match whole {
        Some(whole) => {
            let aliases = std::iter::once(s.name.clone()).chain(forms).collect();
            Row { name: whole.name.clone(), kind: s.kind.clone(), aliases, within: String::new(), note }
        }
        None => {
            Row { name: s.name.clone(), kind: s.kind.clone(), aliases: forms, within: String::new(), note }
        }
    }
}

/// A cell without what would end it or part it.
fn cell(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c == '|' { ' ' } else { c }).collect()
}
