//! The graph and the questions it answers. petgraph lives here and nowhere else.
