//! What the rules that count no points go by, in a word: for `explain`.

/// The rules, sorted by id.
const SIGNS: &[(&str, &str)] = &[
    ("context.known", "a name that the article has in full elsewhere"),
    ("organisation.banded", "a quoted name before the word for a band or station"),
    (
        "organisation.college",
        "a college of a university that the article names, or before those who study or teach there",
    ),
    ("organisation.community", "a body right behind a community"),
    ("organisation.corps", "the number of a regiment or company, or a body in an article that names one"),
    ("organisation.department", "a department right behind a body"),
    ("organisation.farm", "a farm that somebody works for"),
    ("organisation.firm", "a place right before what ends a firm or works"),
    ("organisation.founded", "quotation marks where it is founded or opened"),
    ("organisation.housed", "a place right before a room or crew"),
    ("organisation.item", "it fills an item, begins with a listed name and ends as bodies do"),
    ("organisation.local", "a township that the article names elsewhere, right before what ends a body"),
    ("organisation.masthead", "a paper before its day or number"),
    ("organisation.nearest", "a township that the article names before it"),
    ("organisation.part", "a part right behind the body it belongs to"),
    ("organisation.placed", "a place in full right before what ends a body"),
    ("organisation.seated", "it bears the name of the place right before it"),
    ("organisation.staffed", "somebody who works for it stands behind"),
    ("organisation.stationed", "the name of a listed township and a court, a station, a school or a clinic"),
    ("organisation.township", "a listed township and what ends a body"),
    ("organisation.village", "a body of a village, which stands alone"),
    ("organisation.workroom", "a workroom with the name of a person"),
    (
        "person.bracketed",
        "brackets behind the name that tell of a person: sex, people, years, place in a picture",
    ),
    ("person.byline", "a by-line"),
    ("person.called", "a word for who it is stands right before"),
    ("person.clan", "a name of Viet Nam behind a word for who it is"),
    ("person.colleague", "a title right before it, in a list with another person"),
    ("person.column", "a column of names in a table"),
    ("person.corrected", "quotation marks beside a word that puts a name right"),
    ("person.counted", "persons are counted behind the list"),
    ("person.dotted", "parts of foreign sounds with a dot between"),
    ("person.homonym", "a surname before a given name that is a place"),
    ("person.kindred", "a word for kin or pupils, and the surname of another person of the article"),
    ("person.labelled", "a label and a colon before it"),
    ("person.list", "a list of persons"),
    ("person.notice", "it begins a notice of what was lost, or is addressed by a court"),
    ("person.parts", "parts that names of a people are made of"),
    ("person.presented", "a dash and who it is behind it, at the head of a paragraph"),
    ("person.roster", "a roster: name, space, body"),
    ("person.signed", "a line of the roll under a judgement or resolution"),
    ("person.spread", "its characters are set apart"),
    ("person.told", "it speaks"),
    ("person.workroom", "a workroom with its name"),
    ("place.abbreviation", "one character for a place, beside others or in a fixed use"),
    ("place.alike", "a like name beside it"),
    ("place.between", "a road that both its ends name"),
    ("place.chain", "a place right before it and what ends a place"),
    ("place.community", "a community, told by what stands behind it"),
    ("place.counted", "places are counted behind the list"),
    ("place.dateline", "it stands in the dateline"),
    ("place.enlisted", "places beside it in the list"),
    ("place.native", "somebody is from there"),
    ("place.number", "the number of a road or line"),
    ("place.reach", "it is one end of a stretch of road or railway"),
    ("place.seated", "it bears the name of the place right before it"),
    ("place.shore", "a shore, a foot or a crossing beside it"),
    ("place.short", "a county without its end, told by what stands beside it"),
    ("place.station", "a station, in an article about a railway"),
    ("place.street", "a house number, a side or its town beside it"),
    ("place.township", "a listed township"),
    ("place.zone", "its form, between a verb or mark and what follows"),
    ("programme.again", "the article has it with its head elsewhere"),
    ("programme.award", "a place right before an award that all have"),
    ("programme.coined", "a coined core before the word for a programme"),
    ("programme.entitled", "a title that a place gives its people, without marks"),
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
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    const ROOT: &str = env!("CARGO_MANIFEST_DIR");

    #[test]
    fn rules_are_sorted() {
        assert!(SIGNS.is_sorted());
        assert_eq!(sign_of("person.told"), Some("it speaks"));
        assert_eq!(sign_of("person.surname"), None);
    }

    /// Adds what stands in the sources as the ids of rules do: "place.shore".
    fn collect_ids(folder: &Path, ids: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect_ids(&path, ids);
            } else {
                let source = fs::read_to_string(path).unwrap();
                ids.extend(source.split('"').filter(|text| is_id(text)).map(str::to_owned));
            }
        }
    }

    fn is_id(text: &str) -> bool {
        let kinds = ["context", "organisation", "person", "place", "programme"];
        let word = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
        text.split_once('.').is_some_and(|(kind, name)| kinds.contains(&kind) && word(name))
    }

    #[test]
    fn each_rule_tells_its_points_or_its_sign() {
        let mut ids = BTreeSet::new();
        collect_ids(&Path::new(ROOT).join("src/recognise"), &mut ids);
        let points = fs::read_to_string(Path::new(ROOT).join("dictionaries/rules/evidence.tsv")).unwrap();
        let weighs = |id: &str| points.lines().any(|row| row.starts_with(&format!("{id}.")));
        let wordless: Vec<_> = ids.iter().filter(|id| sign_of(id).is_none() && !weighs(id)).collect();
        assert!(wordless.is_empty(), "give these rules a row in SIGNS: {wordless:?}");
        let unknown: Vec<_> = SIGNS.iter().filter(|(id, _)| !ids.contains(*id)).collect();
        assert!(unknown.is_empty(), "no rule has the id: {unknown:?}");
    }
}
