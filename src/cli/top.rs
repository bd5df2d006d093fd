//! `guanxi top`: entities or relations by a measure.

use std::cmp::{Ordering, Reverse};

use clap::{Args, ValueEnum};
use guanxi::dictionary::Kind;
use guanxi::graph::{
    Chosen, GraphView, Selection, Subgraph, betweenness, cores, degrees, page_rank, strengths,
};
use guanxi::relate::Measure;
use guanxi::store::Snapshot;
use serde::Serialize;

use super::ask::{self, Part, Without, missing_kind, open};
use super::number;
use super::screen::Screen;
use super::shapes::{CountsShape, EntityShape, label};
use super::summary::{period, thousands};
use super::table::Table;
use super::{Answer, Global};

/// Starts of the sampled betweenness, and the seed that chooses them.
const PIVOTS: usize = 1000;
const SEED: u64 = 1;

/// The first entities or relations by a measure
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi top --kind organisation
  guanxi top --by pagerank --kind person --limit 50
  guanxi top --relations --measure npmi --min-count 3
  guanxi top --by betweenness --without 内蒙古自治区总工会")]
pub(super) struct Top {
    /// What entities are ranked by
    #[arg(long, value_enum, default_value = "mentions", conflicts_with = "relations")]
    by: By,
    /// Rank relations, by --measure
    #[arg(long)]
    relations: bool,
    /// Only entities of this kind, and relations between them (may be given several times)
    #[arg(long, value_name = "KIND", value_parser = ask::kind)]
    kind: Vec<Kind>,
    /// The most rows; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 20, value_parser = number::any::<usize>)]
    limit: usize,
    #[command(flatten)]
    without: Without,
    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Mentions
    Mentions,
    /// Articles
    Articles,
    /// Number of relations
    Degree,
    /// Sum of the weights of the relations
    Strength,
    /// PageRank by weights
    Pagerank,
    /// Share of shortest paths that pass it, sampled from 1,000 starts
    Betweenness,
    /// The k of the k-core that it belongs to
    Core,
}

#[derive(Serialize)]
struct EntitiesShape<'s> {
    sequence: u64,
    by: String,
    total: usize,
    entities: Vec<RankedShape<'s>>,
}

#[derive(Serialize)]
struct RankedShape<'s> {
    value: f64,
    #[serde(flatten)]
    entity: EntityShape<'s>,
}

#[derive(Serialize)]
struct RelationsShape<'s> {
    sequence: u64,
    measure: Measure,
    total: usize,
    relations: Vec<RelationShape<'s>>,
}

#[derive(Serialize)]
struct RelationShape<'s> {
    a: &'s str,
    b: &'s str,
    #[serde(flatten)]
    counts: CountsShape,
    weight: f64,
}

impl Top {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        self.part.conditions.check()?;
        let snapshot = open(global, screen)?;
        let Some(exclude) = self.without.nodes(&snapshot, screen)? else { return Ok(Answer::No) };
        let selection = Selection { exclude, ..self.part.selection(&self.kind) };
        let chosen = selection.select(&snapshot);
        let (shown, total) = if self.relations {
            self.relations(&snapshot, chosen, screen)?
        } else {
            self.entities(&GraphView::of_period(&snapshot, selection.period()), &chosen, screen)?
        };
        if snapshot.entity_count() == 0 {
            screen.note("the graph is empty")?;
        } else if total == 0 {
            let missing = missing_kind(&snapshot, &self.kind);
            screen.note(missing.as_deref().unwrap_or("nothing is left under these conditions"))?;
        } else if shown < total {
            screen
                .note(format_args!("{shown} of {}; --limit N shows more, 0 all", thousands(total as u64)))?;
        }
        if self.measures_nothing() {
            screen
                .note("--measure weighs relations, not entities: add --relations, or rank --by strength")?;
        }
        Ok(Answer::no_if(total == 0))
    }

    /// Whether a measure was asked for and nothing is weighed.
    fn measures_nothing(&self) -> bool {
        let weighs = self.relations || matches!(self.by, By::Strength | By::Pagerank) || self.part.weighs();
        self.part.conditions.measure != Measure::Count && !weighs
    }

    fn limit(&self) -> usize {
        if self.limit == 0 { usize::MAX } else { self.limit }
    }

    fn entities(
        &self,
        view: &GraphView<'_>,
        chosen: &Subgraph,
        screen: &mut Screen,
    ) -> anyhow::Result<(usize, usize)> {
        let snapshot = view.snapshot();
        let values = self.values(view, chosen);
        let mut ranked: Vec<(u32, f64)> = chosen.nodes.iter().copied().zip(values).collect();
        let total = ranked.len();
        keep_first(&mut ranked, self.limit(), |a, b| {
            let rest = |node: u32| (Reverse(view.mentions_of(node)), node);
            b.1.total_cmp(&a.1).then_with(|| rest(a.0).cmp(&rest(b.0)))
        });
        let by = self.by.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        if screen.json {
            let shape = |node| EntityShape::counted(snapshot, node, view.counts_of(node));
            let entities = ranked.iter().map(|&(node, value)| RankedShape { value, entity: shape(node) });
            let sequence = snapshot.sequence();
            screen.value(&EntitiesShape { sequence, by, total, entities: entities.collect() })?;
        } else {
            self.entity_table(view, &ranked, &by).print(screen)?;
        }
        Ok((ranked.len(), total))
    }

    fn entity_table(&self, view: &GraphView<'_>, ranked: &[(u32, f64)], by: &str) -> Table {
        let counted = matches!(self.by, By::Mentions | By::Articles);
        let value_header = format!(">{by}");
        let mut headers = vec!["name", "kind", ">mentions", ">articles", "dates"];
        headers.extend((!counted).then_some(&*value_header));
        let decimals = decimals(ranked.first().map_or(0.0, |first| first.1), ranked.iter().map(|row| row.1));
        let mut table = Table::new(&headers);
        for &(node, value) in ranked {
            let (row, counts) = (view.snapshot().entity(node), view.counts_of(node));
            let mut cells = vec![
                label(row),
                row.kind.to_string(),
                thousands(counts.mentions),
                thousands(counts.articles),
                period(counts.first, counts.last),
            ];
            cells.extend((!counted).then(|| number(value, decimals)));
            table.row(cells);
        }
        table
    }

    /// One value for each chosen node.
    fn values(&self, view: &GraphView<'_>, chosen: &Subgraph) -> Vec<f64> {
        let each = |of: &dyn Fn(u32) -> u64| chosen.nodes.iter().map(|&node| of(node) as f64).collect();
        let whole = |values: Vec<u64>| values.into_iter().map(|value| value as f64).collect();
        match self.by {
            By::Mentions => each(&|node| view.mentions_of(node)),
            By::Articles => each(&|node| view.articles_of(node)),
            By::Degree => whole(degrees(&chosen.network())),
            By::Strength => strengths(&chosen.network()),
            By::Pagerank => page_rank(&chosen.network()),
            By::Betweenness => betweenness(&chosen.network(), PIVOTS, SEED).values,
            By::Core => whole(cores(&chosen.network())),
        }
    }

    fn relations(
        &self,
        snapshot: &Snapshot,
        chosen: Subgraph,
        screen: &mut Screen,
    ) -> anyhow::Result<(usize, usize)> {
        let mut rows = chosen.relations;
        let total = rows.len();
        keep_first(&mut rows, self.limit(), |a, b| {
            b.weight.total_cmp(&a.weight).then_with(|| {
                (Reverse(a.counts.count), a.relation).cmp(&(Reverse(b.counts.count), b.relation))
            })
        });
        let measure = self.part.conditions.measure;
        if screen.json {
            let relations = rows.iter().map(|row| RelationShape::of(row, snapshot)).collect();
            screen.value(&RelationsShape { sequence: snapshot.sequence(), measure, total, relations })?;
        } else {
            relation_table(&rows, measure, snapshot).print(screen)?;
        }
        Ok((rows.len(), total))
    }
}

impl<'s> RelationShape<'s> {
    fn of(row: &Chosen, snapshot: &'s Snapshot) -> Self {
        Self {
            a: snapshot.entity(row.a).id.as_str(),
            b: snapshot.entity(row.b).id.as_str(),
            counts: row.counts.into(),
            weight: row.weight,
        }
    }
}

fn relation_table(rows: &[Chosen], measure: Measure, snapshot: &Snapshot) -> Table {
    let header = format!(">{measure}");
    let mut headers = vec!["name", "kind", "name", "kind", ">count", ">articles", "dates"];
    headers.extend((measure != Measure::Count).then_some(&*header));
    let decimals =
        decimals(rows.first().map_or(0.0, |first| first.weight), rows.iter().map(|row| row.weight));
    let mut table = Table::new(&headers);
    for row in rows {
        let (a, b) = (snapshot.entity(row.a), snapshot.entity(row.b));
        let mut cells = vec![
            label(a),
            a.kind.to_string(),
            label(b),
            b.kind.to_string(),
            thousands(row.counts.count),
            thousands(row.counts.articles),
            period(row.counts.first, row.counts.last),
        ];
        cells.extend((measure != Measure::Count).then(|| number(row.weight, decimals)));
        table.row(cells);
    }
    table
}

/// Keeps the first rows in their order. Sorts no more than these: few of millions are asked for.
fn keep_first<T>(rows: &mut Vec<T>, limit: usize, mut order: impl FnMut(&T, &T) -> Ordering) {
    if limit < rows.len() {
        rows.select_nth_unstable_by(limit, &mut order);
        rows.truncate(limit);
    }
    rows.sort_unstable_by(order);
}

/// Decimals for a column whose largest value comes first, the same for all its rows: none for whole numbers.
fn decimals(most: f64, mut values: impl Iterator<Item = f64>) -> usize {
    match most.abs() {
        _ if values.all(|value| value.fract() == 0.0 && value.abs() < 1e15) => 0,
        0.0..0.01 => 6,
        0.01..10.0 => 4,
        _ => 1,
    }
}

fn number(value: f64, decimals: usize) -> String {
    if decimals == 0 { thousands_signed(value) } else { format!("{value:.decimals$}") }
}

fn thousands_signed(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    #[expect(clippy::cast_sign_loss, reason = "the sign was taken off")]
    let whole = value.abs() as u64;
    format!("{sign}{}", thousands(whole))
}
