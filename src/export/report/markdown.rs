//! The report as Markdown: tables, and bars of block characters.

use std::io::{self, Write};

use super::{Report, thousands};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // By this mark a build leaves the page out.
    writeln!(out, "<!-- guanxi report -->\n\n# {}\n", text(&report.title))?;
    let numbers: Vec<String> = report.numbers.iter().map(|(what, n)| format!("**{n}** {what}")).collect();
    writeln!(out, "{}\n", numbers.join(" · "))?;
    writeln!(out, "| kind | entities | mentions |\n|---|---:|---:|")?;
    for line in &report.kinds {
        let [entities, mentions] = [line.entities, line.mentions].map(thousands);
        writeln!(out, "| {} | {entities} | {mentions} |", text(&line.kind))?;
    }
    if !report.times.is_empty() {
        writeln!(out, "\n## Articles over time\n\n```text")?;
        let most = report.times.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
        for (name, count) in &report.times {
            writeln!(out, "{name:7} {count:6} {}", bar(*count, most))?;
        }
        writeln!(out, "```")?;
    }
    writeln!(out, "\n## Who stands in the middle\n")?;
    writeln!(
        out,
        "| entity | kind | together | joined to | mentions | articles |\n|---|---|---:|---:|---:|---:|"
    )?;
    for l in &report.leaders {
        let name = text(&l.name);
        let [degree, mentions, articles] = [l.degree, l.mentions, l.articles].map(thousands);
        let together = thousands(l.together);
        writeln!(out, "| {name} | {} | {together} | {degree} | {mentions} | {articles} |", text(&l.kind))?;
    }
    writeln!(out, "\n## Strongest relations\n")?;
    for r in &report.relations {
        let names = r.names.each_ref().map(|name| text(name));
        writeln!(out, "- **{} – {}**: {}", names[0], names[1], r.counts)?;
        if !r.quote.is_empty() {
            writeln!(out, "  > {}", text(&r.quote))?;
        }
    }
    if !report.communities.is_empty() {
        writeln!(out, "\n## Who belongs together\n")?;
        for group in &report.communities {
            let names: Vec<String> = group.names.iter().map(|name| text(name)).collect();
            writeln!(out, "- {} ({} entities)", names.join(" · "), thousands(group.size as u64))?;
        }
        writeln!(out, "\nModularity {:.3}.", report.modularity)?;
    }
    Ok(())
}

/// A bar of at most forty characters; one at least for a count above 0.
fn bar(count: u64, most: u64) -> String {
    let length = (count * 40).div_ceil(most);
    "█".repeat(length as usize)
}

/// Text that no Markdown mark changes.
fn text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' | '$'
        ) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
