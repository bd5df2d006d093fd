//! Builds that were begun and have not ended: a note beside the graph, which outlives an interruption and a kill.

use std::path::Path;

use guanxi::export::write_bytes;

/// The file in the folder of the store: a JSON array of what was given to each build.
const FILE: &str = "unfinished.json";

/// What the builds that have not ended were given.
pub(super) fn read(store: &Path) -> Vec<String> {
    let text = std::fs::read(store.join(FILE)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// Notes that a build of this begins.
pub(super) fn begin(store: &Path, what: &str) -> anyhow::Result<()> {
    let mut builds = read(store);
    if builds.iter().any(|build| build == what) {
        return Ok(());
    }
    builds.push(what.to_owned());
    write(store, &builds)
}

/// Notes that nothing of this is left to build.
pub(super) fn end(store: &Path, what: &str) -> anyhow::Result<()> {
    let mut builds = read(store);
    let before = builds.len();
    builds.retain(|build| build != what);
    if builds.len() == before { Ok(()) } else { write(store, &builds) }
}

fn write(store: &Path, builds: &[String]) -> anyhow::Result<()> {
    let file = store.join(FILE);
    if builds.is_empty() {
        return Ok(std::fs::remove_file(file)?);
    }
    Ok(write_bytes(&serde_json::to_vec(builds)?, &file)?)
}

/// What is said of them; none if there are none.
pub(super) fn told(store: &Path) -> Option<String> {
    let builds = read(store);
    let they = if builds.len() == 1 { "it" } else { "them" };
    (!builds.is_empty()).then(|| {
        format!(
            "build {}: begun and not ended, the same command carries on; the graph has a part of {they}",
            builds.join(", build ")
        )
    })
}
