//! What looks like a person and is nobody: a work, a storm, a place, whoever lives there, a clause.

use crate::dictionary::{Class, Hit, Kind, Level, Role, Sign, Use};
use crate::recognise::letters::Letters;
use crate::recognise::page::Page;
use crate::recognise::rules::{
    Proposal,
    places::{short, storm},
    stops,
};
use crate::text::{Gap, Tag, Words};

/// Whether what looks like a person is a work (《白鹿原》), a storm (台风“杜苏芮”), or anybody: 张某 of one page is not 张某
/// of another.
pub(in crate::recognise::rules) fn is_nobody(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let span = letters.span(person.start, person.end);
    let mut given = letters.chars[person.start + 1..person.end].iter();
    letters.char(person.end) == Some('》') && page.before(span.start) == Some('《')
        || given.any(|&c| page.class(c).has(Class::ANONYMOUS))
        || page.normal.gaps_inside(span).iter().any(|&(_, gap)| gap == Gap::Open)
        || storm::is_storm(page, letters, (person.start, person.end))
        || is_dotted(letters, person)
        || is_title(page, letters, person)
        || lives_there(page, letters, person)
        || (person.start.saturating_sub(1)..=person.start).any(|n| stops::mirrors(letters, (n, person.end)))
        || renders(page, letters, person)
        || holds_listed(page, letters, person)
        || spans_way(page, letters, person)
        || begins_place(page, letters, person)
}

/// Whether what is written by sound begins a place with the word for its sort: 马鲁古 + 省. What a title stands before is a person.
fn begins_place(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let level = |c: char| page.class(c).has(Class::LEVEL) && c != '级';
    // 贝科维奇 + 站了起来.
    let station = || {
        let behind = letters.letter(end + 1).then(|| letters.word(end + 1).tag);
        behind.is_none_or(|tag| tag == Tag::Noun)
    };
    letters.char(end).is_some_and(|c| level(c) || c == '站' && station())
        && letters.letter(end)
        && !page.space_at(letters.at[end])
        && letters.word(end).end == end + 1
        && end > start + 2
        && (start..end).all(|n| letters.roles[n].has(Role::SOUND))
        && !page.marks.title_ends(letters.at[start])
}

/// Whether what looks like a dotted name begins a title, and a country stands in it: 《寻古中国·河洛 + 记》.
fn is_title(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let span = letters.span(person.start, person.end);
    // 马里 is in 马里奥.
    let whole = |end: u32| end == span.end || page.after(end) == Some('·');
    let country = |hit: &Hit| {
        hit.span.end <= span.end
            && whole(hit.span.end)
            && hit.uses.has(Use::PLACE)
            && short::level(page, hit.form) == Some(Level::Country)
    };
    let marked = || page.before(span.start) == Some('《') || page.quote_at(span.start, Gap::Open);
    let near = || page.hits_from(span.start).iter().take_while(|hit| hit.span.start < span.end);
    letters.chars[person.start..person.end].contains(&'·') && marked() && near().any(country)
}

/// Whether a name written by sound goes on behind a dot: 马雷克 + ·诺瓦克.
fn is_dotted(letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let sound = |n: usize| letters.roles.get(n).is_some_and(|role| role.has(Role::SOUND));
    letters.char(end) == Some('·') && (start..end).chain(end + 1..end + 3).all(sound)
}

/// Whether it is whoever lives in a listed place: 山西 + 人.
fn lives_there(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let last = person.end - 1;
    letters.chars[last] == '人' && page.fills(letters.span(person.start, last), Use::PLACE)
}

/// Whether the last of three characters is a verb whose object follows: 刘奇 + 作 + 的说明.
fn renders(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let behind = &page.text()[letters.at[end] as usize..];
    end == start + 3
        && page.signs().has(Sign::Renders, letters.span(end - 1, end).of(page.text()))
        && page.signs().begin(Sign::Rendered, behind)
}

/// Whether a way begins with what looks like a person: 从沙溪 + 到.
fn spans_way(page: &Page<'_>, letters: &Letters, person: &Proposal) -> bool {
    let until = |c: char| page.class(c).has(Class::UNTIL);
    let class = page.class(letters.chars[person.start]);
    class.has(Class::DIRECTION) && !class.has(Class::ONWARD) && letters.char(person.end).is_some_and(until)
}

/// Whether the rest of a name is a listed person that something goes on behind (王晨 + 率), or stands before as no surname does: 于 +
/// 特朗普.
fn holds_listed(page: &Page<'_>, letters: &Letters, &Proposal { start, end, .. }: &Proposal) -> bool {
    let listed = |start: usize, end: usize| {
        let person = |hit: &Hit| hit.span.end == letters.at[end] && page.names(hit.form, &Kind::PERSON);
        end > start + 1
            && page.marks.name_starts(letters.at[start])
            && page.hits_at(letters.at[start]).iter().any(person)
    };
    let goes_on = |n: usize| {
        let text = letters.span(n, n + 1).of(page.text());
        [Sign::GoesOn, Sign::Trails].into_iter().any(|sign| page.signs().has(sign, text))
    };
    let governs = |n: usize| {
        let lone = matches!(Words::shared().tag_of(letters.chars[n]), Tag::Grammar | Tag::Verb);
        lone && (end > start + 3 || !page.role(letters.chars[n]).has(Role::BEGINS_SURNAME))
    };
    end > start + 2 && listed(start, end - 1) && goes_on(end - 1) || listed(start + 1, end) && governs(start)
}
