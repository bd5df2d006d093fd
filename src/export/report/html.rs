//! The report as a page: no script, nothing fetched, charts as SVG, readable on paper and on a small screen.

use std::io::{self, Write};

use crate::export::style::hex;
use crate::export::xml::attribute;

use super::{Report, thousands};

const STYLE: &str = "
body{font:15px/1.6 'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#1f2937;
max-width:54rem;margin:2.5rem auto;padding:0 1.25rem}
h1{font-size:1.7rem;margin:0 0 1rem}h2{font-size:1.1rem;margin:2.2rem 0 .7rem;padding-top:1rem;border-top:1px solid #e5e7eb}
.numbers{display:flex;flex-wrap:wrap;gap:1.6rem;margin:0;padding:0;list-style:none}
.numbers b{display:block;font-size:1.35rem;font-weight:600}.numbers span,.note,small{color:#6b7280}
table{border-collapse:collapse;width:100%}th{font-weight:500;color:#6b7280;text-align:left;font-size:.85rem}
td,th{padding:.22rem .6rem .22rem 0;border-bottom:1px solid #f3f4f6}.n{text-align:right;font-variant-numeric:tabular-nums}
.dot{display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin-right:.5rem}
.relation{margin:0 0 .9rem}blockquote{margin:.15rem 0 0;padding-left:.8rem;border-left:3px solid #e5e7eb;color:#4b5563}
ol{padding-left:1.4rem}svg{width:100%;height:auto}";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let title = attribute(&report.title);
    writeln!(out, "<!doctype html>\n<html lang=\"zh\">\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"guanxi\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>")?;
    writeln!(out, "<style>{STYLE}</style>\n<h1>{title}</h1>\n<ul class=\"numbers\">")?;
    for (what, number) in &report.numbers {
        writeln!(out, "<li><b>{number}</b><span>{what}</span></li>")?;
    }
    writeln!(out, "</ul>")?;
    write_kinds(report, out)?;
    write_times(&report.times, out)?;
    write_leaders(report, out)?;
    write_relations(report, out)?;
    write_communities(report, out)?;
    writeln!(out, "</html>")
}

fn dot(colour: [u8; 3]) -> String {
    format!("<span class=\"dot\" style=\"background:{}\"></span>", hex(colour))
}

fn write_kinds(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<h2>Kinds</h2>\n<table><tr><th>kind<th class=\"n\">entities<th class=\"n\">mentions</tr>"
    )?;
    for line in &report.kinds {
        let kind = format!("{}{}", dot(line.colour), attribute(&line.kind));
        writeln!(
            out,
            "<tr><td>{kind}<td class=\"n\">{}<td class=\"n\">{}</tr>",
            thousands(line.entities),
            thousands(line.mentions)
        )?;
    }
    writeln!(out, "</table>")
}

/// Bars under which the first, the middle and the last are named.
fn write_times(times: &[(String, u64)], out: &mut dyn Write) -> io::Result<()> {
    let Some(most) = times.iter().map(|(_, count)| *count).max().filter(|most| *most > 0) else {
        return Ok(());
    };
    let step = 720.0 / times.len().max(12) as f64;
    writeln!(out, "<h2>Articles over time</h2>\n<svg viewBox=\"0 0 760 150\" role=\"img\">")?;
    writeln!(out, "<line x1=\"34\" y1=\"120.5\" x2=\"754\" y2=\"120.5\" stroke=\"#d1d5db\"/>")?;
    let words = "font-size=\"11\" fill=\"#6b7280\"";
    writeln!(out, "<text x=\"28\" y=\"18\" text-anchor=\"end\" {words}>{most}</text>")?;
    for (n, (name, count)) in times.iter().enumerate() {
        let (x, height) = (34.0 + step * n as f64, 106.0 * *count as f64 / most as f64);
        let (wide, y) = ((step * 0.8).min(40.0), 120.0 - height);
        let bar = format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{height:.1}\"");
        writeln!(out, "<rect {bar} fill=\"#0072b2\"><title>{name}: {count}</title></rect>")?;
        if n == 0 || n == times.len() - 1 || (times.len() > 6 && n == times.len() / 2) {
            let (at, anchor) = if n == 0 { (x, "start") } else { (x + wide, "end") };
            writeln!(out, "<text x=\"{at:.1}\" y=\"138\" text-anchor=\"{anchor}\" {words}>{name}</text>")?;
        }
    }
    writeln!(out, "</svg>")
}

fn write_leaders(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let head = "<th>entity<th>kind<th class=\"n\">together<th class=\"n\">joined to<th class=\"n\">mentions<th class=\"n\">articles";
    writeln!(out, "<h2>Who stands in the middle</h2>\n<table><tr>{head}</tr>")?;
    for l in &report.leaders {
        write!(out, "<tr><td>{}{}<td>{}", dot(l.colour), attribute(&l.name), attribute(&l.kind))?;
        let [degree, mentions, articles] = [l.degree, l.mentions, l.articles].map(thousands);
        let together = thousands(l.together);
        writeln!(
            out,
            "<td class=\"n\">{together}<td class=\"n\">{degree}<td class=\"n\">{mentions}<td class=\"n\">{articles}</tr>"
        )?;
    }
    writeln!(out, "</table>")
}

fn write_relations(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h2>Strongest relations</h2>")?;
    for r in &report.relations {
        let names = r.names.each_ref().map(|name| attribute(name));
        write!(out, "<div class=\"relation\"><b>{} – {}</b> ", names[0], names[1])?;
        write!(out, "<small>{}</small>", r.counts)?;
        if !r.quote.is_empty() {
            write!(out, "<blockquote>{}</blockquote>", attribute(&r.quote))?;
        }
        writeln!(out, "</div>")?;
    }
    Ok(())
}

fn write_communities(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.communities.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Who belongs together</h2>\n<ol>")?;
    for group in &report.communities {
        let names = attribute(&group.names.join(" · "));
        writeln!(out, "<li>{names} <small>{} entities</small></li>", thousands(group.size as u64))?;
    }
    writeln!(
        out,
        "</ol>\n<p class=\"note\">Modularity {:.3}; each named by its most connected entities.</p>",
        report.modularity
    )
}
