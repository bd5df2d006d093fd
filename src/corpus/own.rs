//! Files that guanxi wrote itself: in a folder of documents they are none.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::packed::{GZIP, extension};

/// Bytes in which a mark stands.
const HEAD: u64 = 512;

/// Whether a file bears the mark of what `report`, `export` and `tag` write. Opens it if its extension is one of theirs.
pub(super) fn is_own(path: &Path) -> bool {
    let extension = extension(path).unwrap_or_default();
    let is_theirs = matches!(&*extension, "md" | "markdown" | "html" | "htm" | "jsonl" | "ndjson");
    is_theirs && File::open(path).and_then(head_of).is_ok_and(|head| is_marked(&head))
}

/// The first bytes of a file, unpacked.
fn head_of(file: File) -> io::Result<Vec<u8>> {
    let (mut file, mut head) = (BufReader::new(file), Vec::new());
    if file.fill_buf()?.starts_with(&GZIP) {
        MultiGzDecoder::new(file).take(HEAD).read_to_end(&mut head)?;
    } else {
        file.take(HEAD).read_to_end(&mut head)?;
    }
    Ok(head)
}

/// Whether a text begins as a report, an export or the mentions of an article do.
fn is_marked(head: &[u8]) -> bool {
    let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    head.starts_with(b"<!-- guanxi report -->")
        || (head.starts_with(b"<!doctype html>") && has(b"<meta name=\"generator\" content=\"guanxi\">"))
        || head.starts_with(b"{\"record\":\"entity\",\"id\":")
        || (head.starts_with(b"{\"source\":\"") && has(b"\",\"article\":") && has(b",\"title\":\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guanxi_writes_is_told_from_documents() {
        for (head, own) in [
            ("<!-- guanxi report -->\n# 关系", true),
            ("<!doctype html>\n<html lang=\"zh\">\n<meta name=\"generator\" content=\"guanxi\">", true),
            ("<!doctype html>\n<html lang=\"zh\">\n<meta charset=\"utf-8\">", false),
            ("{\"record\":\"entity\",\"id\":\"person:甲乙\"", true),
            ("{\"source\":\"a.txt\",\"article\":0,\"title\":\"\",", true),
            ("{\"source\":\"a.txt\",\"text\":\"赤峰\"}", false),
            ("{\"id\":1,\"text\":\"赤峰\"}", false),
            ("# 关系\n", false),
        ] {
            assert_eq!(is_marked(head.as_bytes()), own, "{head}");
        }
    }
}
