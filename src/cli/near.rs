//! `guanxi near`: the neighbourhood of an entity.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use guanxi::dictionary::Kind;
use guanxi::export::{self, Caption, Fonts};
use guanxi::graph::{GraphView, NearOptions, Neighbour, Neighbourhood, Selection, neighbourhood};
use guanxi::relate::Measure;
use guanxi::store::{EntityCounts, EntityRow, Snapshot};
use serde::Serialize;

use super::ask::{self, Part, Without, missing_kind, open, resolve};
use super::number;
use super::screen::{Look, Screen};
use super::shapes::{CountsShape, EntityShape, label};
use super::summary::{counted, period, thousands};
use super::table::Table;
use super::{Answer, Global, inputs};

/// Kinds and hops of which it is told one by one how many rows were left out.
const TOLD: usize = 4;

/// Who and what stands near an entity
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi near 天骏计划
  guanxi near 赤峰市 --kind person --kind organisation --limit 30
  guanxi near 天骏计划 --svg near.svg --png near.png
  guanxi near 张慧宇 --hops 2 --since 2023-01-01 --measure npmi --min-count 2")]
pub(super) struct Near {
    /// A name, an alias, kind:name, or name@within
    name: String,
    /// How many relations away
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = number::from_one::<u32>)]
    hops: u32,
    /// Only list entities of this kind (may be given several times)
    #[arg(long, value_name = "KIND", value_parser = ask::kind)]
    kind: Vec<Kind>,
    /// The most rows of each kind and hop; 0 for all
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 10, value_parser = number::any::<usize>)]
    limit: usize,
    /// Also draw the entity and its listed neighbours into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// The same as PNG, in a font with Chinese that is installed here
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    #[command(flatten)]
    without: Without,
    #[command(flatten)]
    part: Part,
}

#[derive(Serialize)]
struct NearShape<'s> {
    sequence: u64,
    entity: EntityShape<'s>,
    hops: u32,
    measure: Measure,
    found: Vec<FoundShape<'s>>,
    neighbours: Vec<NeighbourShape<'s>>,
}

#[derive(Serialize)]
struct FoundShape<'s> {
    hop: u32,
    kind: &'s str,
    total: usize,
}

#[derive(Serialize)]
struct NeighbourShape<'s> {
    id: &'s str,
    kind: &'s str,
    name: &'s str,
    hop: u32,
    via: &'s str,
    #[serde(flatten)]
    counts: CountsShape,
    weight: f64,
}

impl Near {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        self.part.conditions.check()?;
        for (file, extension) in [(&self.svg, "svg"), (&self.png, "png")] {
            check_picture(file.as_deref(), extension)?;
        }
        let snapshot = open(global, screen)?;
        let Some(nodes) = resolve(&snapshot, &[&self.name], screen)? else { return Ok(Answer::No) };
        let centre = nodes[0];
        let Some(mut exclude) = self.without.nodes(&snapshot, screen)? else { return Ok(Answer::No) };
        // What it is asked about cannot be left out, whatever else is asked for.
        exclude.retain(|&node| node != centre);
        let selection = Selection { exclude, ..self.part.selection(&[]) };
        let view = GraphView::of(&snapshot, &selection);
        let limit = (self.limit > 0).then_some(self.limit);
        let options = NearOptions { hops: self.hops, show: self.kind.clone(), limit };
        let near = neighbourhood(&view, centre, &options);
        if screen.json {
            screen.value(&self.shape(&snapshot, centre, &near))?;
        } else {
            self.print(&snapshot, centre, &near, screen)?;
        }
        self.tell_cut(&snapshot, &near, screen)?;
        if self.svg.is_some() || self.png.is_some() {
            let picture = self.picture(&snapshot, &selection, centre, &near)?;
            if let Some(file) = &self.svg {
                export::write_bytes(&picture, file)?;
                screen.note(format_args!("drawn: {}", file.display()))?;
            }
            if let Some(file) = &self.png {
                export::write_bytes(&export::rasterise(&picture, 2.0, &Fonts::of_system())?, file)?;
                screen.note(format_args!("drawn: {}", file.display()))?;
            }
        }
        Ok(Answer::no_if(near.rows.is_empty()))
    }

    fn tell_cut(&self, snapshot: &Snapshot, near: &Neighbourhood, screen: &mut Screen) -> io::Result<()> {
        if near.rows.is_empty() {
            let missing = missing_kind(snapshot, &self.kind);
            return screen
                .note(missing.as_deref().unwrap_or("nothing stands near it under these conditions"));
        }
        let mut cut = Vec::new();
        for (hop, kind, total) in &near.found {
            let listed = |row: &&Neighbour| row.hop == *hop && snapshot.entity(row.node).kind == *kind;
            let shown = near.rows.iter().filter(listed).count();
            if shown < *total {
                let away = if *hop > 1 { format!(" {hop} hops away") } else { String::new() };
                cut.push(format!("{shown} of {total} {kind}s{away}"));
            }
        }
        if cut.is_empty() {
            return Ok(());
        }
        if cut.len() > TOLD {
            let found: usize = near.found.iter().map(|(.., total)| total).sum();
            cut = vec![format!("{} of {}", near.rows.len(), counted(found as u64, "entity"))];
        }
        screen.note(format_args!("shown: {}; --limit N shows more, 0 all", cut.join(", ")))
    }

    /// The neighbours one relation away, as they are listed, in SVG.
    fn picture(
        &self,
        snapshot: &Snapshot,
        selection: &Selection,
        centre: u32,
        near: &Neighbourhood,
    ) -> anyhow::Result<Vec<u8>> {
        let selection = Selection { seeds: vec![centre], ..selection.clone() };
        let mut chosen = selection.select(snapshot);
        let first = near.rows.iter().filter(|row| row.hop == 1);
        let mut nodes: Vec<u32> = first.map(|row| row.node).chain([centre]).collect();
        nodes.sort_unstable();
        chosen.nodes.retain(|node| nodes.binary_search(node).is_ok());
        chosen.relations.retain(|row| [row.a, row.b].iter().all(|end| nodes.binary_search(end).is_ok()));
        let (graph, _) = export::gather_selected(snapshot, &selection, &chosen)?;
        let caption = Caption {
            title: label(snapshot.entity(centre)),
            note: format!(
                "Line width: {}. Numbers: how often both stand together.",
                self.part.conditions.measure
            ),
        };
        let mut picture = Vec::new();
        let middle = chosen.nodes.binary_search(&centre).unwrap_or(0);
        export::write_ego(&graph, middle, &caption, &mut picture)?;
        Ok(picture)
    }

    fn shape<'s>(&self, snapshot: &'s Snapshot, centre: u32, near: &'s Neighbourhood) -> NearShape<'s> {
        let found = near.found.iter();
        let neighbour = |row: &Neighbour| {
            let entity = snapshot.entity(row.node);
            NeighbourShape {
                id: entity.id.as_str(),
                kind: entity.kind.as_str(),
                name: &entity.name,
                hop: row.hop,
                via: snapshot.entity(row.via).id.as_str(),
                counts: row.counts.into(),
                weight: row.weight,
            }
        };
        NearShape {
            sequence: snapshot.sequence(),
            entity: EntityShape::counted(snapshot, centre, self.counts(snapshot, centre)),
            hops: self.hops,
            measure: self.part.conditions.measure,
            found: found
                .map(|(hop, kind, total)| FoundShape { hop: *hop, kind: kind.as_str(), total: *total })
                .collect(),
            neighbours: near.rows.iter().map(neighbour).collect(),
        }
    }

    fn counts(&self, snapshot: &Snapshot, node: u32) -> EntityCounts {
        snapshot.counts_in(node, &self.part.selection(&[]).period())
    }

    fn print(
        &self,
        snapshot: &Snapshot,
        centre: u32,
        near: &Neighbourhood,
        screen: &mut Screen,
    ) -> anyhow::Result<()> {
        headline(snapshot.entity(centre), &self.counts(snapshot, centre), screen)?;
        if near.rows.is_empty() {
            return Ok(());
        }
        let (far, measured) = (self.hops > 1, self.part.conditions.measure != Measure::Count);
        let measure = format!(">{}", self.part.conditions.measure);
        let mut headers = vec!["name", "kind", ">count", ">articles", "dates"];
        headers.extend(measured.then_some(&*measure));
        headers.extend(far.then_some([">hop", "via"]).into_iter().flatten());
        let mut table = Table::new(&headers);
        for row in &near.rows {
            let entity = snapshot.entity(row.node);
            let counts = row.counts;
            let mut cells = vec![
                label(entity),
                entity.kind.to_string(),
                thousands(counts.count),
                thousands(counts.articles),
                period(counts.first, counts.last),
            ];
            cells.extend(measured.then(|| format!("{:.3}", row.weight)));
            if far {
                let via = if row.hop > 1 { label(snapshot.entity(row.via)) } else { String::new() };
                cells.extend([row.hop.to_string(), via]);
            }
            table.row(cells);
        }
        screen.line("")?;
        Ok(table.print(screen)?)
    }
}

/// A picture bears the extension of what is drawn into it.
fn check_picture(file: Option<&Path>, extension: &str) -> anyhow::Result<()> {
    let Some(file) = file else { return Ok(()) };
    let given = file.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let special = file.exists() && !file.is_file();
    if given != extension && !special {
        let file = file.display();
        if given != "svg" && given != "png" {
            anyhow::bail!("--{extension} {file}: end its name in .{extension}");
        }
        anyhow::bail!("--{extension} {file}: this would write {extension} into it; give --{given} {file}");
    }
    inputs::check_folder(file)
}

/// What an entity is, in a line.
fn headline(row: &EntityRow, counts: &EntityCounts, screen: &mut Screen) -> anyhow::Result<()> {
    let name = screen.paint(&label(row), Look::Bold);
    let dates = period(counts.first, counts.last);
    let dates = if dates.is_empty() { dates } else { format!(", {dates}") };
    let within = row.within.as_deref().map(|within| format!(" in {within}")).unwrap_or_default();
    let (mentions, articles) = (counted(counts.mentions, "mention"), counted(counts.articles, "article"));
    screen.line(format_args!("{name}  {}{within}: {mentions} in {articles}{dates}", row.kind))?;
    Ok(())
}
