//! Other programs read our exports: NetworkX, igraph, graphology, Cytoscape.js, Mermaid, Graphviz, schema checkers, Gephi.
//!
//! `tests/readers/install.sh` installs them into `GUANXI_READERS`; a reader that is not there is skipped with a message.

#[path = "readers/gephi.rs"]
mod gephi;
#[path = "readers/graphs.rs"]
mod graphs;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use guanxi::export::{
    ExportGraph, Format, Options, Quote, QuoteError, clean, gather_selected, lay_out, measure_edges,
    measure_nodes, quotes_of_snapshot, write_file,
};
use guanxi::graph::Selection;
use guanxi::relate::Measure;
use guanxi::store::Snapshot;
use std::collections::HashMap;

/// Where `install.sh` puts readers.
fn readers() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/guanxi-readers");
    std::env::var_os("GUANXI_READERS").map_or_else(home, PathBuf::from)
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers")
}

/// Runs a program; none if it is not installed.
fn run(command: &mut Command) -> Option<Output> {
    let output = command.output();
    if output.is_err() {
        eprintln!(
            "skipped: {} is not installed, see tests/readers/install.sh",
            command.get_program().display()
        );
    }
    output.ok()
}

/// Its standard output; a failure shows what it complained of.
fn accepted(output: &Output, what: &str) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {said}{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A graph with the evidence of its relations.
struct Case {
    name: &'static str,
    graph: ExportGraph,
    evidence: HashMap<u32, Vec<Quote>>,
}

impl Case {
    fn made_up(name: &'static str, graph: ExportGraph) -> Self {
        let quotes = |relation| (relation, graphs::quotes(relation, 3).unwrap());
        let evidence = graph.edges.iter().map(|edge| quotes(edge.relation)).collect();
        Self { name, graph, evidence }
    }

    /// What `guanxi build` makes of pages, measured and laid out; none if the pages are not there.
    fn built(name: &'static str, pages: &str) -> Option<Self> {
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join(pages);
        if !pages.exists() {
            eprintln!("skipped: no pages in {}", pages.display());
            return None;
        }
        let store = tempfile::tempdir().unwrap();
        let mut build = Command::new(env!("CARGO_BIN_EXE_guanxi"));
        build.arg("build").arg(&pages).arg("--store").arg(store.path());
        accepted(&build.output().unwrap(), "guanxi build");
        let snapshot = Snapshot::open(store.path()).unwrap();
        let selection = Selection::default();
        let (mut graph, _) = gather_selected(&snapshot, &selection, &selection.select(&snapshot)).unwrap();
        measure_nodes(&mut graph, 1);
        measure_edges(&mut graph, &snapshot, &selection, &Measure::ALL);
        lay_out(&mut graph, 1).unwrap();
        let mut quotes = quotes_of_snapshot(&snapshot, &selection);
        let evidence = graph.edges.iter().map(|e| (e.relation, quotes(e.relation, 3).unwrap())).collect();
        Some(Self { name, graph, evidence })
    }

    fn quotes(&self, relation: u32, limit: usize) -> Result<Vec<Quote>, QuoteError> {
        let quotes = self.evidence.get(&relation).ok_or("no such relation")?;
        Ok(quotes.iter().take(limit).cloned().collect())
    }
}

/// The sample with everything in it, a hundred hostile names, a star with a hub, the example pages and, where they are,
/// five real ones.
fn all() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let made_up = [
            Case::made_up("sample", graphs::sample()),
            Case::made_up("crowd", graphs::crowd()),
            Case::made_up("star", graphs::star(60)),
        ];
        let built = [("news", "examples/news"), ("seeds", "../shared/seeds")];
        made_up
            .into_iter()
            .chain(built.into_iter().filter_map(|(name, pages)| Case::built(name, pages)))
            .collect()
    })
}

/// The graph in every format, under names with the extensions that readers look at.
fn folder(case: &Case) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("graph.graphml", Format::GraphMl),
        ("graph.gexf", Format::Gexf),
        ("static.gexf", Format::GexfStatic),
        ("graph.json", Format::Json),
        ("graph.cyjs", Format::Cytoscape),
        ("graphology.json", Format::Graphology),
        ("graph.dot", Format::Dot),
        ("graph.mmd", Format::Mermaid),
        ("plain.csv", Format::Csv),
        ("gephi.csv", Format::CsvGephi),
        ("neo4j.csv", Format::CsvNeo4j),
    ];
    for (name, format) in files {
        let mut quotes = |relation, limit| case.quotes(relation, limit);
        write_file(&case.graph, &mut quotes, &Options::new(format), &folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn python_reads_the_same_graph() {
    let own = readers().join("python/bin/python");
    let python = if own.exists() { own } else { "python3".into() };
    for case in all() {
        let folder = folder(case);
        let Some(output) = run(Command::new(&python).arg(here().join("read.py")).arg(folder.path())) else {
            return;
        };
        eprint!("{}", accepted(&output, case.name));
    }
}

#[test]
fn javascript_reads_the_same_graph() {
    for case in all() {
        let folder = folder(case);
        let script = here().join("read.mjs");
        let Some(output) = run(Command::new("node").arg(script).arg(folder.path()).arg(readers())) else {
            return;
        };
        eprint!("{}", accepted(&output, case.name));
    }
}

#[test]
fn graphviz_draws_every_name() {
    for case in all() {
        let folder = folder(case);
        let Some(output) = run(Command::new("dot").arg("-Tsvg").arg(folder.path().join("graph.dot"))) else {
            return;
        };
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let svg = accepted(&output, "dot");
        for node in
            case.graph.nodes.iter().filter(|node| node.label.chars().all(|c| c.is_alphanumeric() || c == '·'))
        {
            assert!(node.label.is_empty() || svg.contains(&format!(">{}<", node.label)), "{}", node.label);
        }
    }
}

#[test]
fn graphml_follows_its_schema() {
    let schema = readers().join("graphml/graphml.xsd");
    if !schema.exists() {
        eprintln!("skipped: no GraphML schema in {}, see tests/readers/install.sh", readers().display());
        return;
    }
    let check =
        |file: &Path| run(Command::new("xmllint").args(["--noout", "--schema"]).arg(&schema).arg(file));
    for case in all() {
        let folder = folder(case);
        let file = folder.path().join("graph.graphml");
        let Some(output) = check(&file) else { return };
        accepted(&output, "xmllint");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("target=\"n", "target=\"nowhere", 1)).unwrap();
        assert!(!check(&file).unwrap().status.success(), "the schema finds an end that is not there");
    }
}

#[test]
fn gexf_follows_its_schema() {
    let schema = readers().join("gexf-1.3/gexf.rng");
    if !schema.exists() {
        eprintln!("skipped: put the RELAX NG schema of GEXF 1.3 (gexf.net) at {}", schema.display());
        return;
    }
    let check = |file: &Path| run(Command::new("jing").arg(&schema).arg(file));
    for case in all() {
        let folder = folder(case);
        for name in ["graph.gexf", "static.gexf"] {
            let Some(output) = check(&folder.path().join(name)) else { return };
            accepted(&output, "jing");
        }
        let file = folder.path().join("static.gexf");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("<viz:size value", "<viz:size wide", 1)).unwrap();
        assert!(!check(&file).unwrap().status.success(), "the schema finds an unknown attribute");
    }
}

/// Runs Gephi's own importer on files; none where there is no Java or no toolkit.
fn in_gephi(files: &[PathBuf]) -> Option<String> {
    let toolkit = readers().join("java/gephi-toolkit-0.10.1-all.jar");
    if !toolkit.exists() {
        eprintln!("skipped: no gephi-toolkit in {}, see tests/readers/install.sh", readers().display());
        return None;
    }
    let program = here().join("gephi/src/main/java/Gephi.java");
    let mut java = Command::new("java");
    java.arg("-Djava.awt.headless=true").arg("-cp").arg(toolkit).arg(program).args(files);
    Some(accepted(&run(&mut java)?, "Gephi"))
}

#[test]
fn gephi_reads_what_we_meant_without_a_warning() {
    let (cases, names) = (all(), ["graph.graphml", "graph.gexf", "static.gexf"]);
    let folders: Vec<_> = cases.iter().map(folder).collect();
    let files: Vec<_> = folders.iter().flat_map(|f| names.map(|name| f.path().join(name))).collect();
    let Some(said) = in_gephi(&files) else { return };
    let reads = gephi::read(&said);
    assert_eq!(reads.len(), files.len());
    for (at, read) in reads.iter().enumerate() {
        let case = &cases[at / names.len()];
        gephi::same(&case.graph, &case.evidence, read, names[at % names.len()] == "graph.gexf");
    }
}

#[test]
fn gephi_reports_what_we_avoid() {
    let folder = folder(&all()[0]);
    let file = folder.path().join("graph.graphml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replacen("attr.name=\"npmi\" attr.type=\"double\"", "attr.name=\"npmi\" attr.type=\"date\"", 1),
    )
    .unwrap();
    let Some(said) = in_gephi(&[file]) else { return };
    assert!(!gephi::read(&said)[0].issues.is_empty(), "a key of an unknown type is an issue");
}

#[test]
fn gephi_reads_the_tables_as_one_undirected_graph() {
    let graph = &all()[0].graph;
    let folder = folder(&all()[0]);
    let files = ["gephi.nodes.csv", "gephi.edges.csv"].map(|name| folder.path().join(name));
    let Some(said) = in_gephi(&files) else { return };
    let reads = gephi::read(&said);
    assert!(reads.iter().all(|read| read.issues.is_empty()), "{:?}", reads[0].issues);
    for (at, node) in graph.nodes.iter().enumerate() {
        assert_eq!(reads[0].nodes[&format!("n{at}")].label, clean(&node.label).replace('\\', "＼"));
    }
    assert!(reads[1].undirected && !reads[1].dynamic);
    for (at, edge) in graph.edges.iter().enumerate() {
        assert!((reads[1].edges[&format!("e{at}")].weight - edge.weight).abs() < 1e-9);
    }
}
