//! guanxi builds an entity-and-relation graph from Chinese text and keeps the sentence behind every edge.
//!
//! Data goes one way: `text < dictionary < corpus < recognise < relate < store < graph < export`;
//! a module imports only from its left (`tests/architecture.rs` holds that).

pub mod corpus;
pub mod dictionary;
pub mod evaluate;
pub mod export;
pub mod graph;
pub mod pipeline;
pub mod recognise;
pub mod relate;
pub mod store;
pub mod text;
