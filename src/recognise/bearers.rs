//! Foreign persons by the short names of news: 国际奥委会主席巴赫 is the listed 托马斯·巴赫, and so is 巴赫 elsewhere in that article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Candidate, Fate, What};
use super::expand::is_organ;
use super::office::{Owner, owners};
use super::page::Page;
use crate::dictionary::{EntityNo, Kind};

/// What joins the parts of a name.
const JOINED: [char; 3] = ['-', '－', '·'];

/// Who has the office that stands before a name.
#[derive(Clone, Copy)]
enum Holder {
    /// One of those who are listed.
    Bearer(EntityNo),
    /// Somebody else, or one of several.
    Other,
}

/// What an article tells of those who bear a short name.
#[derive(Default)]
struct Told<'p> {
    bearers: &'p [EntityNo],
    /// Whose office stands before the name, by the number of the candidate.
    by_office: FxHashMap<usize, Holder>,
    /// Those whose full names the article has.
    named: FxHashSet<EntityNo>,
    /// Somebody else of the name is named in full: 米歇尔·奥巴马.
    other: bool,
}

impl Told<'_> {
    /// Whom a candidate means: who has the office before it, else the only one that the article tells of.
    fn meant(&self, candidate: usize) -> Option<EntityNo> {
        let bearer = |holder: &Holder| match *holder {
            Holder::Bearer(bearer) => Some(bearer),
            Holder::Other => None,
        };
        if let Some(own) = self.by_office.get(&candidate) {
            return bearer(own);
        }
        let of_office: FxHashSet<EntityNo> = self.by_office.values().map(bearer).collect::<Option<_>>()?;
        let told = if of_office.is_empty() { &self.named } else { &of_office };
        let mut told = told.iter();
        told.next().copied().filter(|_| told.next().is_none() && !self.other)
    }
}

/// Has the kept names that no list has mean those that bear them, where the article bears it out, and listed ones those whose
/// office stands before them. O(candidates).
pub(super) fn link(page: &Page<'_>, candidates: &mut [Candidate]) {
    of_listed(page, candidates);
    let short = |candidate: &Candidate| {
        let name = made(candidate).then(|| candidate.span.of(page.text()))?;
        // 穆罕默德-班迪 is another.
        let joined = [page.before(candidate.span.start), page.after(candidate.span.end)];
        if joined.into_iter().flatten().any(|c| JOINED.contains(&c)) {
            return None;
        }
        page.known.bearers.get(name).map(|bearers| (name, bearers.as_slice()))
    };
    let mut told: FxHashMap<&str, Told<'_>> = FxHashMap::default();
    for (number, candidate) in candidates.iter().enumerate() {
        if let Some((name, bearers)) = short(candidate) {
            let told = told.entry(name).or_insert_with(|| Told { bearers, ..Told::default() });
            if let Some(own) = by_office(page, candidate.span.start, bearers) {
                told.by_office.insert(number, own);
            }
        }
    }
    if told.is_empty() {
        return;
    }
    for candidate in candidates.iter().filter(|c| c.kind == Kind::PERSON && c.fate == Fate::Kept) {
        full(page, candidate, &mut told);
    }
    for (number, candidate) in candidates.iter_mut().enumerate().filter(|(_, c)| made(c)) {
        let told = told.get(candidate.span.of(page.text()));
        if let Some(form) = told.and_then(|told| told.meant(number)).and_then(|bearer| form(page, bearer)) {
            let listed = Candidate::new(candidate.span, Kind::PERSON, What::Listed { form });
            candidate.what = What::Known(Box::new(listed));
        }
    }
}

/// Has listed last names mean others who bear them, where their office says so: 哥斯达黎加总统 + 查韦斯 is 罗德里戈·查韦斯.
fn of_listed(page: &Page<'_>, candidates: &mut [Candidate]) {
    let listed = |c: &&mut Candidate| {
        c.kind == Kind::PERSON && c.fate == Fate::Kept && matches!(c.what, What::Listed { .. })
    };
    for candidate in candidates.iter_mut().filter(listed) {
        let Some(bearers) = page.known.bearers.get(candidate.span.of(page.text())) else { continue };
        if let Some(Holder::Bearer(bearer)) = by_office(page, candidate.span.start, bearers)
            && let Some(form) = form(page, bearer)
        {
            let other = Candidate::new(candidate.span, Kind::PERSON, What::Listed { form });
            candidate.what = What::Known(Box::new(other));
        }
    }
}

/// Whether a candidate is a mention of a person that no list has.
fn made(candidate: &Candidate) -> bool {
    let what = if let What::Known(first) = &candidate.what { &first.what } else { &candidate.what };
    candidate.kind == Kind::PERSON
        && matches!(candidate.fate, Fate::Kept | Fate::Inner)
        && matches!(what, What::Made { .. })
}

/// The form of a bearer's full name, if it is nobody else's.
fn form(page: &Page<'_>, bearer: EntityNo) -> Option<u32> {
    let name = &page.known.dictionary.entity(bearer).named.name;
    let form = page.known.gazetteer.number_of(&crate::text::normal_form(name))?;
    page.known.gazetteer.only_entity(form).map(|_| form)
}

/// Notes what a full name tells of the short names that are parts of it.
fn full(page: &Page<'_>, candidate: &Candidate, told: &mut FxHashMap<&str, Told<'_>>) {
    let text = candidate.span.of(page.text());
    if !text.contains('·') {
        return;
    }
    let listed = match candidate.what {
        What::Listed { form } => page.known.gazetteer.only_entity(form),
        _ => None,
    };
    for part in text.split('·') {
        let Some(told) = told.get_mut(part) else { continue };
        match listed.filter(|bearer| told.bearers.contains(bearer)) {
            Some(bearer) => _ = told.named.insert(bearer),
            None => told.other = true,
        }
    }
}

/// Who has the office that stands before a name; none where no office of a known owner does.
fn by_office(page: &Page<'_>, at: u32, bearers: &[EntityNo]) -> Option<Holder> {
    let mut found = None;
    owners(page, at, |owner, others| {
        let mut fitting = bearers.iter().copied().filter(|&bearer| is_of(page, bearer, owner));
        let bearer = fitting.next().filter(|_| fitting.next().is_none()).map(Holder::Bearer);
        if bearer.is_some() || !others {
            found = Some(bearer.unwrap_or(Holder::Other));
        }
        bearer.is_some()
    });
    found
}

/// Whether a person is of a state or a body, or of the state that the name of a body begins with: 美国国防部 + 长.
fn is_of(page: &Page<'_>, bearer: EntityNo, owner: Owner) -> bool {
    let dictionary = &page.known.dictionary;
    let Some(within) = dictionary.entity(bearer).container else { return false };
    let name = |entity: EntityNo| dictionary.entity(entity).named.name.as_str();
    match owner {
        Owner::Listed(owner) => {
            let rest =
                name(owner).strip_prefix(name(within)).filter(|_| !page.known.gazetteer.is_place(owner));
            rest.is_some_and(|rest| is_organ(page, rest)) || dictionary.lies_in(within, owner)
        }
        Owner::Letter(letter) => {
            let mut states = dictionary.rules.abbreviations.get(&letter).into_iter().flatten();
            states.any(|state| state.country && state.name == name(within))
        }
    }
}
