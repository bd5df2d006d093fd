//! From rows of a snapshot to an [`ExportGraph`]. What goes in was selected before.

use std::collections::HashMap;

use crate::store::{EntityRow, Snapshot};

use super::style::{colour_by_kind, size_by_mentions};
use super::{Edge, ExportError, ExportGraph, Node};

/// The graph of these nodes and relations of a snapshot, in any order and with repeats. Weighed by count, coloured by
/// kind, sized by mentions, without places. O(n log n).
///
/// # Errors
/// [`ExportError::Empty`] without nodes; [`ExportError::Model`] if a number is not of this snapshot or a relation ends
/// at a node that was not selected.
pub fn gather(snapshot: &Snapshot, nodes: &[u32], relations: &[u32]) -> Result<ExportGraph, ExportError> {
    let nodes = sorted(nodes, snapshot.entity_count(), "node")?;
    let relations = sorted(relations, snapshot.relation_count(), "relation")?;
    let place: HashMap<u32, u32> = nodes.iter().zip(0u32..).map(|(&node, at)| (node, at)).collect();
    let mut graph = ExportGraph {
        nodes: nodes.iter().map(|&number| node(snapshot.entity(number))).collect(),
        ..ExportGraph::default()
    };
    for relation in relations {
        let row = snapshot.relation(relation);
        let (Some(&source), Some(&target)) = (place.get(&row.a), place.get(&row.b)) else {
            let rule = format!("relation {relation} ends at an entity that was not selected");
            return Err(ExportError::Model(rule));
        };
        let weight = row.count() as f64;
        let mut dated: Vec<_> = row.dated().collect();
        dated.shrink_to_fit();
        graph.edges.push(Edge { source, target, relation, weight, dated });
    }
    colour_by_kind(&mut graph);
    size_by_mentions(&mut graph);
    graph.check()?;
    Ok(graph)
}

fn sorted(numbers: &[u32], count: usize, what: &str) -> Result<Vec<u32>, ExportError> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    match numbers.last() {
        Some(&last) if last as usize >= count => {
            Err(ExportError::Model(format!("there is no {what} {last} in this snapshot")))
        }
        _ => Ok(numbers),
    }
}

fn node(row: &EntityRow) -> Node {
    Node {
        id: row.id.as_str().to_owned(),
        label: row.name.clone(),
        kind: row.kind.clone(),
        within: row.within.clone(),
        aliases: row.aliases.clone(),
        surfaces: row.surfaces.clone(),
        mentions: row.mentions,
        articles: row.articles,
        first: row.first,
        last: row.last,
        position: None,
        size: 4.0,
        colour: [0; 3],
    }
}
