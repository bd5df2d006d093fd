//! `guanxi export`: the graph as a file for other programs.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use guanxi::dictionary::Kind;
use guanxi::export::{self, ExportError, ExportGraph, Format, Options, WrittenFiles};
use guanxi::graph::{GraphView, PathFinder, PathOptions, Selection, Subgraph};
use guanxi::relate::Measure;
use guanxi::store::Snapshot;
use serde::Serialize;

use super::ask::{self, Part, Without, missing_kind, open, resolve};
use super::screen::Screen;
use super::summary::counted;
use super::{Answer, Global, inputs, number};

/// Seed of the communities, so that the same graph gives the same file.
const SEED: u64 = 1;

const FONT: &str = "in Gephi choose a font with Chinese, such as Noto Sans CJK SC, for the labels";

/// Write the graph, or a part of it, for Gephi and other programs
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi export graph.graphml                               all of it, for Gephi
  guanxi export graph.graphml --near 天骏计划 --hops 2
  guanxi export between.graphml --path 张慧宇 赤峰 -k 20
  guanxi export people.csv --kind person --kind organisation
  guanxi export core.gexf --alpha 0.05 --giant
  guanxi export - --format jsonl | head

Formats by extension: .graphml .gexf .csv .json .cyjs .dot .mmd .svg .jsonl; --format names all thirteen.")]
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
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        requires = "near",
        value_parser = number::any::<u32>,
        help_heading = "Which part"
    )]
    hops: Option<u32>,
    /// Only entities of this kind (may be given several times)
    #[arg(long, value_name = "KIND", help_heading = "Which part", value_parser = ask::kind)]
    kind: Vec<Kind>,
    /// Only the best paths between two entities
    #[arg(long, value_names = ["FROM", "TO"], num_args = 2, conflicts_with = "near", help_heading = "Which part")]
    path: Vec<String>,
    /// How many paths with --path
    #[arg(
        short,
        value_name = "N",
        allow_negative_numbers = true,
        default_value_t = 10,
        requires = "path",
        value_parser = number::any::<usize>,
        help_heading = "Which part"
    )]
    k: usize,
    /// The most entities
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        conflicts_with = "path",
        value_parser = number::any::<usize>,
        help_heading = "Which part"
    )]
    limit: Option<usize>,
    #[command(flatten)]
    without: Without,
    #[command(flatten)]
    part: Part,
    #[command(flatten)]
    looks: Looks,
}

/// What the file carries.
#[derive(Args)]
#[command(next_help_heading = "What it carries")]
struct Looks {
    /// Sentences of evidence on each relation [default: 3, in JSON Lines all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number::any::<usize>)]
    evidence: Option<usize>,
    /// Where entities stand: fa2 lays them out by force, none leaves that to the reader
    #[arg(long, value_name = "LAYOUT", default_value = "fa2")]
    layout: Layout,
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

/// How entities are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Layout {
    Fa2,
    None,
}

#[derive(Serialize)]
struct ExportedShape {
    sequence: u64,
    files: Vec<String>,
    format: &'static str,
    entities: usize,
    relations: usize,
}

impl ExportedShape {
    fn of(done: &WrittenFiles, format: Format, sequence: u64) -> Self {
        Self {
            sequence,
            files: done.paths.iter().map(|path| path.display().to_string()).collect(),
            format: format.name(),
            entities: done.written.nodes,
            relations: done.written.edges,
        }
    }

    fn tell(&self, screen: &mut Screen) -> anyhow::Result<()> {
        let held = counted(self.entities as u64, "entity");
        let joined = counted(self.relations as u64, "relation");
        Ok(screen.done(format_args!("{}  {held}, {joined}", self.files.join(", ")))?)
    }
}

impl Looks {
    fn options(&self, format: Format) -> Options {
        let usual = Options::new(format);
        let evidence = self.evidence.unwrap_or(usual.evidence);
        Options { evidence, bom: self.bom, excel_safe: self.excel_safe, ..usual }
    }
}

impl Export {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let to_stdout = self.file.as_os_str() == "-";
        let format = self.format.map_or_else(|| self.format_by_name(), Ok)?;
        if !to_stdout {
            inputs::check_folder(&self.file)?;
        }
        self.part.conditions.check()?;
        let snapshot = open(global, screen)?;
        let names: Vec<&str> = self.near.iter().chain(&self.path).map(String::as_str).collect();
        let Some(nodes) = resolve(&snapshot, &names, screen)? else { return Ok(Answer::No) };
        let Some(exclude) = self.without.nodes(&snapshot, screen)? else { return Ok(Answer::No) };
        let selection = Selection { exclude, ..self.selection(&nodes) };
        let (graph, left_out) = match self.graph(&snapshot, &selection, &nodes) {
            Err(ExportError::Empty) => return self.nothing(&snapshot, screen),
            made => made?,
        };
        let options = self.looks.options(format);
        let mut quotes = export::quotes_of_snapshot(&snapshot, &selection);
        if to_stdout {
            export::write(&graph, &mut quotes, &options, screen.out())?;
            return Ok(Answer::Yes);
        }
        let done = export::write_file(&graph, &mut quotes, &options, &self.file)?;
        let shape = ExportedShape::of(&done, format, snapshot.sequence());
        if screen.json {
            screen.value(&shape)?;
        } else {
            shape.tell(screen)?;
            self.tell_left_out(&shape, &graph, left_out, screen)?;
            if format == Format::GraphMl {
                screen.talk.detail(FONT);
            }
        }
        Ok(Answer::Yes)
    }

    /// Says why there is nothing to write.
    fn nothing(&self, snapshot: &Snapshot, screen: &mut Screen) -> anyhow::Result<Answer> {
        let missing = missing_kind(snapshot, &self.kind);
        let why = missing.as_deref().unwrap_or("nothing is left under these conditions");
        screen.note(format_args!("{why}, so nothing was written"))?;
        Ok(Answer::No)
    }

    /// Says what of the graph the file does not hold, and how many relations the graph left out.
    fn tell_left_out(
        &self,
        written: &ExportedShape,
        graph: &ExportGraph,
        left_out: usize,
        screen: &mut Screen,
    ) -> anyhow::Result<()> {
        let ExportedShape { format, entities, relations, .. } = *written;
        if (entities, relations) != (graph.nodes.len(), graph.edges.len()) {
            let all = counted(graph.edges.len() as u64, "relation");
            screen.note(format_args!("{format} is for small graphs: this is the strongest part of {all}"))?;
        }
        if left_out > 0 {
            let left_out = counted(left_out as u64, "relation");
            screen
                .note(format_args!("{left_out} left out: not above 0 by {}", self.part.conditions.measure))?;
        }
        Ok(())
    }

    /// The format that the extension says. Pictures and pages are made by other verbs.
    fn format_by_name(&self) -> anyhow::Result<Format> {
        let file = self.file.display();
        match self.file.extension().and_then(|extension| extension.to_str()) {
            Some("png") => bail!("{file}: \"guanxi near NAME --png {file}\" draws; export writes .svg"),
            Some("html" | "htm" | "md") => bail!("{file}: \"guanxi report {file}\" writes a page to read"),
            _ => Ok(Format::of_path(&self.file)?),
        }
    }

    fn selection(&self, nodes: &[u32]) -> Selection {
        match nodes {
            ends if !self.path.is_empty() => self.part.between(&self.kind, ends),
            seeds => Selection {
                seeds: seeds.to_vec(),
                hops: self.hops,
                limit: self.limit,
                ..self.part.selection(&self.kind)
            },
        }
    }

    /// The entities and relations of the selection, or of the paths in it.
    fn chosen(&self, snapshot: &Snapshot, selection: &Selection, nodes: &[u32]) -> Subgraph {
        if self.path.is_empty() {
            return selection.select(snapshot);
        }
        let view = GraphView::of(snapshot, selection);
        let options = PathOptions { k: self.k, ..PathOptions::default() };
        let paths = PathFinder::new(&view).find(nodes[0], nodes[1], &options).unwrap_or_default();
        Subgraph::of_paths(&view, &paths)
    }

    /// The selected graph with its measures, and how many relations it had to leave out.
    fn graph(
        &self,
        snapshot: &Snapshot,
        selection: &Selection,
        nodes: &[u32],
    ) -> Result<(ExportGraph, usize), ExportError> {
        let chosen = self.chosen(snapshot, selection, nodes);
        let (mut graph, left_out) = export::gather_selected(snapshot, selection, &chosen)?;
        // As large as the graph itself, and not needed beside it while that is measured.
        drop(chosen);
        export::measure_nodes(&mut graph, SEED);
        export::measure_edges(&mut graph, snapshot, selection, &Measure::ALL);
        if self.looks.layout == Layout::Fa2 {
            export::lay_out(&mut graph, SEED)?;
        }
        if self.looks.colour_by_community {
            export::colour_by_class(&mut graph, "community");
        }
        Ok((graph, left_out))
    }
}
