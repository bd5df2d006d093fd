//! What a user may rely on: the same bytes whatever the threads and the order of files, exact forgetting, clear refusals, the
//! sample questions, and the published co-occurrence networks through the command itself.

mod bytes;
mod quality;
mod questions;
mod refusals;
mod sources;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use support::folders::{copy, files_under, root};

/// Copies the sample pages; gives their names.
fn copy_news(to: &Path) -> Vec<String> {
    copy(&root().join("examples/news"), to);
    let files = files_under(to).into_iter();
    let names = files.map(|path| format!("news/{}", path.file_name().unwrap().to_string_lossy()));
    names.filter(|name| !name.ends_with("README.md")).collect()
}
