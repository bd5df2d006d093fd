//! The rules for programmes, in the order in which they see what the ones before them found.

use super::found::Found;
use super::strongest::push_free;
use super::{Listed, again, coined, entitled, honour, programme, quoted, quotes, undertaken, works};
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
