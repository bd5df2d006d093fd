//! From files to articles: encodings, line re-joining, article splitting, dates. Knows nothing of names.

mod article;

pub use article::{Article, Source};
