//! What the writers write, read back by parsers that know nothing of them.

mod any_text;
#[path = "../readers/gexf.rs"]
mod gexf;
#[path = "../readers/graphml.rs"]
mod graphml;
#[path = "../readers/graphs.rs"]
mod graphs;
#[path = "../readers/hostile.rs"]
mod hostile;
mod lists;
mod long;
mod pictures;
mod refusals;
mod report;
#[path = "../readers/same.rs"]
mod same;
#[path = "../support/mod.rs"]
mod support;
mod xml;
