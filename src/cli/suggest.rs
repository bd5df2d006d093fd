//! What to try next, with names from the graph that was built.

use std::cmp::Reverse;

use guanxi::graph::{Lookup, lookup};
use guanxi::store::Snapshot;

use super::screen::Screen;
use super::shapes::label;
use super::shell::quoted;

/// Articles from which on it is told what stands in nearly all of them.
const ENOUGH: u64 = 10;

/// Characters above which a name is long to type.
const LONG_NAME: usize = 10;

/// Commands that give an answer on this graph.
pub(super) fn suggestions(snapshot: &Snapshot, screen: &Screen) -> Vec<String> {
    let Some(centre) = interesting(snapshot) else { return Vec::new() };
    let name = |node: u32| quoted(&spoken(snapshot, node));
    let mut lines = vec![format!("near {}", name(centre))];
    let others = snapshot.arcs(centre).filter(|arc| !is_everywhere(snapshot, arc.node));
    if let Some(arc) = others.max_by_key(|arc| (snapshot.relation(arc.relation).count(), Reverse(arc.node))) {
        lines.push(format!("why {} {}", name(centre), name(arc.node)));
    }
    if let Some(far) = two_away(snapshot, centre) {
        lines.push(format!("path {} {}", name(centre), name(far)));
    }
    lines.push("top --kind organisation".to_owned());
    lines.push("export graph.graphml".to_owned());
    lines.into_iter().map(|line| screen.command(line)).collect()
}

/// The entity to begin with: a programme, person or organisation with many neighbours rather than a place, which
/// everything is near to.
fn interesting(snapshot: &Snapshot) -> Option<u32> {
    let mut best = None;
    let mut most = 0;
    for node in 0..snapshot.entity_count() as u32 {
        let reach = (snapshot.arcs(node).len() as u64).min(snapshot.articles_of(node) * 4);
        // The kind is looked at where it may decide.
        if reach * 4 <= most || is_everywhere(snapshot, node) {
            continue;
        }
        let weight = match snapshot.kind_of(node) {
            "programme" => 4,
            "person" => 3,
            "organisation" => 2,
            _ => 1,
        };
        if reach * weight > most {
            (best, most) = (Some(node), reach * weight);
        }
    }
    best
}

/// Whether more than half of the articles hold it: the paper or agency, near to all and telling nothing.
fn is_everywhere(snapshot: &Snapshot, node: u32) -> bool {
    snapshot.articles() >= ENOUGH && snapshot.articles_of(node) * 2 > snapshot.articles()
}

/// The most mentioned person, or else entity, two relations away.
fn two_away(snapshot: &Snapshot, centre: u32) -> Option<u32> {
    let beside = snapshot.arcs(centre).filter(|arc| !is_everywhere(snapshot, arc.node)).take(200);
    let beyond = beside.flat_map(|arc| snapshot.arcs(arc.node).take(200));
    let mut best = None;
    for node in beyond.map(|arc| arc.node) {
        let mentions = snapshot.mentions_of(node);
        // Kind and distance are looked at where they may decide.
        if best.is_some_and(|(is_person, most, _)| is_person && mentions < most) {
            continue;
        }
        let rank = Some((snapshot.kind_of(node) == "person", mentions, Reverse(node)));
        if rank > best && node != centre && snapshot.between(centre, node).is_none() {
            best = rank;
        }
    }
    best.map(|(_, _, Reverse(node))| node)
}

/// What people would type: the name, or the shortest other form that means this entity alone where the name is long.
fn spoken(snapshot: &Snapshot, node: u32) -> String {
    let row = snapshot.entity(node);
    let length = |form: &str| form.chars().count();
    let mut forms: Vec<&String> = row.aliases.iter().chain(&row.surfaces).collect();
    forms.retain(|form| (3..=LONG_NAME).contains(&length(form)));
    forms.sort_by_key(|form| (length(form), *form));
    let sure = |form: &&&String| lookup(snapshot, form) == Lookup::One(node);
    match forms.iter().find(sure) {
        Some(form) if length(&row.name) > LONG_NAME => (*form).clone(),
        _ => label(row),
    }
}
