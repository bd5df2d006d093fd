//! A laid-out graph: discs where they stand, and as many labels as fit without covering a label or a disc. Where there
//! is no such room, a label may cover discs well smaller than its own: it has a halo, and large discs want a name.

use crate::export::{ExportGraph, fields};

use super::canvas::{Anchor, Canvas, Label, short};
use super::ego::{edge_title, title};

/// The longer side of the drawing.
const SIDE: f64 = 1200.0;

/// Left, top, right, bottom.
type Area = [f64; 4];

/// Draws these nodes and edges (positions in the graph, sorted); see [`super::write_map`].
pub(super) fn draw(graph: &ExportGraph, nodes: &[usize], edges: &[usize]) -> Canvas {
    let mut canvas = Canvas::default();
    let places = scaled(graph, nodes);
    let place = |end: u32| nodes.binary_search(&(end as usize)).map_or((0.0, 0.0), |at| places[at]);
    let most = edges.iter().map(|&at| graph.edges[at].weight).fold(0.0, f64::max);
    for edge in edges.iter().map(|&at| &graph.edges[at]) {
        let (a, b) = (place(edge.source), place(edge.target));
        let width = 0.5 + 5.0 * (edge.weight / most).sqrt();
        let path = format!("M{} {}L{} {}", short(a.0), short(a.1), short(b.0), short(b.1));
        canvas.line(&path, width, "#d5dbe3", &edge_title(graph, edge));
    }
    let radii: Vec<f64> = nodes.iter().map(|&at| 3.0 + graph.nodes[at].size * 0.19).collect();
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|&a, &b| radii[b].total_cmp(&radii[a]).then(a.cmp(&b)));
    for &n in &order {
        canvas.disc(places[n], radii[n], &graph.nodes[nodes[n]], &title(graph, nodes[n]));
    }
    let mut taken: Vec<Area> = Vec::new();
    for &n in &order {
        let node = &graph.nodes[nodes[n]];
        let label = Label::of(&fields::label(node, nodes[n]), 11.0 + (node.size / 100.0).min(1.0) * 8.0);
        let free = |least: f64| {
            let clear = |area: &Area| {
                let meets = taken.iter().any(|other| meet(area, other));
                !meets && !covers(area, n, least, (&places, &radii))
            };
            spots(places[n], radii[n], &label).into_iter().find(|(_, _, area)| clear(area))
        };
        let free = free(0.0).or_else(|| free(radii[n] * 0.7));
        if let Some((point, anchor, area)) = free {
            canvas.label(point, anchor, &label);
            taken.push(area);
        }
    }
    canvas
}

/// Places on the sheet: the longer side fills it, y points down.
fn scaled(graph: &ExportGraph, nodes: &[usize]) -> Vec<(f64, f64)> {
    let places: Vec<(f64, f64)> =
        nodes.iter().map(|&at| graph.nodes[at].position.unwrap_or_default()).collect();
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let values = places.iter().map(of);
        (values.clone().fold(f64::MAX, f64::min), values.fold(f64::MIN, f64::max))
    };
    let ((left, right), (low, high)) = (bounds(|p| p.0), bounds(|p| p.1));
    let extent = (right - left).max(high - low);
    let ratio = if extent > 0.0 { SIDE / extent } else { 1.0 };
    places.iter().map(|(x, y)| ((x - left) * ratio, (high - y) * ratio)).collect()
}

/// Where a label may stand, best first: right, left, below, above, in the middle of a large disc.
fn spots((x, y): (f64, f64), radius: f64, label: &Label) -> Vec<((f64, f64), Anchor, Area)> {
    let (width, half) = (label.width(), label.size * 0.62);
    let beside = radius + 4.0;
    let under = radius + half + 1.0;
    let mut spots = vec![
        ((x + beside, y), Anchor::Start, [x + beside, y - half, x + beside + width, y + half]),
        ((x - beside, y), Anchor::End, [x - beside - width, y - half, x - beside, y + half]),
    ];
    for middle in [y + under, y - under] {
        let area = [x - width / 2.0, middle - half, x + width / 2.0, middle + half];
        spots.push(((x, middle), Anchor::Middle, area));
    }
    spots
}

fn meet(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether the area covers a disc other than that of node `own` with a radius of at least `least`.
fn covers(area: &Area, own: usize, least: f64, (places, radii): (&[(f64, f64)], &[f64])) -> bool {
    places.iter().zip(radii).enumerate().any(|(n, (&(x, y), &radius))| {
        let (near_x, near_y) = (x.clamp(area[0], area[2]), y.clamp(area[1], area[3]));
        n != own && radius >= least && (x - near_x).hypot(y - near_y) < radius
    })
}
