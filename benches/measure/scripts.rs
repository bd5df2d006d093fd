//! Scripts of `benches/python`: those that are asked, and those that run over the news.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use super::Seconds;

/// A script of `benches/python` that holds something and answers each line with a line.
pub(crate) struct Talk {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts it and gives the line it says first; none, with a word on it, if it says nothing.
    pub(crate) fn start(script: &str, arguments: &[&Path]) -> Option<(Self, String)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python").join(script);
        let (input, output) = (Stdio::piped(), Stdio::piped());
        let started = Command::new(python()).arg(&path).args(arguments).stdin(input).stdout(output).spawn();
        let mut child = started.ok()?;
        let mut said = BufReader::new(child.stdout.take()?);
        let mut line = String::new();
        said.read_line(&mut line).ok()?;
        if line.is_empty() {
            eprintln!("no race: {script} {arguments:?} needs its library of Python");
            return None;
        }
        Some((Self { child, said }, line))
    }

    pub(crate) fn ask(&mut self, what: &str) -> String {
        let mut line = String::new();
        let told = self.child.stdin.as_mut().expect("its input").write_all(format!("{what}\n").as_bytes());
        told.and_then(|()| self.said.read_line(&mut line)).expect("the script answers");
        line
    }

    pub(crate) fn process(&self) -> String {
        self.child.id().to_string()
    }
}

impl Drop for Talk {
    /// Its input ends, and so does it.
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Runs a script of `benches/python` over the first `most` bytes of the news: the megabytes of text it read, and its seconds.
/// None, with a word on it, where Python has not what it needs.
pub(crate) fn script(name: &str, news: &[u8], most: usize) -> Option<(f64, Seconds)> {
    let folder = tempfile::tempdir().ok()?;
    let end = memchr::memrchr(b'\n', &news[..news.len().min(most)])? + 1;
    let sample = folder.path().join("sample.jsonl");
    fs::write(&sample, &news[..end]).ok()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python").join(name);
    let output =
        Command::new(python()).arg(script).arg(&sample).arg(folder.path().join("out")).output().ok()?;
    let Ok(report) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
        let said = String::from_utf8_lossy(&output.stderr);
        eprintln!("no script: {}", said.lines().last().unwrap_or_default());
        return None;
    };
    let seconds = Seconds { wall: report["wall"].as_f64()?, cpu: report["cpu"].as_f64()? };
    Some((report["bytes"].as_f64()? / 1e6, seconds))
}

/// `$PYTHON`, or what the system calls so.
pub(crate) fn python() -> std::ffi::OsString {
    std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into())
}
