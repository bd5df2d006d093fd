//! The rules for programmes, in the order in which they see what the ones before them found.

pub(super) mod again;
pub(super) mod award;
mod awarded;
pub(super) mod coined;
mod cores;
pub(super) mod entitled;
mod figures;
pub(super) mod headed;
mod heads;
pub(super) mod honour;
mod ordinal;
mod prefix;
pub(super) mod programme;
pub(super) mod quoted;
pub(super) mod quotes;
pub(super) mod undertaken;
pub(super) mod works;
pub(crate) mod works_of_art;

use super::Listed;
use super::found::Found;
use super::strongest::push_free;
use crate::dictionary::Kind;
use crate::recognise::candidate::Candidate;
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::text::Span;

/// Pushes what the rules for programmes find.
pub(super) fn candidates(page: &Page<'_>, letters: &Letters, listed: &Listed, out: &mut Vec<Candidate>) {
    let quotes = quotes::quotes(page, letters);
    let mut quoted = quoted::programmes(page, letters, &quotes);
    let found = Found::proposed(&quoted);
    let free = quotes.iter().copied().filter(|&quote| !found.touches(quote));
    quoted.extend(honour::programmes(page, letters, free));
    let again = again::programmes(page, letters, &quotes, &Found::proposed(&quoted));
    let programmes = [
        ("programme.quoted", quoted),
        (again::RULE, again),
        ("programme.plain", programme::plain(page, letters)),
        ("programme.undertaken", undertaken::programmes(page, letters)),
        ("programme.coined", coined::programmes(page, letters)),
        (entitled::RULE, entitled::programmes(page, letters)),
        (works::RULE, works::programmes(page, letters, out)),
    ];
    let from = out.len();
    for (id, proposals) in programmes {
        push_free(page, letters, (id, &Kind::PROGRAMME), proposals, listed, out);
    }
    let names: Vec<Span> = out[from..].iter().map(|c| c.span).collect();
    let tails = again::tails(page, letters, &names);
    push_free(page, letters, (again::RULE, &Kind::PROGRAMME), tails, listed, out);
}
