//! Pairs of CSV tables, one of entities and one of relations, in three profiles. RFC 4180 with line feeds.
//!
//! Gephi guesses types from the first rows, takes dates for time and a backslash for an escape; Neo4j wants typed headers.
//! So the profiles differ in their headers, in how dates stand there, and in whether a backslash may.

use std::io::Write;

use super::fields::{self, Type, Value};
use super::quote::Quotes;
use super::style::hex;
use super::{Edge, ExportError, ExportGraph, Format, Node, Options, Part, clean, decimal, quotes_of};

/// Writes one of the two tables. See [`super::write_part`].
pub(super) fn write(
    graph: &ExportGraph,
    part: Part,
    quotes: &mut Quotes<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    if options.bom {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let ids = match options.format {
        Format::CsvGephi => (0..graph.nodes.len()).map(|at| format!("n{at}")).collect(),
        Format::CsvNeo4j => fields::unique(fields::ids(graph).iter().map(|id| without_backslash(id))),
        _ => fields::ids(graph),
    };
    let mut table = csv::Writer::from_writer(out);
    if part == Part::Nodes {
        write_nodes(graph, &ids, options, &mut table)?;
    } else {
        write_edges(graph, &ids, quotes, options, &mut table)?;
    }
    table.flush()?;
    Ok(())
}

/// A table on its way out.
type Table<'a> = csv::Writer<&'a mut dyn Write>;

fn write_nodes(
    graph: &ExportGraph,
    ids: &[String],
    options: &Options,
    table: &mut Table<'_>,
) -> Result<(), ExportError> {
    table.write_record(node_header(graph, options.format)).map_err(csv_error)?;
    let names: Vec<&str> = fields::of_nodes(graph).into_iter().map(|(name, _)| name).collect();
    for (at, node) in graph.nodes.iter().enumerate() {
        let mut row = node_start(node, at, &ids[at], options.format);
        for (name, value) in names.iter().zip(fields::of_node(graph, at, node)).skip(1) {
            row.push(node_cell(node, name, value, options.format));
        }
        if options.format == Format::Csv {
            row.extend(looks(node));
        }
        write_row(row, options, table)?;
    }
    Ok(())
}

fn write_edges(
    graph: &ExportGraph,
    ids: &[String],
    quotes: &mut Quotes<'_>,
    options: &Options,
    table: &mut Table<'_>,
) -> Result<(), ExportError> {
    table.write_record(edge_header(graph, options)).map_err(csv_error)?;
    for (at, edge) in graph.edges.iter().enumerate() {
        let found = quotes_of(graph, edge, quotes, options.evidence)?;
        let ends = [&ids[edge.source as usize], &ids[edge.target as usize]];
        let mut row = edge_start(graph, at, edge, ends, options.format);
        let values = fields::of_edge(graph, at, edge, &found, options);
        row.extend(values.into_iter().map(|value| own(value, options.format)));
        write_row(row, options, table)?;
    }
    Ok(())
}

fn write_row(row: Vec<Cell>, options: &Options, table: &mut Table<'_>) -> Result<(), ExportError> {
    table.write_record(row.into_iter().map(|cell| finish(cell, options))).map_err(csv_error)
}

/// A cell: text may begin like a formula, the rest cannot.
enum Cell {
    Text(String),
    Plain(String),
}

fn node_header(graph: &ExportGraph, format: Format) -> Vec<String> {
    let start: &[&str] = match format {
        Format::CsvGephi => &["Id", "Label", "entity"],
        Format::CsvNeo4j => &["id:ID", "name", ":LABEL"],
        _ => &["id", "label"],
    };
    let looks: &[&str] = if format == Format::Csv { &["size", "colour", "x", "y"] } else { &[] };
    let own = fields::of_nodes(graph).into_iter().skip(1).map(|(name, kind)| titled(name, kind, format));
    start.iter().map(ToString::to_string).chain(own).chain(looks.iter().map(ToString::to_string)).collect()
}

fn edge_header(graph: &ExportGraph, options: &Options) -> Vec<String> {
    let start: &[&str] = match options.format {
        Format::CsvGephi => &["Source", "Target", "Type", "Id", "Label", "Weight"],
        Format::CsvNeo4j => &[":START_ID", ":END_ID", ":TYPE", "weight:double"],
        _ => &["source", "target", "weight"],
    };
    let own = fields::of_edges(graph, options).into_iter().map(|(n, kind)| titled(n, kind, options.format));
    start.iter().map(ToString::to_string).chain(own).collect()
}

fn titled(name: &str, kind: Type, format: Format) -> String {
    let kind = match (format, kind) {
        (Format::CsvNeo4j, Type::Whole) => ":long",
        (Format::CsvNeo4j, Type::Real) => ":double",
        (Format::CsvNeo4j, Type::Text) if is_date(name) => ":date",
        (Format::CsvNeo4j, Type::Text) if is_list(name) => ":string[]",
        _ => "",
    };
    format!("{name}{kind}")
}

fn is_date(name: &str) -> bool {
    matches!(name, "first_date" | "last_date" | "first_shared" | "last_shared")
}

fn is_list(name: &str) -> bool {
    matches!(name, "aliases" | "surfaces")
}

fn node_start(node: &Node, at: usize, id: &str, format: Format) -> Vec<Cell> {
    let mut row = vec![Cell::Text(id.to_owned()), Cell::Text(fields::label(node, at))];
    match format {
        Format::CsvGephi => row.push(Cell::Text(clean(&node.id).into_owned())),
        Format::CsvNeo4j => row.push(Cell::Text(format!("Entity;{}", capital(node.kind.as_str())))),
        _ => {}
    }
    row
}

/// A value of a node; Neo4j gets lists as lists.
fn node_cell(node: &Node, name: &str, value: Option<Value>, format: Format) -> Cell {
    let list = match (format, name) {
        (Format::CsvNeo4j, "aliases") => &node.aliases,
        (Format::CsvNeo4j, "surfaces") => &node.surfaces,
        _ => return own(value, format),
    };
    let names: Vec<_> = list.iter().map(|name| clean(name).replace(';', "；")).collect();
    Cell::Text(names.join(";"))
}

fn looks(node: &Node) -> [Cell; 4] {
    let place = |n: Option<f64>| n.map_or(String::new(), decimal);
    [
        decimal(node.size),
        hex(node.colour),
        place(node.position.map(|p| p.0)),
        place(node.position.map(|p| p.1)),
    ]
    .map(Cell::Plain)
}

fn edge_start(graph: &ExportGraph, at: usize, edge: &Edge, ends: [&String; 2], format: Format) -> Vec<Cell> {
    let weight = Cell::Plain(decimal(edge.weight));
    let [source, target] = ends.map(|id| Cell::Text(id.clone()));
    match format {
        Format::CsvGephi => {
            let label = Cell::Text(fields::edge_label(graph, edge));
            let kind = Cell::Plain("Undirected".to_owned());
            vec![source, target, kind, Cell::Plain(format!("e{at}")), label, weight]
        }
        Format::CsvNeo4j => vec![source, target, Cell::Plain("CO_OCCURS".to_owned()), weight],
        _ => vec![source, target, weight],
    }
}

/// A value of our own columns. Gephi would make time of a date, so there it stands as the number 20240131.
fn own(value: Option<Value>, format: Format) -> Cell {
    match value {
        None => Cell::Plain(String::new()),
        Some(Value::Day(day)) if format == Format::CsvGephi => Cell::Plain(day.to_string().replace('-', "")),
        Some(Value::Day(day)) => Cell::Plain(day.to_string()),
        Some(Value::Text(text)) => Cell::Text(text),
        Some(Value::Number(number)) => Cell::Plain(number.to_string()),
    }
}

fn finish(cell: Cell, options: &Options) -> String {
    let mut text = match cell {
        Cell::Plain(text) => return text,
        Cell::Text(text) => text,
    };
    if matches!(options.format, Format::CsvGephi | Format::CsvNeo4j) {
        text = without_backslash(&text);
    }
    if options.excel_safe && text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        text.insert(0, '\'');
    }
    text
}

fn without_backslash(text: &str) -> String {
    text.replace('\\', "＼")
}

fn capital(kind: &str) -> String {
    let mut chars = kind.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn csv_error(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Model(format!("{other:?}")),
    }
}
