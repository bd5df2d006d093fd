//! What is said at the end of a run.

use std::time::Duration;

use guanxi::pipeline::Tally;
use jiff::civil::Date;

use super::screen::Talk;

/// A line about a `tag` run.
pub(super) fn of_tag(talk: Talk, tally: &Tally, time: Duration) {
    let kinds: Vec<String> =
        tally.mentions.iter().map(|(kind, count)| format!("{kind} {}", thousands(*count))).collect();
    talk.say(format_args!(
        "{}, {}{}{}{} in {}",
        counted(tally.articles, "article"),
        counted(tally.all_mentions(), "mention"),
        if kinds.is_empty() { "" } else { ": " },
        kinds.join(", "),
        if tally.ambiguous > 0 {
            format!(" ({} ambiguous)", thousands(tally.ambiguous))
        } else {
            String::new()
        },
        seconds(time),
    ));
}

/// `1 article`, `1,234 articles`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        _ if count == 1 => noun.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    };
    format!("{} {plural}", thousands(count))
}

/// `1,234,567`.
pub(super) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `0.4 s`, `12 s`, `3 min 20 s`.
pub(super) fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        whole @ 10..120 => format!("{whole} s"),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

/// `2022-03-08 to 2024-11-21`, one day, or nothing.
pub(super) fn period(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}

/// `512 bytes`, `3.4 MB`: decimal, as disks are sold.
pub(super) fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", count as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.1} GB", count as f64 / 1e9),
    }
}
