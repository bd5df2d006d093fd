//! The table of the rules that weigh evidence, each with its points. Rules that need none are called in `order`.

use super::evidence::Points;
use super::floor::Most;
use super::persons::screen::Screen;
use super::raise::{NAMED_AFTER, NAMED_RULE};
use super::{
    Propose, Rule, THRESHOLD, Table, lexicon,
    persons::{foreign, person, repeated},
    suffixed,
};
use crate::dictionary::{Characters, Kind, Rules};

/// All rules, with the points of the table.
pub(crate) fn all(rules: &Rules, characters: &Characters) -> Table {
    let rule = |id: &'static str, kind: Kind, propose: Propose| rule(rules, characters, id, kind, propose);
    [
        rule(repeated::RULE, Kind::PERSON, person::names),
        rule("person.sound", Kind::PERSON, foreign::names),
        rule("person.lexicon", Kind::PERSON, lexicon::words),
        rule("place.suffix", Kind::PLACE, suffixed::places),
        rule("place.sound", Kind::PLACE, foreign::names),
        rule("place.lexicon", Kind::PLACE, lexicon::words),
        rule("organisation.suffix", Kind::ORGANISATION, suffixed::organisations),
        rule("organisation.lexicon", Kind::ORGANISATION, lexicon::words),
    ]
}

/// A rule with the points of the table.
fn rule(rules: &Rules, characters: &Characters, id: &'static str, kind: Kind, propose: Propose) -> Rule {
    let points = Points::new(id, &kind, &rules.evidence);
    let given = |what: &str| rules.evidence.get(&format!("{id}.{what}")).copied();
    let (threshold, listed) = (given("threshold").unwrap_or(THRESHOLD), given("listed").unwrap_or(0));
    let later = match id {
        NAMED_RULE => NAMED_AFTER,
        repeated::RULE | repeated::PLACES => repeated::NEAR,
        _ => 0,
    };
    let most = Most::of(&points, &rules.words, later);
    let screen = (id == repeated::RULE).then(|| Screen::new(&points, &most, characters));
    Rule { id, kind, propose, points, most, threshold, listed, screen }
}

/// The least sum of points of a name by a rule; what has less but the rule's own threshold only bears out its neighbours.
pub(crate) fn threshold(rules: &[Rule], id: &str) -> i32 {
    rules.iter().find(|rule| rule.id == id).map_or(THRESHOLD, |rule| rule.threshold.max(THRESHOLD))
}
