//! How fast questions are answered, beside petgraph, networkx, igraph and rustworkx on the same graph in the same run.
//!
//! `PYTHON=… cargo bench --bench ask [-- ENTITIES RELATIONS] [warm] [cold] [whole] [own] [LIBRARY …]`, by default 1,000,000
//! and 10,000,000, all parts but the last, and all libraries. *Warm*: through the library on a random graph with a power
//! law; the answers of both sides must agree. *Cold*: the commands `path` and `near` on a store of 100,000 entities and
//! 2,000,000 relations beside a Python that loads and asks igraph. *Whole*: what looks at every relation; no race, nothing
//! is recorded. *Own*: our side of *warm* alone, for a profile.

mod cold;
mod made;
#[path = "../measure/mod.rs"]
mod measure;
mod peers;
mod race;
mod warm;
mod whole;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let &[nodes, relations] = sizes.first_chunk().unwrap_or(&[1_000_000, 10_000_000]);
    let named = |part: &str| arguments.iter().any(|argument| argument == part);
    let asked = |part| named(part) || !["warm", "cold", "whole", "own"].into_iter().any(named);
    if asked("cold") {
        cold::race();
    }
    if asked("warm") || asked("whole") || named("own") {
        let edges = made::edges(nodes as u64, relations);
        let snapshot = made::snapshot(nodes as u32, &edges);
        let most = (0..nodes as u32).map(|node| snapshot.arcs(node).len()).max().unwrap_or(0);
        println!("{nodes} entities, {} relations, largest degree {most}", snapshot.relation_count());
        if asked("warm") {
            let all = !["petgraph", "networkx", "igraph", "rustworkx"].into_iter().any(named);
            warm::race(&snapshot, &edges, |library| all || named(library));
        }
        if named("own") {
            warm::own(&snapshot);
        }
        if asked("whole") {
            whole::measure(&snapshot);
        }
    }
}
