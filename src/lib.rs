//! guanxi builds an entity-and-relation graph from Chinese text.
