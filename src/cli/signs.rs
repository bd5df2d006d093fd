//! What the rules that count no points go by, in a word: for `explain`.

/// The rules, sorted by id.
const SIGNS: [(&str, &str); 47] = [
    ("context.known", "a name that the article has in full elsewhere"),
    ("organisation.banded", "a quoted name before the word for a band or station"),
    ("organisation.department", "a department right behind a body"),
    ("organisation.firm", "a place right before what ends a firm or works"),
    ("organisation.founded", "quotation marks behind a verb of founding"),
    ("organisation.housed", "a place right before a room or crew"),
    ("organisation.item", "it fills an item, begins with a listed name and ends as bodies do"),
    ("organisation.masthead", "a paper before its day or number"),
    ("organisation.part", "a part right behind the body it belongs to"),
    ("organisation.placed", "a place in full right before what ends a body"),
    ("organisation.seated", "it bears the name of the place right before it"),
    ("organisation.staffed", "somebody who works for it stands behind"),
    ("organisation.township", "a listed township and what ends a body"),
    ("organisation.workroom", "a workroom with the name of a person"),
    ("person.bracketed", "sex or people in brackets behind the name"),
    ("person.byline", "a by-line"),
    ("person.called", "a word for who it is stands right before"),
    ("person.column", "a column of names in a table"),
    ("person.counted", "persons are counted behind the list"),
    ("person.dotted", "parts of foreign sounds with a dot between"),
    ("person.homonym", "a surname before a given name that is a place"),
    ("person.list", "a list of persons"),
    ("person.roster", "a roster: name, space, body"),
    ("person.spread", "its characters are set apart"),
    ("person.told", "it speaks"),
    ("person.workroom", "a workroom with its name"),
    ("place.abbreviation", "one character for a place, beside others or in a fixed use"),
    ("place.alike", "a like name beside it"),
    ("place.between", "a road that both its ends name"),
    ("place.chain", "a place right before it and what ends a place"),
    ("place.counted", "places are counted behind the list"),
    ("place.dateline", "it stands in the dateline"),
    ("place.number", "the number of a road or line"),
    ("place.seated", "it bears the name of the place right before it"),
    ("place.shore", "a shore, a foot or a crossing beside it"),
    ("place.short", "a county without its end, told by what stands beside it"),
    ("place.street", "a house number, a side or its town beside it"),
    ("place.township", "a listed township"),
    ("place.zone", "its form, between a verb or mark and what follows"),
    ("programme.again", "the article has it with its head elsewhere"),
    ("programme.award", "a place right before an award that all have"),
    ("programme.coined", "a coined core before the word for a programme"),
    ("programme.entitled", "a title that a place gives"),
    ("programme.plain", "a core before the word for a programme"),
    ("programme.quoted", "quotation marks before the word for a programme"),
    ("programme.undertaken", "somebody carries it out"),
    ("programme.works", "works that bear the name of where they are done"),
];

/// What a rule goes by that counts no points; none for the others.
pub(super) fn sign_of(rule: &str) -> Option<&'static str> {
    let at = SIGNS.binary_search_by_key(&rule, |(rule, _)| rule).ok()?;
    Some(SIGNS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted() {
        assert!(SIGNS.is_sorted());
        assert_eq!(sign_of("person.told"), Some("it speaks"));
        assert_eq!(sign_of("person.surname"), None);
    }
}
