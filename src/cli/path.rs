//! `guanxi path`: how two entities are connected.

use clap::{Args, ValueEnum};
use guanxi::dictionary::Kind;
use guanxi::graph::{self, By, GraphView, MAX_PATHS, NoPath, PathFinder, PathOptions};
use guanxi::store::{Evidence, EvidenceOptions, Snapshot};
use serde::Serialize;

use super::ask::{self, Part, open, resolve};
use super::evidence::{self, EvidenceShape};
use super::number;
use super::screen::{Look, Screen};
use super::shapes::{CountsShape, EntityShape, label};
use super::summary::counted;
use super::{Answer, Global};

/// How two entities are connected, with the sentences behind every step
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi path 张慧宇 赤峰 -k 3
  guanxi path 张慧宇 赤峰 --by strength --kind organisation
  guanxi path 天骏计划 张慧宇 --via 自治区总工会 --avoid 北京市 --max-hops 4")]
pub(super) struct Path {
    /// A name, an alias, kind:name, or name@within
    from: String,
    /// Another
    to: String,
    /// How many paths
    #[arg(short, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=MAX_PATHS as i64))]
    k: u32,
    /// What makes a path good
    #[arg(long, value_enum, default_value = "hops")]
    by: ByWord,
    /// The most relations a path may have
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number::any::<u32>)]
    max_hops: Option<u32>,
    /// Pass this entity (several: in the order given)
    #[arg(long, value_name = "NAME")]
    via: Vec<String>,
    /// Do not pass this entity (may be given several times)
    #[arg(long, value_name = "NAME")]
    avoid: Vec<String>,
    /// Only pass entities of this kind (may be given several times)
    #[arg(long, value_name = "KIND", value_parser = ask::kind)]
    kind: Vec<Kind>,
    /// Sentences under each step
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value_t = 1, value_parser = number::any::<usize>)]
    evidence: usize,
    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, ValueEnum)]
enum ByWord {
    /// Few steps
    Hops,
    /// Strong relations: the smallest sum of 1/weight
    Strength,
}

#[derive(Serialize)]
struct PathsShape<'s> {
    sequence: u64,
    from: EntityShape<'s>,
    to: EntityShape<'s>,
    by: &'static str,
    reason: Option<String>,
    paths: Vec<PathShape<'s>>,
}

#[derive(Serialize)]
struct PathShape<'s> {
    hops: usize,
    distance: Option<f64>,
    entities: Vec<EntityShape<'s>>,
    steps: Vec<StepShape<'s>>,
}

#[derive(Serialize)]
struct StepShape<'s> {
    a: &'s str,
    b: &'s str,
    #[serde(flatten)]
    counts: CountsShape,
    weight: f64,
    evidence: Vec<EvidenceShape<'s>>,
}

/// A path with the sentences of its steps.
struct Shown {
    path: graph::Path,
    evidence: Vec<Vec<Evidence>>,
}

impl Path {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        self.part.conditions.check()?;
        let snapshot = open(global, screen)?;
        let all = [&self.from, &self.to].into_iter().chain(&self.via).chain(&self.avoid);
        let names: Vec<&str> = all.map(String::as_str).collect();
        let Some(nodes) = resolve(&snapshot, &names, screen)? else { return Ok(Answer::No) };
        let (from, to, others) = (nodes[0], nodes[1], &nodes[2..]);
        let options = PathOptions {
            k: self.k as usize,
            by: if matches!(self.by, ByWord::Hops) { By::Hops } else { By::Strength },
            max_hops: self.max_hops,
            via: others[..self.via.len()].to_vec(),
            ordered: true,
            avoid: others[self.via.len()..].to_vec(),
        };
        let anchors = [&[from, to], &options.via[..]].concat();
        let view = GraphView::of(&snapshot, &self.part.between(&self.kind, &anchors));
        let found = PathFinder::new(&view).find(from, to, &options);
        let (paths, reason) = match found {
            Ok(paths) => (paths, None),
            Err(reason) => (Vec::new(), Some(reason)),
        };
        let shown = paths.into_iter().map(|path| self.shown(&snapshot, path));
        let shown: Vec<Shown> = shown.collect::<anyhow::Result<_>>()?;
        if screen.json {
            screen.value(&self.shape(&view, [from, to], &shown, reason.as_ref()))?;
        } else {
            for (number, path) in shown.iter().enumerate() {
                print(&view, number, path, screen)?;
            }
        }
        if let Some(reason) = &reason {
            let [from, to] = [from, to].map(|node| label(snapshot.entity(node)));
            screen.note(format_args!("no path from {from} to {to}: {}", in_words(reason, &snapshot)))?;
        }
        Ok(Answer::no_if(reason.is_some()))
    }

    fn shown(&self, snapshot: &Snapshot, path: graph::Path) -> anyhow::Result<Shown> {
        let period = self.part.selection(&[]);
        let options = EvidenceOptions {
            limit: self.evidence,
            since: period.since,
            until: period.until,
            newest_first: false,
        };
        let steps = path.nodes.windows(2);
        let sentences = steps.map(|step| {
            if self.evidence == 0 { Ok(Vec::new()) } else { snapshot.evidence(step[0], step[1], &options) }
        });
        let evidence = sentences.collect::<Result<_, _>>()?;
        Ok(Shown { path, evidence })
    }

    fn shape<'s>(
        &self,
        view: &GraphView<'s>,
        [from, to]: [u32; 2],
        shown: &'s [Shown],
        reason: Option<&NoPath>,
    ) -> PathsShape<'s> {
        let snapshot = view.snapshot();
        let step = |shown: &'s Shown, number: usize| {
            let Shown { path, evidence } = shown;
            let [a, b] = [number, number + 1].map(|at| snapshot.entity(path.nodes[at]).id.as_str());
            StepShape {
                a,
                b,
                counts: view.counts(path.relations[number]).into(),
                weight: path.weights[number],
                evidence: evidence[number].iter().map(EvidenceShape::from).collect(),
            }
        };
        let one = |shown: &'s Shown| PathShape {
            hops: shown.path.relations.len(),
            distance: Some(shown.path.distance).filter(|distance| distance.is_finite()),
            entities: shown.path.nodes.iter().map(|&node| EntityShape::of(snapshot, node)).collect(),
            steps: (0..shown.path.relations.len()).map(|number| step(shown, number)).collect(),
        };
        PathsShape {
            sequence: view.snapshot().sequence(),
            from: EntityShape::of(snapshot, from),
            to: EntityShape::of(snapshot, to),
            by: if matches!(self.by, ByWord::Hops) { "hops" } else { "strength" },
            reason: reason.map(|reason| in_words(reason, snapshot)),
            paths: shown.iter().map(one).collect(),
        }
    }
}

fn print(view: &GraphView<'_>, number: usize, shown: &Shown, screen: &mut Screen) -> anyhow::Result<()> {
    let snapshot = view.snapshot();
    let Shown { path, evidence } = shown;
    let name = |node: u32| label(snapshot.entity(node));
    let chain = path.nodes.iter().map(|&node| name(node)).collect::<Vec<_>>().join(" → ");
    if number > 0 {
        screen.line("")?;
    }
    let hops = counted(path.relations.len() as u64, "hop");
    let distance =
        if path.distance.is_finite() { format!(", distance {:.2}", path.distance) } else { String::new() };
    let chain = screen.paint(&chain, Look::Bold);
    screen.line(format_args!("{}. {chain}  ({hops}{distance})", number + 1))?;
    for (at, sentences) in evidence.iter().enumerate() {
        let counts = view.counts(path.relations[at]);
        let ends = format!("{} — {}", name(path.nodes[at]), name(path.nodes[at + 1]));
        let (count, articles) = (counted(counts.count, "time"), counted(counts.articles, "article"));
        screen.line(format_args!("   {ends}  {count} in {articles}"))?;
        for sentence in sentences {
            evidence::print(sentence, "     ", screen)?;
        }
    }
    Ok(())
}

/// The reason with names, and what may help.
fn in_words(reason: &NoPath, snapshot: &Snapshot) -> String {
    let name = |node: u32| label(snapshot.entity(node));
    match reason {
        NoPath::PassedTwice { node } => format!("{} is to be passed twice", name(*node)),
        NoPath::Contradiction { node } => format!("{} is to be passed and to be avoided", name(*node)),
        NoPath::TooFar { hops } => format!("{reason}; try --max-hops {hops}"),
        NoPath::OutsideSelection { .. } => {
            format!("{reason}; loosen --kind, --min-count, --since or --until")
        }
        reason => reason.to_string(),
    }
}
