//! What looks at every relation.

use std::time::Instant;

use guanxi::graph::{Selection, betweenness, communities, cores, page_rank};
use guanxi::store::Snapshot;

pub(crate) fn measure(snapshot: &Snapshot) {
    let network = timed("select and copy", || Selection::default().select(snapshot).network());
    timed("PageRank", || page_rank(&network));
    timed("cores", || cores(&network));
    timed("betweenness, 32 starts", || betweenness(&network, 32, 1));
    let found = timed("communities", || communities(&network, 1));
    println!("{} communities, modularity {:.3}", found.sizes.len(), found.modularity);
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what:<34}{:>12.1?}", start.elapsed());
    result
}
