//! What the asking verbs share: opening the graph, names from the command line, conditions on relations.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use guanxi::dictionary::{Kind, kind_of_label, misspelt_kind};
use guanxi::graph::{Lookup, Selection, lookup};
use guanxi::relate::Measure;
use guanxi::store::{Snapshot, Store, StoreError};
use jiff::civil::Date;
use serde::Serialize;

use super::screen::Screen;
use super::shapes::{EntityShape, label};
use super::summary::counted;
use super::{Global, number, unfinished};

/// The store's published graph; the database stays closed.
pub(super) fn open(global: &Global, screen: &mut Screen) -> anyhow::Result<Snapshot> {
    let snapshot = match Snapshot::open(&global.store) {
        Err(StoreError::Locked { path, holder }) => return Err(unpublished(&path, &holder)),
        opened => opened?,
    };
    let sequence = snapshot.sequence();
    if let Some(why) = snapshot.behind() {
        let why = match why {
            StoreError::Locked { holder, .. } => format!("{holder} is at work on the store"),
            why => why.to_string(),
        };
        screen.note(format_args!("{why}: this is the graph of commit {sequence}"))?;
    } else if let Some(unfinished) =
        unfinished::told(&global.store).filter(|_| !Store::is_in_use(&global.store))
    {
        screen.note(unfinished)?;
    } else {
        screen.talk.detail(format_args!("the graph of commit {sequence}"));
    }
    Ok(snapshot)
}

/// The database, for a verb that reads all of it: one process has it open at a time.
pub(super) fn open_database(global: &Global, verb: &str) -> anyhow::Result<Store> {
    match Store::open_existing(&global.store) {
        Err(StoreError::Locked { path, holder }) => bail!(
            "{}: in use by {holder}; {verb} reads the database, which one process has open at a time: run it again when that \
             ends (status and all questions answer meanwhile)",
            path.display()
        ),
        Err(StoreError::Io { path, source, .. }) if is_refused(&source) => bail!(
            "{}: {source}; {verb} opens the database, which locks it: copy the store to where you may write and name the copy \
             with --store",
            path.display()
        ),
        opened => Ok(opened?),
    }
}

fn is_refused(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// What is said while the first build of a store runs.
pub(super) fn unpublished(path: &Path, holder: &str) -> anyhow::Error {
    anyhow!("{}: no graph is published yet, {holder} is at it; ask again when it has ended", path.display())
}

/// A kind as it is called here or in cells of dictionaries (人物, ORG).
pub(super) fn kind(text: &str) -> Result<Kind, String> {
    if text.contains([',', '，', '、', '|']) {
        return Err("repeat --kind for each".to_owned());
    }
    kind_of_label(text).map_or_else(|| text.parse().map_err(|error| format!("{error}")), Ok)
}

/// A level of significance.
fn level(text: &str) -> Result<f64, &'static str> {
    const FORM: &str = "a level is above 0 and at most 1, such as 0.05";
    text.parse().ok().filter(|level| *level > 0.0 && *level <= 1.0).ok_or(FORM)
}

/// What a relation may weigh.
fn weight(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|weight: &f64| !weight.is_nan()).ok_or("give a number, such as 0.5")
}

/// The first day of a day, month or year.
fn first_day(text: &str) -> Result<Date, &'static str> {
    days(text).map(|[first, _]| first)
}

/// The last one.
fn last_day(text: &str) -> Result<Date, &'static str> {
    days(text).map(|[_, last]| last)
}

/// The first and the last day that 2022, 2022-10 or 2022-10-01 means.
fn days(text: &str) -> Result<[Date; 2], &'static str> {
    const NONE: &str = "there is no such day";
    const FORM: &str = "a day is written as 2022-10-01, a month as 2022-10, a year as 2022";
    let together = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let parts = if together { vec![&text[..4], &text[4..6], &text[6..]] } else { text.split('-').collect() };
    let whole = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if parts.len() > 3
        || parts[0].len() != 4
        || !whole(&parts[0], 4)
        || !parts[1..].iter().all(|part| whole(part, 2))
    {
        return Err(FORM);
    }
    let year = parts[0].parse().map_err(|_| FORM)?;
    let part = |at: usize| parts.get(at).map(|part| part.parse::<i8>().map_err(|_| FORM)).transpose();
    let date = |month, day| Date::new(year, month, day).map_err(|_| NONE);
    Ok(match (part(1)?, part(2)?) {
        (None, _) => [date(1, 1)?, date(12, 31)?],
        (Some(month), None) => [date(month, 1)?, date(month, 1)?.last_of_month()],
        (Some(month), Some(day)) => [date(month, day)?; 2],
    })
}

/// Conditions on relations.
#[derive(Args)]
#[command(next_help_heading = "Which relations")]
pub(super) struct Conditions {
    /// Only relations with at least this count
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = number::any::<u64>)]
    min_count: u64,
    /// Weigh relations by: count, articles, pmi, npmi, g2, chi2, jaccard, dice, cosine, association
    #[arg(long, value_name = "MEASURE", default_value = "count")]
    pub(super) measure: Measure,
    /// Only articles from this day, month or year on (2022-10-01, 2022-10, 2022; undated articles are left out)
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<Date>,
    /// Only articles up to this day, or to the end of this month or year
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<Date>,
}

impl Conditions {
    /// # Errors
    /// If the period ends before it begins.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            bail!("--since {since} --until {until}: it ends before it begins; give an earlier day first");
        }
        Ok(())
    }

    /// Words for what was asked for beside the names, if anything was.
    pub(super) fn under(&self) -> &'static str {
        let any = self.min_count > 1 || self.since.is_some() || self.until.is_some();
        if any { " under these conditions" } else { "" }
    }

    pub(super) fn selection(&self, kinds: &[Kind]) -> Selection {
        Selection {
            kinds: kinds.to_vec(),
            min_count: self.min_count,
            measure: self.measure,
            since: self.since,
            until: self.until,
            ..Selection::default()
        }
    }
}

/// Entities that stand in the way of an answer: the paper, the agency.
#[derive(Args)]
pub(super) struct Without {
    /// Leave this entity out, with its relations (may be given several times)
    #[arg(long, value_name = "NAME", help_heading = "Which part")]
    without: Vec<String>,
}

impl Without {
    /// Their nodes; none if a name means none or several, which is said.
    pub(super) fn nodes(&self, snapshot: &Snapshot, screen: &mut Screen) -> anyhow::Result<Option<Vec<u32>>> {
        let names: Vec<&str> = self.without.iter().map(String::as_str).collect();
        resolve(snapshot, &names, screen)
    }
}

/// Which part of the graph is asked about: the same words and the same relations for near, path, top and export.
#[derive(Args)]
#[command(next_help_heading = "Which part")]
pub(super) struct Part {
    /// Keep relations that weigh at least this, by --measure
    #[arg(long, value_name = "WEIGHT", allow_negative_numbers = true, value_parser = weight)]
    min_weight: Option<f64>,
    /// Keep relations that the disparity filter finds significant at this level, such as 0.05
    #[arg(long, value_name = "LEVEL", value_parser = level, allow_negative_numbers = true)]
    alpha: Option<f64>,
    /// Keep relations that are among the N strongest of one of their ends
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number::from_one::<u32>)]
    top_edges: Option<u32>,
    /// Keep the largest connected part
    #[arg(long)]
    giant: bool,
    #[command(flatten)]
    pub(super) conditions: Conditions,
}

impl Part {
    /// Whether the measure decides which relations are kept.
    pub(super) fn weighs(&self) -> bool {
        self.min_weight.is_some() || self.alpha.is_some() || self.top_edges.is_some()
    }

    pub(super) fn selection(&self, kinds: &[Kind]) -> Selection {
        Selection {
            min_weight: self.min_weight,
            alpha: self.alpha,
            top_edges: self.top_edges.map(|most| most as usize),
            giant: self.giant,
            ..self.conditions.selection(kinds)
        }
    }

    /// The same for paths, whose ends and the entities to pass are walked whatever their kind.
    pub(super) fn between(&self, kinds: &[Kind], anchors: &[u32]) -> Selection {
        let whole = self.selection(kinds);
        if self.alpha.is_none() && self.top_edges.is_none() && !self.giant {
            return whole;
        }
        Selection { seeds: anchors.to_vec(), hops: Some(u32::MAX), ..whole }
    }
}

/// The answer where a name is not one entity.
#[derive(Serialize)]
struct Unresolved<'s> {
    sequence: u64,
    answer: &'static str,
    name: &'s str,
    entities: Vec<EntityShape<'s>>,
}

/// Finds the entities that names mean. Where one means none or several, says so and gives nothing: the answer is no.
pub(super) fn resolve(
    snapshot: &Snapshot,
    names: &[&str],
    screen: &mut Screen,
) -> anyhow::Result<Option<Vec<u32>>> {
    let mut nodes = Vec::new();
    for &name in names {
        let (answer, others) = match lookup(snapshot, name) {
            Lookup::One(node) => {
                nodes.push(node);
                continue;
            }
            Lookup::Several(nodes) => ("ambiguous", nodes),
            Lookup::None { nearest } => ("unknown", nearest),
        };
        tell(snapshot, name, answer, &others, screen);
        if screen.json {
            let entities = others.iter().map(|&node| EntityShape::of(snapshot, node)).collect();
            let sequence = snapshot.sequence();
            screen.value(&Unresolved { sequence, answer, name, entities }).context("printing the answer")?;
        }
        return Ok(None);
    }
    Ok(Some(nodes))
}

fn tell(snapshot: &Snapshot, name: &str, answer: &str, others: &[u32], screen: &Screen) {
    let talk = screen.talk;
    if answer == "ambiguous" {
        talk.say(format_args!("\"{name}\" means {} entities; say which:", others.len()));
        for &node in others {
            let row = snapshot.entity(node);
            talk.say(format_args!("  {}  {}", row.id, counted(row.mentions, "mention")));
        }
        return;
    }
    talk.say(format_args!("no entity \"{name}\" in the graph"));
    tell_nearest(snapshot, others, screen);
}

/// Names near to one that is unknown, or how to look for others.
pub(super) fn tell_nearest(snapshot: &Snapshot, nearest: &[u32], screen: &Screen) {
    let talk = screen.talk;
    if nearest.is_empty() {
        let (find, top) = (screen.command("find TEXT"), screen.command("top"));
        talk.say(format_args!("\"{find}\" searches names, \"{top}\" lists the most frequent"));
        return;
    }
    talk.say("nearest names:");
    for &node in nearest {
        let row = snapshot.entity(node);
        talk.say(format_args!("  {}  {}", label(row), row.kind));
    }
}

/// Of kinds that were asked for, one that the graph does not have: it and those that there are.
pub(super) fn missing_kind(snapshot: &Snapshot, asked: &[Kind]) -> Option<String> {
    let there: BTreeSet<&str> =
        (0..snapshot.entity_count() as u32).map(|node| snapshot.kind_of(node)).collect();
    let missing = asked.iter().find(|kind| !there.is_empty() && !there.contains(kind.as_str()))?;
    let there: Vec<&str> = there.into_iter().collect();
    Some(no_such_kind("the graph has", missing, &there.join(", ")))
}

/// That there is none of a kind, those that there are, and which of them is meant if the kind is a slip.
pub(super) fn no_such_kind(whose: &str, missing: &Kind, there: &str) -> String {
    let meant = misspelt_kind(missing).map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
    format!("{whose} no {missing}; its kinds are {there}{meant}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_or_year_means_its_ends() {
        let told = |text: &str| days(text).map(|ends| ends.map(|day| day.to_string()).join(" "));
        assert_eq!(told("2021").unwrap(), "2021-01-01 2021-12-31");
        assert_eq!(told("2020-02").unwrap(), "2020-02-01 2020-02-29");
        for day in ["2021-6-3", "20210603"] {
            assert_eq!(told(day).unwrap(), "2021-06-03 2021-06-03");
        }
        assert_eq!(told("2021-06-31").unwrap_err(), "there is no such day");
        for text in ["", "21", "2021-", "2021/06/01", "2021-06-01-01", "June"] {
            assert!(told(text).unwrap_err().starts_with("a day is written"), "{text}");
        }
    }
}
