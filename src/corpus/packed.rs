//! What a file tells before it is read: its extension, and whether it is packed.

use std::path::Path;

/// What gzip begins with.
pub(super) const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The extension in small letters, `.gz` aside.
pub(super) fn extension(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let (_, extension) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
    Some(extension.to_owned())
}
