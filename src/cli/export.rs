//! `guanxi export`: the graph as a file for other programs.

use std::path::PathBuf;

use clap::Args;
use guanxi::dictionary::Kind;
use guanxi::export::{self, Column, ExportError, ExportGraph, Format, Options};
use guanxi::graph::{Selection, Subgraph, communities, cores, degrees, page_rank, strengths};
use guanxi::relate::Measure;
use guanxi::store::Snapshot;
use jiff::civil::Date;
use serde::Serialize;

use super::ask::{Conditions, Graph, resolve};
use super::evidence;
use super::screen::Screen;
use super::summary::counted;
use super::{Answer, Global};

/// Seed of the communities, so that the same graph gives the same file.
const SEED: u64 = 1;

/// Measures that every relation carries.
const EDGE_MEASURES: [Measure; 6] =
    [Measure::Npmi, Measure::G2, Measure::Jaccard, Measure::Dice, Measure::Cosine, Measure::Association];

/// Write the graph, or a part of it, for Gephi and other programs
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi export graph.graphml                               all of it, for Gephi
  guanxi export graph.graphml --near 天骏计划 --hops 2
  guanxi export people.csv --kind person --min-count 2
  guanxi export core.gexf --alpha 0.05 --giant
  guanxi export - --format jsonl | head

Formats by extension: .graphml .gexf .csv .json .cyjs .dot .mmd .jsonl; --format names all twelve.")]
pub(super) struct Export {
    /// The file to write; - for standard output
    file: PathBuf,
    /// The format, where the extension does not say it
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Only what is near this entity (may be given several times)
    #[arg(long, value_name = "NAME", help_heading = "Which part")]
    near: Vec<String>,
    /// How many relations away from --near
    #[arg(long, value_name = "N", requires = "near", help_heading = "Which part")]
    hops: Option<u32>,
    /// Only entities of this kind (may be given several times)
    #[arg(long, value_name = "KIND", help_heading = "Which part")]
    kind: Vec<Kind>,
    /// Keep relations that the disparity filter finds significant at this level, such as 0.05
    #[arg(long, value_name = "LEVEL", help_heading = "Which part")]
    alpha: Option<f64>,
    /// Keep the N strongest relations of each entity
    #[arg(long, value_name = "N", help_heading = "Which part")]
    top_edges: Option<usize>,
    /// Keep the largest connected part
    #[arg(long, help_heading = "Which part")]
    giant: bool,
    /// The most entities
    #[arg(long, value_name = "N", help_heading = "Which part")]
    limit: Option<usize>,
    #[command(flatten)]
    conditions: Conditions,
    #[command(flatten)]
    looks: Looks,
}

/// What the file carries.
#[derive(Args)]
#[command(next_help_heading = "What it carries")]
struct Looks {
    /// Sentences of evidence on each relation
    #[arg(long, value_name = "N", default_value_t = 3)]
    evidence: usize,
    /// Colour by community instead of kind
    #[arg(long)]
    colour_by_community: bool,
    /// Begin tables with a byte-order mark, which Excel needs for Chinese
    #[arg(long)]
    bom: bool,
    /// Keep spreadsheets from running text as formulas
    #[arg(long)]
    excel_safe: bool,
}

#[derive(Serialize)]
struct ExportedShape {
    files: Vec<String>,
    format: &'static str,
    entities: usize,
    relations: usize,
}

impl Export {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let to_stdout = self.file.as_os_str() == "-";
        let format = match self.format {
            Some(format) => format,
            None => Format::of_path(&self.file)?,
        };
        let Graph { store, snapshot } = Graph::open(global)?;
        let names: Vec<&str> = self.near.iter().map(String::as_str).collect();
        let Some(seeds) = resolve(&snapshot, &names, screen)? else { return Ok(Answer::No) };
        let graph = match self.graph(&snapshot, seeds) {
            Err(ExportError::Empty) => {
                screen.note("nothing is left under these conditions, so nothing was written")?;
                return Ok(Answer::No);
            }
            made => made?,
        };
        let options = Options {
            evidence: self.looks.evidence,
            bom: self.looks.bom,
            excel_safe: self.looks.excel_safe,
            ..Options::new(format)
        };
        let mut quotes = |relation: u32, limit: usize| evidence::quotes(&store, &snapshot, relation, limit);
        if to_stdout {
            export::write(&graph, &mut quotes, &options, screen.out())?;
            return Ok(Answer::Yes);
        }
        let done = export::write_file(&graph, &mut quotes, &options, &self.file)?;
        let files: Vec<String> = done.paths.iter().map(|path| path.display().to_string()).collect();
        let (entities, relations) = (done.written.nodes, done.written.edges);
        if screen.json {
            screen.value(&ExportedShape { files, format: format.name(), entities, relations })?;
            return Ok(Answer::Yes);
        }
        let (held, joined) = (counted(entities as u64, "entity"), counted(relations as u64, "relation"));
        screen.line(format_args!("{}  {held}, {joined}", files.join(", ")))?;
        if (entities, relations) != (graph.nodes.len(), graph.edges.len()) {
            let all = counted(graph.edges.len() as u64, "relation");
            screen.note(format_args!("{format} is for small graphs: this is the strongest part of {all}"))?;
        }
        if format == Format::GraphMl {
            screen
                .talk
                .detail("in Gephi choose a font with Chinese, such as Noto Sans CJK SC, for the labels");
        }
        Ok(Answer::Yes)
    }

    fn graph(&self, snapshot: &Snapshot, seeds: Vec<u32>) -> Result<ExportGraph, ExportError> {
        let selection = Selection {
            seeds,
            hops: self.hops,
            alpha: self.alpha,
            top_edges: self.top_edges,
            giant: self.giant,
            limit: self.limit,
            ..self.conditions.selection(&self.kind)
        };
        let chosen = selection.select(snapshot);
        let relations: Vec<u32> = chosen.relations.iter().map(|row| row.relation).collect();
        let mut graph = export::gather(snapshot, &chosen.nodes, &relations)?;
        measured(&mut graph, snapshot, &chosen, self.conditions.measure);
        let in_period = |day: Option<Date>| match day {
            Some(day) => {
                selection.since.is_none_or(|since| since <= day)
                    && selection.until.is_none_or(|until| day <= until)
            }
            None => selection.since.is_none() && selection.until.is_none(),
        };
        // Relations of the graph and of the selection stand in the same order.
        for (edge, row) in graph.edges.iter_mut().zip(&chosen.relations) {
            edge.weight = row.weight;
            edge.dated.retain(|dated| in_period(dated.day));
        }
        if !matches!(self.conditions.measure, Measure::Count | Measure::Articles) {
            graph.weigh_by(self.conditions.measure.as_str())?;
        }
        if self.looks.colour_by_community {
            export::colour_by_class(&mut graph, "community");
        }
        Ok(graph)
    }
}

/// Adds the measures of entities and relations as columns.
fn measured(graph: &mut ExportGraph, snapshot: &Snapshot, chosen: &Subgraph, weighed: Measure) {
    let network = chosen.network();
    let community = communities(&network, SEED).of.into_iter().map(u64::from).collect();
    graph.node_columns = vec![
        Column::whole("degree", degrees(&network)),
        Column::real("weighted_degree", strengths(&network)),
        Column::real("pagerank", page_rank(&network)),
        Column::whole("core", cores(&network)),
        Column::whole("community", community),
    ];
    let counts = [Measure::Count, Measure::Articles];
    let also =
        [weighed].into_iter().filter(|measure| !EDGE_MEASURES.contains(measure) && !counts.contains(measure));
    for measure in EDGE_MEASURES.into_iter().chain(also) {
        let of = |edge: &export::Edge| measure.of(&snapshot.observation(edge.relation));
        let values = graph.edges.iter().map(of).collect();
        graph.edge_columns.push(Column::real(measure.as_str(), values));
    }
}
