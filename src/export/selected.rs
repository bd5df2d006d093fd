//! From a selection to an [`ExportGraph`] with its measures, and from the store to its evidence: where export meets the
//! stages before it.

use crate::graph::{
    GraphView, Network, Selection, Subgraph, betweenness, communities, cores, degrees, layout, page_rank,
    strengths,
};
use crate::relate::Measure;
use crate::store::{Evidence, EvidenceOptions, Period, Snapshot};

use super::{Column, ExportError, ExportGraph, Quote, QuoteError, gather, size_by_mentions};

/// The graph of what a selection chose: counts of its period, weighed by its measure. Relations that do not weigh above 0
/// cannot be drawn or walked and are left out; how many is given beside the graph. O(n log n).
///
/// # Errors
/// [`ExportError::Empty`] if nothing was chosen, [`ExportError::Model`] if it was chosen from another snapshot.
pub fn gather_selected(
    snapshot: &Snapshot,
    selection: &Selection,
    chosen: &Subgraph,
) -> Result<(ExportGraph, usize), ExportError> {
    let heavy = |weight: f64| weight.is_finite() && weight > 0.0;
    let kept: Vec<_> = chosen.relations.iter().filter(|row| heavy(row.weight)).collect();
    let relations: Vec<u32> = kept.iter().map(|row| row.relation).collect();
    let mut graph = gather(snapshot, &chosen.nodes, &relations)?;
    let period = selection.period();
    if !period.is_all() {
        count_anew(&mut graph, snapshot, &chosen.nodes, &period);
    }
    for edge in &mut graph.edges {
        let at = kept.binary_search_by_key(&edge.relation, |row| row.relation);
        edge.weight = at.map_or(edge.weight, |at| kept[at].weight);
        edge.dated.retain(|dated| period.holds(dated.day));
    }
    Ok((graph, chosen.relations.len() - kept.len()))
}

/// Has the nodes, in the order of their numbers, say what is counted of them in a period.
fn count_anew(graph: &mut ExportGraph, snapshot: &Snapshot, numbers: &[u32], period: &Period) {
    for (node, &number) in graph.nodes.iter_mut().zip(numbers) {
        let counts = snapshot.counts_in(number, period);
        (node.mentions, node.articles) = (counts.mentions, counts.articles);
        (node.first, node.last) = (counts.first, counts.last);
    }
    size_by_mentions(graph);
}

/// Adds a column for each measure of relations; `count` and `articles` are there already. The period is the selection's.
pub fn measure_edges(
    graph: &mut ExportGraph,
    snapshot: &Snapshot,
    selection: &Selection,
    measures: &[Measure],
) {
    for &measure in measures.iter().filter(|m| !matches!(m, Measure::Count | Measure::Articles)) {
        let period =
            Selection { measure, since: selection.since, until: selection.until, ..Selection::default() };
        let view = GraphView::of(snapshot, &period);
        let values = graph.edges.iter().map(|edge| view.weight(edge.relation)).collect();
        graph.edge_columns.retain(|column| column.name != measure.as_str());
        graph.edge_columns.push(Column::real(measure.as_str(), values));
    }
}

/// What [`measure_nodes`] found besides columns.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeMeasures {
    /// Nodes of each community, the largest first.
    pub communities: Vec<usize>,
    /// Modularity of the communities.
    pub modularity: f64,
    /// Starts that betweenness was sampled from; as many as nodes if it is exact.
    pub pivots: usize,
}

/// Starts from which betweenness is sampled in graphs with more nodes.
const PIVOTS: usize = 256;

/// Adds `degree`, `weighted_degree`, `pagerank`, `betweenness`, `core` and `community`; where betweenness is sampled also
/// its standard error. Takes the place of columns of these names. O(256 · edges).
pub fn measure_nodes(graph: &mut ExportGraph, seed: u64) -> NodeMeasures {
    let network = network(graph);
    let between = betweenness(&network, PIVOTS, seed);
    let found = communities(&network, seed);
    let mut columns = vec![
        Column::whole("degree", degrees(&network)),
        Column::real("weighted_degree", strengths(&network)),
        Column::real("pagerank", page_rank(&network)),
        Column::real("betweenness", between.values),
        Column::whole("core", cores(&network)),
        Column::whole("community", found.of.iter().map(|&of| u64::from(of)).collect()),
    ];
    if between.pivots < graph.nodes.len() {
        columns.insert(4, Column::real("betweenness_error", between.errors));
    }
    graph.node_columns.retain(|old| columns.iter().all(|new| new.name != old.name));
    graph.node_columns.extend(columns);
    NodeMeasures { communities: found.sizes, modularity: found.modularity, pivots: between.pivots }
}

/// Lays the graph out with `ForceAtlas2` so that no node covers another. The same seed gives the same places.
///
/// # Errors
/// None for a graph that [`ExportGraph::check`] accepts.
pub fn lay_out(graph: &mut ExportGraph, seed: u64) -> Result<(), ExportError> {
    let sizes: Vec<f64> = graph.nodes.iter().map(|node| node.size).collect();
    let places = layout(&network(graph), &sizes, seed);
    graph.place(&places)
}

fn network(graph: &ExportGraph) -> Network {
    let edges: Vec<(u32, u32, f64)> = graph.edges.iter().map(|e| (e.source, e.target, e.weight)).collect();
    Network::new(graph.nodes.len(), &edges)
}

/// Evidence for the relations of a snapshot, newest first, from the selection's period.
pub fn quotes_of_snapshot<'a>(
    snapshot: &'a Snapshot,
    selection: &Selection,
) -> impl FnMut(u32, usize) -> Result<Vec<Quote>, QuoteError> + 'a {
    let (since, until) = (selection.since, selection.until);
    move |relation, limit| {
        let (a, b) = snapshot.ends(relation);
        let options = EvidenceOptions { limit, since, until, newest_first: true };
        Ok(snapshot.evidence(a, b, &options)?.into_iter().map(Quote::from).collect())
    }
}

impl From<Evidence> for Quote {
    fn from(evidence: Evidence) -> Self {
        let place = evidence.sources.into_iter().next().map(|place| (place.source, place.record));
        let (source, record) = place.unwrap_or_default();
        Self {
            text: evidence.text,
            source,
            record,
            line: evidence.line,
            title: evidence.title,
            date: evidence.date,
            a: evidence.a_spans,
            b: evidence.b_spans,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::dictionary::{EntityId, Kind};
    use crate::export::Number;
    use crate::store::{Dated, EntityRow, RelationRow};

    fn snapshot() -> Snapshot {
        let row = |name: &str, windows| EntityRow {
            mentions: windows,
            windows,
            articles: 1,
            ..EntityRow::new(EntityId::new(&Kind::PLACE, name, None), Kind::PLACE, name.to_owned())
        };
        let dated = |day: Option<Date>, count| Dated { day, count, articles: 1 };
        let relations = vec![
            RelationRow { a: 0, b: 1, dated: vec![dated(None, 4), dated(Some(date(2023, 5, 1)), 2)] },
            RelationRow { a: 0, b: 2, dated: vec![dated(Some(date(2020, 1, 1)), 1)] },
            RelationRow { a: 1, b: 2, dated: vec![dated(Some(date(2023, 6, 1)), 1)] },
        ];
        Snapshot::from_rows(1, 100, 9, vec![row("a", 50), row("b", 6), row("c", 40)], relations)
    }

    #[test]
    fn a_period_keeps_its_own_counts_and_its_own_relations() {
        let selection = Selection { since: Some(date(2023, 1, 1)), ..Selection::default() };
        let snapshot = snapshot();
        let (graph, left_out) = gather_selected(&snapshot, &selection, &selection.select(&snapshot)).unwrap();
        let counts: Vec<_> = graph.edges.iter().map(|e| (e.source, e.target, e.count(), e.weight)).collect();
        assert_eq!(counts, [(0, 1, 2, 2.0), (1, 2, 1, 1.0)]);
        assert_eq!(left_out, 0);
    }

    #[test]
    fn relations_that_weigh_nothing_are_left_out_and_counted() {
        let selection = Selection { measure: Measure::Npmi, ..Selection::default() };
        let snapshot = snapshot();
        let (mut graph, left_out) =
            gather_selected(&snapshot, &selection, &selection.select(&snapshot)).unwrap();
        assert_eq!((graph.edges.len(), left_out), (1, 2), "0–2 and 1–2 meet less often than by chance");
        measure_edges(&mut graph, &snapshot, &selection, &[Measure::Count, Measure::Npmi, Measure::Dice]);
        let weight = graph.edges[0].weight;
        assert_eq!(graph.edge_columns[0].get(0), Some(Number::Real(weight)));
        assert_eq!(graph.edge_columns.len(), 2);
        graph.check().unwrap();
    }

    #[test]
    fn nodes_are_measured_once_however_often_it_is_asked() {
        let snapshot = snapshot();
        let (mut graph, _) =
            gather_selected(&snapshot, &Selection::default(), &Selection::default().select(&snapshot))
                .unwrap();
        let measures = measure_nodes(&mut graph, 1);
        assert_eq!((measures.communities, measures.pivots), (vec![3], 3));
        measure_nodes(&mut graph, 1);
        let names: Vec<&str> = graph.node_columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["degree", "weighted_degree", "pagerank", "betweenness", "core", "community"]);
        graph.check().unwrap();
    }
}
