//! What was measured, on the terminal and in `benches/record`.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// Prints a line and appends it to `benches/record/<bench>.tsv` with the date, the machine and the commit.
pub(crate) fn tell(bench: &str, what: &str, here: (&str, f64), beside: (&str, f64)) {
    let ratio = here.1 / beside.1;
    println!("{what}: {ratio:.3} ({} {:.2}, {} {:.2})", here.0, here.1, beside.0, beside.1);
    let mut line = format!("{}\t{}\t{}\t{what}\t{ratio:.3}\t", date(), machine(), commit());
    let _ = writeln!(line, "{}\t{:.3}\t{}\t{:.3}", here.0, here.1, beside.0, beside.1);
    append(bench, "date\tmachine\tcommit\twhat\tratio\there\tvalue\tbeside\tvalue\n", &line);
}

/// Appends a line to `benches/record/<bench>.tsv`, which begins with `header`.
pub(crate) fn append(bench: &str, header: &str, line: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/record");
    let path = folder.join(format!("{bench}.tsv"));
    let whole = if path.exists() { line.to_owned() } else { format!("{header}{line}") };
    let file = OpenOptions::new().create(true).append(true).open(&path);
    if let Err(error) = file.and_then(|mut file| file.write_all(whole.as_bytes())) {
        eprintln!("{}: not recorded: {error}", path.display());
    }
}

pub(crate) fn date() -> String {
    output("date", &["-u", "+%Y-%m-%dT%H:%MZ"])
}

/// Asked once: the record that a run writes would make the tree dirty.
pub(crate) fn commit() -> String {
    static COMMIT: OnceLock<String> = OnceLock::new();
    COMMIT.get_or_init(|| output("git", &["describe", "--always", "--dirty"])).clone()
}

fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{count} × {}", model.trim_start_matches([' ', '\t', ':']))
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.ok().filter(|text| !text.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}
