//! Colours and sizes. Colours follow Okabe & Ito, "Color Universal Design" (2008): told apart by colour-blind readers too.

use std::collections::BTreeSet;

use super::ExportGraph;
use super::model::{Number, Values};

/// Red, green, blue.
type Colour = [u8; 3];

const BLUE: Colour = [0, 114, 178];
const ORANGE: Colour = [230, 159, 0];
const GREEN: Colour = [0, 158, 115];
const PURPLE: Colour = [204, 121, 167];
const SKY: Colour = [86, 180, 233];
const VERMILION: Colour = [213, 94, 0];
const YELLOW: Colour = [240, 228, 66];
const GREY: Colour = [153, 153, 153];

/// For kinds of the user's own, in alphabetical order, over and over.
const OTHER_KINDS: [Colour; 4] = [SKY, VERMILION, YELLOW, GREY];

/// For communities 0, 1, …: Okabe–Ito, then the darker ones of Paul Tol's muted scheme; later communities are grey.
const COMMUNITIES: [Colour; 13] = [
    BLUE,
    ORANGE,
    GREEN,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    [51, 34, 136],
    [136, 34, 85],
    [17, 119, 51],
    [221, 204, 119],
    [170, 68, 153],
    [68, 170, 153],
];

/// The colour of each kind in the graph, sorted by kind: what a legend shows.
#[must_use]
pub fn legend(graph: &ExportGraph) -> Vec<(String, [u8; 3])> {
    let kinds: BTreeSet<&str> = graph.nodes.iter().map(|node| node.kind.as_str()).collect();
    let mut others = OTHER_KINDS.into_iter().cycle();
    kinds
        .into_iter()
        .map(|kind| {
            let colour = match kind {
                "organisation" => BLUE,
                "person" => ORANGE,
                "place" => GREEN,
                "programme" => PURPLE,
                _ => others.next().unwrap_or(GREY),
            };
            (kind.to_owned(), colour)
        })
        .collect()
}

/// Colours the nodes by kind.
pub fn colour_by_kind(graph: &mut ExportGraph) {
    let legend = legend(graph);
    for node in &mut graph.nodes {
        let found = legend.iter().find(|(kind, _)| kind == node.kind.as_str());
        node.colour = found.map_or(GREY, |(_, colour)| *colour);
    }
}

/// Colours the nodes by a column of class numbers such as `community`: the first thirteen classes have colours of their
/// own, the others are grey. Without such a column all are grey.
pub fn colour_by_class(graph: &mut ExportGraph, name: &str) {
    let classes = graph.node_columns.iter().find(|c| c.name == name).map(|c| &c.values);
    for (at, node) in graph.nodes.iter_mut().enumerate() {
        let class = match classes {
            Some(Values::Whole(values)) => values.get(at).copied(),
            _ => None,
        };
        let colour = class.and_then(|c| COMMUNITIES.get(usize::try_from(c).ok()?));
        node.colour = colour.copied().unwrap_or(GREY);
    }
}

/// Sizes the nodes by mentions.
pub fn size_by_mentions(graph: &mut ExportGraph) {
    let mentions: Vec<f64> = graph.nodes.iter().map(|node| node.mentions as f64).collect();
    for (node, size) in graph.nodes.iter_mut().zip(sizes(&mentions)) {
        node.size = size;
    }
}

/// Sizes the nodes by a measure; nodes for which it is undefined get the smallest size.
pub fn size_by(graph: &mut ExportGraph, name: &str) {
    let Some(column) = graph.node_columns.iter().find(|c| c.name == name) else { return };
    let values: Vec<f64> = (0..graph.nodes.len())
        .map(|at| match column.get(at) {
            Some(Number::Whole(value)) => value as f64,
            Some(Number::Real(value)) => value,
            None => 0.0,
        })
        .collect();
    for (node, size) in graph.nodes.iter_mut().zip(sizes(&values)) {
        node.size = size;
    }
}

/// The colour as web pages write it: `#0072b2`.
pub(super) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The colour mixed with one and a half times as much white.
pub(super) fn tint(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|part| part + ((255 - part) / 5) * 3)
}

/// A radius for each value, from 4 for the smallest to 100 for the largest, so that area grows evenly with the value.
/// With exactly these ends Gephi's importer rescales nothing. Equal values all get 4. Rounded to hundredths.
///
/// ```
/// use guanxi::export::sizes;
/// assert_eq!(sizes(&[0.0, 25.0, 100.0]), [4.0, 52.0, 100.0]);
/// ```
#[must_use]
pub fn sizes(values: &[f64]) -> Vec<f64> {
    let roots: Vec<f64> =
        values.iter().map(|v| if v.is_finite() { v.max(0.0).sqrt() } else { 0.0 }).collect();
    let least = roots.iter().copied().fold(f64::INFINITY, f64::min);
    let most = roots.iter().copied().fold(0.0, f64::max);
    let spread = most - least;
    let scale = |root: f64| if spread > 0.0 { 4.0 + 96.0 * (root - least) / spread } else { 4.0 };
    roots.into_iter().map(|root| (scale(root) * 100.0).round() / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_fill_the_range_that_gephi_leaves_alone() {
        assert_eq!(sizes(&[]), Vec::<f64>::new());
        assert_eq!(sizes(&[7.0, 7.0]), [4.0, 4.0]);
        assert_eq!(sizes(&[f64::NAN, -1.0, 4.0, 1.0]), [4.0, 4.0, 100.0, 52.0]);
    }
}
