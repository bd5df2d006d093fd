//! A small graph of its own for algorithms that look at every relation: nodes `0..n`, weighted, undirected, in
//! compressed sparse rows.

/// Nodes `0..len` with their arcs. Weights below 0 and weights that are no numbers count as 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    offsets: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<f64>,
}

impl Network {
    /// A network of `len` nodes and edges `(a, b, weight)`. A pair should come once; an edge from a node to itself is
    /// left out. O(nodes + edges).
    ///
    /// # Panics
    /// If an end is not below `len`.
    ///
    /// ```
    /// use guanxi::graph::Network;
    /// let network = Network::new(3, &[(0, 1, 2.0), (1, 2, 3.0)]);
    /// assert_eq!(network.arcs(1).collect::<Vec<_>>(), [(0, 2.0), (2, 3.0)]);
    /// ```
    #[must_use]
    pub fn new(len: usize, edges: &[(u32, u32, f64)]) -> Self {
        let edges = || edges.iter().filter(|(a, b, _)| a != b);
        let mut offsets = vec![0usize; len + 1];
        for &(a, b, _) in edges() {
            offsets[a as usize + 1] += 1;
            offsets[b as usize + 1] += 1;
        }
        for node in 0..len {
            offsets[node + 1] += offsets[node];
        }
        let mut next = offsets.clone();
        let mut targets = vec![0u32; offsets[len]];
        let mut weights = vec![0f64; offsets[len]];
        for &(a, b, weight) in edges() {
            for (from, to) in [(a, b), (b, a)] {
                let at = &mut next[from as usize];
                targets[*at] = to;
                weights[*at] = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
                *at += 1;
            }
        }
        Self { offsets, targets, weights }
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of edges.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.targets.len() / 2
    }

    /// The nodes beside a node.
    #[must_use]
    pub fn neighbours(&self, node: u32) -> &[u32] {
        &self.targets[self.range(node)]
    }

    /// The nodes beside a node, with weights.
    pub fn arcs(&self, node: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.range(node);
        self.targets[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }

    /// Edges `(a, b, weight)` with `a < b`, by `a`.
    pub fn edges(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        let all = (0..self.len() as u32).flat_map(|a| self.arcs(a).map(move |(b, weight)| (a, b, weight)));
        all.filter(|(a, b, _)| a < b)
    }

    /// Number of edges of a node.
    #[must_use]
    pub fn degree(&self, node: u32) -> usize {
        self.range(node).len()
    }

    /// Sum of the weights of a node's edges.
    #[must_use]
    pub fn strength(&self, node: u32) -> f64 {
        self.weights[self.range(node)].iter().sum()
    }

    /// The network of some nodes (sorted), numbered anew in their order.
    pub(super) fn part(&self, nodes: &[u32]) -> Self {
        let inside = |&node: &u32| {
            self.arcs(node).filter(move |arc| node < arc.0).map(move |arc| (node, arc.0, arc.1))
        };
        let place = |node: u32| nodes.binary_search(&node).ok().map(|at| at as u32);
        let edges =
            nodes.iter().flat_map(inside).filter_map(|(a, b, weight)| Some((place(a)?, place(b)?, weight)));
        Self::new(nodes.len(), &edges.collect::<Vec<_>>())
    }

    /// The network whose nodes are `count` groups; edges between two groups become one, edges inside none.
    pub(super) fn merged(&self, group: &[u32], count: usize) -> Self {
        let ends = |(a, b, weight): (u32, u32, f64)| {
            let (a, b) = (group[a as usize], group[b as usize]);
            (a.min(b), a.max(b), weight)
        };
        let mut edges: Vec<(u32, u32, f64)> = self.edges().map(ends).filter(|(a, b, _)| a != b).collect();
        edges.sort_by_key(|&(a, b, _)| (a, b));
        edges.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        Self::new(count, &edges)
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        self.offsets[node as usize]..self.offsets[node as usize + 1]
    }
}
