//! An entity in the middle, its neighbours on the two sides of an ellipse, one a row, so that no label meets another.

use crate::export::style::{hex, tint};
use crate::export::{Edge, ExportGraph, Written, fields};

use super::canvas::{Anchor, Canvas, Label, short};

/// Height of a neighbour's row.
const ROW: f64 = 26.0;

/// A neighbour, the edge that joins it, and where it stands.
struct Neighbour<'a> {
    at: usize,
    edge: &'a Edge,
    place: (f64, f64),
}

/// Draws the node and its neighbours; see [`super::write_ego`].
pub(super) fn draw(graph: &ExportGraph, centre: usize) -> (Canvas, Written) {
    let mut canvas = Canvas::default();
    let neighbours = placed(&neighbours(graph, centre));
    let between = draw_between(graph, &neighbours, &mut canvas);
    let most = neighbours.iter().map(|n| n.edge.weight).fold(0.0, f64::max);
    for neighbour in &neighbours {
        draw_spoke(graph, neighbour, most, &mut canvas);
    }
    for neighbour in &neighbours {
        draw_neighbour(graph, neighbour, &mut canvas);
    }
    let node = &graph.nodes[centre];
    let name = fields::label(node, centre);
    canvas.disc((0.0, 0.0), 20.0, node, &title(graph, centre));
    canvas.label((0.0, 38.0), Anchor::Middle, &Label { bold: true, ..Label::of(&name, 18.0) });
    (canvas, Written { nodes: neighbours.len() + 1, edges: neighbours.len() + between })
}

/// The neighbours by kind; within a kind the strongest first, lower positions first among equals.
fn neighbours(graph: &ExportGraph, centre: usize) -> Vec<(usize, &Edge)> {
    let other = |edge: &Edge| match (edge.source as usize, edge.target as usize) {
        (a, b) if a == centre => Some(b),
        (a, b) if b == centre => Some(a),
        _ => None,
    };
    let mut found: Vec<_> =
        graph.edges.iter().filter_map(|edge| other(edge).map(|node| (node, edge))).collect();
    found.sort_by(|a, b| {
        let kinds = graph.nodes[a.0].kind.cmp(&graph.nodes[b.0].kind);
        kinds.then(b.1.weight.total_cmp(&a.1.weight)).then(a.0.cmp(&b.0))
    });
    found
}

/// Clockwise: down the right side, then up the left.
fn placed<'a>(found: &[(usize, &'a Edge)]) -> Vec<Neighbour<'a>> {
    let right = found.len().div_ceil(2);
    let half = (right as f64 * ROW / 2.0).max(110.0);
    let across = (half * 0.8).clamp(190.0, 300.0);
    let row = |row: usize, rows: usize| (row as f64 + 0.5) * 2.0 * half / rows as f64 - half;
    let side = |y: f64| across * (1.0 - (y / (half * 1.06)).powi(2)).max(0.0).sqrt();
    let place = |number: usize| {
        if number < right {
            let y = row(number, right);
            (side(y), y)
        } else {
            let y = row(found.len() - 1 - number, found.len() - right);
            (-side(y), y)
        }
    };
    found.iter().enumerate().map(|(n, &(at, edge))| Neighbour { at, edge, place: place(n) }).collect()
}

/// Thin curves between neighbours that are joined to each other, bent towards the middle. Returns how many.
fn draw_between(graph: &ExportGraph, neighbours: &[Neighbour<'_>], canvas: &mut Canvas) -> usize {
    let mut places = vec![None; graph.nodes.len()];
    for neighbour in neighbours {
        places[neighbour.at] = Some(neighbour.place);
    }
    let ends = |edge: &Edge| places[edge.source as usize].zip(places[edge.target as usize]);
    let joined: Vec<_> = graph.edges.iter().filter_map(|edge| ends(edge).map(|ends| (edge, ends))).collect();
    let most = joined.iter().map(|(edge, _)| edge.weight).fold(0.0, f64::max);
    for (edge, (a, b)) in &joined {
        let bend = (f64::midpoint(a.0, b.0) * 0.45, f64::midpoint(a.1, b.1) * 0.45);
        let path = [*a, bend, *b].map(|(x, y)| format!("{} {}", short(x), short(y)));
        let path = format!("M{}Q{} {}", path[0], path[1], path[2]);
        let width = 0.6 + 1.4 * (edge.weight / most).sqrt();
        canvas.line(&path, width, "#dbe2ea", &edge_title(graph, edge));
    }
    joined.len()
}

fn draw_spoke(graph: &ExportGraph, neighbour: &Neighbour<'_>, most: f64, canvas: &mut Canvas) {
    let (x, y) = neighbour.place;
    let colour = hex(tint(graph.nodes[neighbour.at].colour));
    let width = 1.0 + 7.0 * (neighbour.edge.weight / most).sqrt();
    let path = format!("M0 0L{} {}", short(x), short(y));
    canvas.line(&path, width, &colour, &edge_title(graph, neighbour.edge));
}

fn draw_neighbour(graph: &ExportGraph, neighbour: &Neighbour<'_>, canvas: &mut Canvas) {
    let node = &graph.nodes[neighbour.at];
    let radius = 4.0 + (node.size / 100.0).min(1.0) * 7.0;
    canvas.disc(neighbour.place, radius, node, &title(graph, neighbour.at));
    let (x, y) = neighbour.place;
    let name = fields::label(node, neighbour.at);
    let label = Label { addition: neighbour.edge.count().to_string(), ..Label::of(&name, 14.0) };
    if x >= 0.0 {
        canvas.label((x + radius + 7.0, y), Anchor::Start, &label);
    } else {
        canvas.label((x - radius - 7.0, y), Anchor::End, &label);
    }
}

/// What a viewer shows of a node.
pub(super) fn title(graph: &ExportGraph, at: usize) -> String {
    let node = &graph.nodes[at];
    format!(
        "{} ({}): {} mentions in {} articles",
        fields::label(node, at),
        node.kind,
        node.mentions,
        node.articles
    )
}

/// What a viewer shows of an edge.
pub(super) fn edge_title(graph: &ExportGraph, edge: &Edge) -> String {
    let counted =
        |count: u64, noun: &str| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    let (times, articles) = (counted(edge.count(), "time"), counted(edge.articles(), "article"));
    format!("{}: {times} in {articles}", fields::edge_label(graph, edge))
}
