//! Peaks of memory, from `/proc`; no number where there is none.

use std::fs;
use std::process::Child;
use std::thread;
use std::time::Duration;

/// Megabytes resident at most so far, of a process or of `self`.
pub(crate) fn peak(process: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok())
        .map_or(f64::NAN, |kb| kb / 1000.0)
}

/// Sets the peak of a process back to what it uses now (Linux, proc(5)).
pub(crate) fn reset_peak(process: &str) {
    if let Err(error) = fs::write(format!("/proc/{process}/clear_refs"), "5") {
        eprintln!("peaks are those since the start: {error}");
    }
}

/// Megabytes resident at most until a process ends.
pub(crate) fn peak_to_the_end(mut child: Child) -> f64 {
    let (process, mut most) = (child.id().to_string(), f64::NAN);
    while child.try_wait().is_ok_and(|ended| ended.is_none()) {
        most = most.max(peak(&process));
        thread::sleep(Duration::from_millis(20));
    }
    most
}
