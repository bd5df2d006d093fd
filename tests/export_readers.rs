//! Other programs read our exports: NetworkX, igraph, graphology, Cytoscape.js, Mermaid, Graphviz, schema checkers, Gephi.
//!
//! A test is named after the acceptance check it is; those that need no other program are in `export_checks.rs`.
//! `tests/readers/install.sh` installs them into `GUANXI_READERS`; what is not there is skipped with a message.

#[path = "readers/cases.rs"]
mod cases;
#[path = "readers/gephi.rs"]
mod gephi;
#[path = "readers/graphs.rs"]
mod graphs;
mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cases::{all, folder};
use guanxi::export::clean;
use support::folders::root;
use support::skip::skip;

/// Where `install.sh` puts readers.
fn readers() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/guanxi-readers");
    std::env::var_os("GUANXI_READERS").map_or_else(home, PathBuf::from)
}

fn here() -> PathBuf {
    root().join("tests/readers")
}

/// Says that something is not installed, and where it comes from.
#[track_caller]
fn lacks(need: &str, what: &str) {
    skip(need, &format!("{what} is not installed, see tests/readers/install.sh"));
}

/// Runs a program; none if it is not installed.
#[track_caller]
fn run(need: &str, command: &mut Command) -> Option<Output> {
    let output = command.output();
    if output.is_err() {
        lacks(need, &command.get_program().to_string_lossy());
    }
    output.ok()
}

/// Runs a script that says which readers it does without: `skip NAME: …`.
#[track_caller]
fn read(need: &str, command: &mut Command, what: &str) {
    let Some(output) = run(need, command) else { return };
    for line in accepted(&output, what).lines().filter_map(|line| line.strip_prefix("skip ")) {
        lacks(need, line.split(':').next().unwrap_or_default());
    }
}

/// Its standard output; a failure shows what it complained of.
fn accepted(output: &Output, what: &str) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {said}{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The Python that has the readers.
fn python() -> PathBuf {
    let own = readers().join("python/bin/python");
    if own.exists() { own } else { "python3".into() }
}

#[test]
fn a6_python_reads_the_same_graph() {
    for case in all() {
        let folder = folder(case);
        let script = here().join("read.py");
        read("python", Command::new(python()).arg(script).arg(folder.path()), case.name);
    }
}

#[test]
fn a_cypher_engine_loads_the_neo4j_tables() {
    for case in all() {
        let folder = folder(case);
        let script = here().join("read_cypher.py");
        read("python", Command::new(python()).arg(script).arg(folder.path()), case.name);
    }
}

#[test]
fn a6_a11_javascript_reads_the_same_graph() {
    for case in all() {
        let folder = folder(case);
        let script = here().join("read.mjs");
        read("node", Command::new("node").arg(script).arg(folder.path()).arg(readers()), case.name);
    }
}

#[test]
fn a11_graphviz_draws_every_name() {
    for case in all() {
        let folder = folder(case);
        let mut dot = Command::new("dot");
        let Some(output) = run("dot", dot.arg("-Tsvg").arg(folder.path().join("graph.dot"))) else { return };
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
fn a4_graphml_follows_its_schema() {
    let schema = readers().join("graphml/graphml.xsd");
    if !schema.exists() {
        return lacks("xmllint", &schema.to_string_lossy());
    }
    let check = |file: &Path| {
        run("xmllint", Command::new("xmllint").args(["--noout", "--schema"]).arg(&schema).arg(file))
    };
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

/// GEXF 1.2 is the last whose schema is in a registry. In a copy of it the namespaces and the version are those of 1.3;
/// it takes looks for elements of GEXF itself, so in a copy of the file they are.
#[test]
fn a5_static_gexf_follows_the_published_schema() {
    let published = readers().join("gexf-1.2");
    if !published.join("gexf.xsd").exists() {
        return lacks("xmllint", &published.join("gexf.xsd").to_string_lossy());
    }
    for case in all() {
        let folder = folder(case);
        for name in ["gexf.xsd", "viz.xsd"] {
            let schema = std::fs::read_to_string(published.join(name)).unwrap();
            let schema = schema.replace("http://www.gexf.net/1.2draft", "http://gexf.net/1.3");
            std::fs::write(folder.path().join(name), schema.replace("\"1.2\"", "\"1.3\"")).unwrap();
        }
        let (schema, file) = (folder.path().join("gexf.xsd"), folder.path().join("static.gexf"));
        let check =
            || run("xmllint", Command::new("xmllint").args(["--noout", "--schema"]).arg(&schema).arg(&file));
        let text = std::fs::read_to_string(&file).unwrap().replace("<viz:", "<");
        std::fs::write(&file, &text).unwrap();
        let Some(output) = check() else { return };
        accepted(&output, "xmllint");
        std::fs::write(&file, text.replacen(" weight=", " heavy=", 1)).unwrap();
        assert!(!check().unwrap().status.success(), "the schema finds an unknown attribute");
    }
}

#[test]
fn a5_gexf_follows_its_schema() {
    let schema = readers().join("gexf-1.3/gexf.rng");
    if !schema.exists() {
        return skip(
            "gexf",
            &format!("put the RELAX NG schema of GEXF 1.3 (gexf.net) at {}", schema.display()),
        );
    }
    let check = |file: &Path| run("gexf", Command::new("jing").arg(&schema).arg(file));
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
        lacks("gephi", &toolkit.to_string_lossy());
        return None;
    }
    let program = here().join("gephi/src/main/java/Gephi.java");
    let mut java = Command::new("java");
    java.arg("-Djava.awt.headless=true").arg("-cp").arg(toolkit).arg(program).args(files);
    Some(accepted(&run("gephi", &mut java)?, "Gephi"))
}

#[test]
fn a9_gephi_reads_what_we_meant_without_a_warning() {
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
fn a9_gephi_reports_what_we_avoid() {
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
fn a9_gephi_reads_the_tables_as_one_undirected_graph() {
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

/// The blocks of a page that are in a language we run, with the language.
fn blocks(page: &str) -> Vec<(String, String)> {
    let page = std::fs::read_to_string(root().join("docs").join(page)).unwrap();
    let parts: Vec<&str> = page.split("```").collect();
    let block =
        |part: &&str| part.split_once('\n').map(|(language, code)| (language.to_owned(), code.to_owned()));
    let blocks = parts.iter().skip(1).step_by(2).filter_map(block);
    blocks.filter(|(language, _)| matches!(language.as_str(), "sh" | "python" | "js")).collect()
}

/// Runs the blocks of a page one after the other in a folder with the examples. Where a module is missing, a block is
/// skipped with a message.
fn run_page(page: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let examples = root().join("examples");
    std::os::unix::fs::symlink(examples, folder.path().join("examples")).unwrap();
    let _ = std::os::unix::fs::symlink(readers().join("node_modules"), folder.path().join("node_modules"));
    let binary = Path::new(env!("CARGO_BIN_EXE_guanxi")).parent().unwrap().to_owned();
    let path = std::env::join_paths(
        std::iter::once(binary).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut ran = 0;
    for (at, (language, code)) in blocks(page).into_iter().enumerate() {
        let (need, program, file) = match language.as_str() {
            "sh" => ("python", "sh".into(), format!("{at}.sh")),
            "python" => ("python", python(), format!("{at}.py")),
            _ => ("node", "node".into(), format!("{at}.mjs")),
        };
        let code = if language == "sh" { format!("set -e\n{code}") } else { code };
        std::fs::write(folder.path().join(&file), code).unwrap();
        let mut command = Command::new(program);
        command.arg(&file).current_dir(folder.path()).env("PATH", path.as_ref().unwrap());
        let Some(output) = run(need, &mut command) else { continue };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if ["ModuleNotFoundError", "ERR_MODULE_NOT_FOUND"].iter().any(|missing| said.contains(missing)) {
            lacks(need, &format!("a module of block {at} of {page}"));
            continue;
        }
        let shown = accepted(&output, &format!("block {at} of {page}"));
        assert!(language == "sh" || !shown.is_empty(), "block {at} of {page} shows something");
        ran += 1;
    }
    ran
}

#[test]
fn the_pages_for_readers_work_as_written() {
    assert!(run_page("gephi.md") >= 3, "what guanxi itself runs");
    assert!(run_page("readers.md") >= 4, "what guanxi itself runs");
}
