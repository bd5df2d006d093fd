//! Sites that somebody works for: 册亨县巧马林场 + 护林员 is a body, 巧马林场 alone the place where it is.

use crate::dictionary::{Cue, Hit, Kind, PlaceClass, Role, TitleClass, Use};
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{context, stops};

/// The rule's id on its mentions.
const RULE: &str = "organisation.staffed";
/// Points of such a body, and what it is worth beyond the place that it is named like.
const POINTS: i32 = 6;
const MORE: i32 = 2;

/// Pushes the bodies that are written like the places before titles.
pub(in crate::recognise::rules) fn candidates(page: &Page<'_>, letters: &Letters, out: &mut Vec<Candidate>) {
    let staffed = |c: &&Candidate| {
        c.open()
            && c.kind == Kind::PLACE
            && ends_long(page, c.span.end)
            && stops::ends_body(page, letters, letters.number(c.span.end))
            && context::workers_title(page, c.span.end).is_some()
    };
    let body = |place: &Candidate| {
        let body = Candidate::made(page.text(), place.span, Kind::ORGANISATION, RULE);
        body.scored(place.score + MORE).supported(POINTS)
    };
    let mut found: Vec<Candidate> = out.iter().filter(staffed).map(body).collect();
    out.append(&mut found);
}

/// Whether the suffix of a body ends at a byte, of two characters or more, and one of a site: 林场, but 兰州 + 站 is where
/// travellers are, and 南联盟 a state.
fn ends_long(page: &Page<'_>, byte: u32) -> bool {
    let body = |hit: &Hit| hit.uses.has(Use::BODY_SUFFIX) && hit.span.len() > '站'.len_utf8();
    let site = |cue: &Cue| matches!(cue, Cue::PlaceSuffix(suffix) if !suffix.never && suffix.class != PlaceClass::Division);
    page.marks.body_ends(byte)
        && page.marks.place_ends(byte)
        && page.hits_ending(byte, stops::SUFFIX).any(body)
        && page.hits_ending(byte, stops::SUFFIX).any(|hit| page.form(hit.form).cues.iter().any(site))
}

/// Whether an office, a surname and one or two characters end a stretch: 市长 + 周海, 原 + 副市长 + 刘海山, but 将军 + 山.
pub(in crate::recognise::rules) fn is_led(
    page: &Page<'_>,
    letters: &Letters,
    (start, end): (usize, usize),
) -> bool {
    let office =
        |cue: &Cue| matches!(cue, Cue::Title(title) if title.class == TitleClass::Office).then_some(());
    let led = |n: usize| {
        let name = letters.number(page.cue_at(letters.at[n], office)?.0.span.end);
        let surname = || page.role(letters.chars[name]).has(Role::BEGINS_SURNAME);
        ((name + 2..=name + 3).contains(&end) && surname()).then_some(())
    };
    (start..end).any(|n| led(n).is_some())
}
