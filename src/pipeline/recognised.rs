//! The sources of an item with what is recognised in them, some at a time: of a large table not all mentions are held at once.

use crate::corpus::Source;
use crate::recognise::{Recognised, Recogniser, Scratch};

/// Sources that are recognised together: a few batches of articles.
const TOGETHER: usize = 64;

/// Each source with the mentions of its articles, in order.
pub(super) fn recognised(
    recogniser: &Recogniser,
    sources: Vec<Source>,
    scratch: &mut Scratch,
) -> impl Iterator<Item = (Source, Vec<Recognised>)> {
    let mut sources = sources.into_iter();
    let some = move || {
        let some: Vec<Source> = sources.by_ref().take(TOGETHER).collect();
        let found = recogniser.recognise_all(some.iter().flat_map(|source| &source.articles), scratch);
        (!some.is_empty()).then(|| each(some, found))
    };
    std::iter::from_fn(some).flatten()
}

/// Parts what was found in all articles by their sources.
fn each(sources: Vec<Source>, found: Vec<Recognised>) -> impl Iterator<Item = (Source, Vec<Recognised>)> {
    let mut found = found.into_iter();
    sources.into_iter().map(move |source| {
        let found = found.by_ref().take(source.articles.len()).collect();
        (source, found)
    })
}
