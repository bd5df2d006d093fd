//! The report as Markdown: tables, and bars of block characters.

use std::io::{self, Write};

use super::{Group, KindLine, Leader, Report, Strong, thousands};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // By this mark a build leaves the page out.
    writeln!(out, "<!-- guanxi report -->\n\n# {}\n", text(&report.title))?;
    let numbers: Vec<String> = report.numbers.iter().map(|(what, n)| format!("**{n}** {what}")).collect();
    writeln!(out, "{}\n", numbers.join(" · "))?;
    write_kinds(&report.kinds, out)?;
    if !report.times.is_empty() {
        write_times(&report.times, out)?;
    }
    write_leaders(&report.leaders, out)?;
    write_relations(&report.relations, out)?;
    if !report.communities.is_empty() {
        write_communities(&report.communities, report.modularity, out)?;
    }
    Ok(())
}

fn write_kinds(kinds: &[KindLine], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| kind | entities | mentions |\n|---|---:|---:|")?;
    for line in kinds {
        let [entities, mentions] = [line.entities, line.mentions].map(thousands);
        writeln!(out, "| {} | {entities} | {mentions} |", text(&line.kind))?;
    }
    Ok(())
}

fn write_times(times: &[(String, u64)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Articles over time\n\n```text")?;
    let most = times.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    for (name, count) in times {
        writeln!(out, "{name:7} {count:6} {}", bar(*count, most))?;
    }
    writeln!(out, "```")
}

fn write_leaders(leaders: &[Leader], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Who stands in the middle\n")?;
    writeln!(
        out,
        "| entity | kind | together | joined to | mentions | articles |\n|---|---|---:|---:|---:|---:|"
    )?;
    for l in leaders {
        let name = text(&l.name);
        let [degree, mentions, articles] = [l.degree, l.mentions, l.articles].map(thousands);
        let together = thousands(l.together);
        writeln!(out, "| {name} | {} | {together} | {degree} | {mentions} | {articles} |", text(&l.kind))?;
    }
    Ok(())
}

fn write_relations(relations: &[Strong], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Strongest relations\n")?;
    for r in relations {
        let names = r.names.each_ref().map(|name| text(name));
        writeln!(out, "- **{} – {}**: {}", names[0], names[1], r.counts)?;
        if !r.quote.is_empty() {
            writeln!(out, "  > {}", text(&r.quote))?;
        }
    }
    Ok(())
}

fn write_communities(groups: &[Group], modularity: f64, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Who belongs together\n")?;
    for group in groups {
        let names: Vec<String> = group.names.iter().map(|name| text(name)).collect();
        writeln!(out, "- {} ({} entities)", names.join(" · "), thousands(group.size as u64))?;
    }
    writeln!(out, "\nModularity {modularity:.3}.")
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
