//! What `guanxi eval` prints: scores by kind, precision by rule and file, errors in their context.

use std::cmp::Reverse;

use guanxi::evaluate::{Counts, ErrorGroup, Evaluation, Place, Score};

use super::screen::{Look, Screen};
use super::summary::{counted, thousands};
use super::table::{Table, plain};

/// The scores by kind, and what was not scored.
pub(super) fn scores(total: &Evaluation, screen: &mut Screen) -> anyhow::Result<()> {
    let score = &total.score;
    let mut table = Table::new(&["", ">precision", ">recall", ">F1", ">right", ">wrong", ">missed"]);
    let mut row = |what: &str, counts: &Counts| {
        let ratios = [counts.precision(), counts.recall(), counts.f1()].map(|ratio| format!("{ratio:.3}"));
        let numbers = [counts.right, counts.wrong, counts.missed].map(thousands);
        table.row([what.to_owned()].into_iter().chain(ratios).chain(numbers));
    };
    for (kind, counts) in &score.kinds {
        row(kind.as_str(), counts);
    }
    row("all (micro)", &score.micro());
    row("span only", &score.spans);
    table.print(screen)?;
    let mut line = format!("\nmacro F1 {:.3}; ", score.macro_f1());
    if score.names > 0 {
        line +=
            &format!("right canonical name {:.3} of {} hits; ", score.canonical(), thousands(score.names));
    }
    screen.line(line + &counted(total.texts, "text"))?;
    for (kind, found) in &total.left_out {
        let found = thousands(*found);
        screen.line(format_args!("not scored: {kind}, which the gold never marks ({found} found)"))?;
    }
    Ok(())
}

/// Where finds come from, those with the most wrong ones first.
pub(super) fn origins(score: &Score, screen: &mut Screen) -> anyhow::Result<()> {
    let mut rows: Vec<_> = score.origins.iter().collect();
    rows.sort_by_key(|(_, counts)| (Reverse(counts.wrong), Reverse(counts.right)));
    let mut table = Table::new(&["by rule or file", "kind", ">proposed", ">right", ">wrong", ">precision"]);
    for ((kind, by), counts) in rows {
        let numbers = [counts.right + counts.wrong, counts.right, counts.wrong].map(thousands);
        let precision = [format!("{:.3}", counts.precision())];
        table.row([by.clone(), kind.to_string()].into_iter().chain(numbers).chain(precision));
    }
    screen.line("")?;
    table.print(screen)?;
    Ok(())
}

/// Errors or changes, the most frequent first; `all` are those that there are.
pub(super) fn errors(
    listed: &[ErrorGroup],
    all: &[ErrorGroup],
    what: &str,
    screen: &mut Screen,
) -> anyhow::Result<()> {
    listed.iter().try_for_each(|group| error(group, screen))?;
    if listed.len() < all.len() {
        let (shown, all) = (listed.len(), thousands(all.len() as u64));
        screen.note(format_args!("{shown} of {all} different {what}; --errors N shows more"))?;
    }
    Ok(())
}

fn error(group: &ErrorGroup, screen: &mut Screen) -> anyhow::Result<()> {
    let fault = &group.fault;
    let what = match (fault.gold.as_str(), fault.found.as_str()) {
        ("", found) => found.to_owned(),
        (gold, "") => gold.to_owned(),
        (gold, found) => format!("{gold}, found {found}"),
    };
    let times = if group.count > 1 { format!("  {} times", thousands(group.count)) } else { String::new() };
    let row = if fault.row.is_empty() { String::new() } else { format!("  {}", fault.row) };
    let row = screen.paint(&row, Look::Dim);
    screen.line(format_args!("\n{:<6} {}{times}{row}", fault.sort, plain(&what)))?;
    group.examples.iter().try_for_each(|place| example(place, screen))
}

fn example(place: &Place, screen: &mut Screen) -> anyhow::Result<()> {
    let name = screen.paint(&format!("【{}】", plain(&place.text)), Look::Bold);
    let line = place.line.map_or_else(String::new, |line| format!(":{line}"));
    let at = screen.paint(&format!("{}{line}", place.source), Look::Dim);
    screen.line(format_args!("       {}{name}{}  {at}", plain(&place.before), plain(&place.after)))?;
    Ok(())
}
