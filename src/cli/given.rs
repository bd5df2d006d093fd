//! A file of names that is read at once, or standard input.

use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use guanxi::dictionary::decode;

use super::interrupt;

/// How long standard input is waited for before Ctrl-C is looked for.
const PAUSE: Duration = Duration::from_millis(50);

/// The name that problems give, and the text, decoded.
pub(super) fn given(file: &Path) -> anyhow::Result<(String, String)> {
    let bytes = if file.as_os_str() == "-" {
        standard_input()?
    } else {
        std::fs::read(file).with_context(|| format!("{}: cannot read it", file.display()))?
    };
    Ok((file.to_string_lossy().replace('\\', "/"), decode(&bytes)))
}

/// All of standard input, unless Ctrl-C comes before its end.
fn standard_input() -> anyhow::Result<Vec<u8>> {
    let (sender, all) = channel();
    // Left to itself where it is not waited for.
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        sender.send(read.map(|_| bytes))
    });
    loop {
        match all.recv_timeout(PAUSE) {
            Err(RecvTimeoutError::Timeout) if interrupt::pressed() => {
                bail!("interrupted: nothing was done")
            }
            Err(RecvTimeoutError::Timeout) => {}
            read => return read?.context("standard input: cannot read it"),
        }
    }
}
