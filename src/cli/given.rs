//! A file of names that is read at once, or standard input.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use guanxi::dictionary::decode;

/// The name that problems give, and the text, decoded.
pub(super) fn given(file: &Path) -> anyhow::Result<(String, String)> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input: cannot read it")?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("{}: cannot read it", file.display()))?;
    }
    Ok((file.to_string_lossy().replace('\\', "/"), decode(&bytes)))
}
