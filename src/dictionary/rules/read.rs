//! From the tables of `dictionaries/rules/` to [`Rules`].

use super::{
    Abbreviation, Body, BodyForm, Cue, GivenName, Head, Ignored, PlaceSuffix, Road, Rules, ShortForm, Suffix,
    Surname, Title, TitleClass,
};
use crate::dictionary::cells::fault;
use crate::dictionary::{Class, Levels, Problem, Row, Table, normal};

/// Takes a word with its row in.
type Take = fn(&mut Rules, &str, Row<'_>);

/// The lists by the stems of their files.
const LISTS: [(&str, Take); 29] = [
    ("surnames", |rules, word, row| {
        rules.surnames.insert(word.to_owned(), Surname::of(row));
    }),
    ("given-names", |rules, word, row| {
        let name = GivenName::of(row);
        rules.given.extend(word.chars().map(|c| (c, name)));
    }),
    ("characters", Rules::character),
    ("signs", |rules, word, row| rules.signs.add(word, row.list("signs"))),
    ("transliteration", |rules, word, row| {
        let common = !row.get("note").is_empty();
        rules.transliteration.extend(word.chars().map(|c| (c, common)));
    }),
    ("minority-name-parts", |rules, word, _| {
        rules.name_parts.insert(word.to_owned());
    }),
    ("place-abbreviations", Rules::abbreviation),
    ("place-abbreviation-frames", |rules, word, row| {
        rules.frames.insert(word.to_owned(), row.get("position") == "before");
    }),
    ("titles", |rules, word, row| {
        rules.cue(word, Cue::Title(Title::new(row.get("position"), TitleClass::of(row))));
    }),
    ("speech-verbs", |rules, word, row| {
        let class = if row.get("note") == "weak" { TitleClass::Verb } else { TitleClass::Speech };
        rules.cue(word, Cue::Title(Title::new(row.get("position"), class).telling(row.get("tells"))));
    }),
    ("programme-verbs", |rules, word, row| {
        let carries = row.get("note") == "carries out";
        let class = if carries { TitleClass::Undertaking } else { TitleClass::Doing };
        rules.cue(word, Cue::Title(Title::new("", class)));
    }),
    ("organisation-suffixes", |rules, word, row| rules.cue(word, Cue::Suffix(Suffix::of(row)))),
    ("place-suffixes", |rules, word, row| rules.cue(word, Cue::PlaceSuffix(PlaceSuffix::of(row)))),
    ("place-short-forms", |rules, word, row| rules.cue(word, Cue::ShortForm(ShortForm::of(row)))),
    ("place-numbers", |rules, word, row| rules.cue(word, Cue::Road(Road::of(row)))),
    ("programme-heads", |rules, word, row| rules.cue(word, Cue::Head(Head::of(row)))),
    ("programme-not", |rules, word, _| {
        rules.not_programmes.insert(normal(word));
    }),
    ("deictic", |rules, word, row| rules.cue(word, Cue::Deictic(Levels::parse(row.list("level"))))),
    ("deictic-bare", |rules, word, row| rules.cue(word, Cue::BareDeictic(Levels::parse(row.list("level"))))),
    ("bodies", Rules::body),
    ("ignore", Rules::ignored),
    ("checked-names", |rules, word, _| {
        rules.checked_names.insert(normal(word));
    }),
    ("company-forms", |rules, word, _| {
        rules.company_forms.insert(normal(word));
    }),
    ("after-name", |rules, word, _| {
        rules.after_name.insert(word.to_owned());
    }),
    ("stronger-words", |rules, word, _| {
        rules.stronger_words.insert(word.to_owned());
    }),
    ("national", |rules, word, _| {
        rules.national.insert(normal(word));
    }),
    ("townships", Rules::township),
    ("evidence", |rules, word, row| {
        rules.evidence.insert(word.to_owned(), row.get("points").parse().unwrap_or(0));
    }),
    ("words", |rules, word, row| rules.words.entry(word.to_owned()).or_default().add(row)),
];

impl Rules {
    /// Takes one word list in; the file's stem says which. Lists of unknown name are problems.
    pub fn add(&mut self, stem: &str, table: &Table, problems: &mut Vec<Problem>) {
        let Some((_, take)) = LISTS.iter().find(|(list, _)| *list == stem) else {
            let cure = "see dictionaries/rules/README.md for the lists there are";
            problems.push(Problem::of_file(&table.path, "unknown word list", cure));
            return;
        };
        let first = if stem == "bodies" { "name" } else { "word" };
        for row in table.rows() {
            match (row.get(first), fault(stem, row)) {
                ("", _) => {
                    let (what, cure) = if table.has(first) {
                        ("row without a word".to_owned(), "fill the first column".to_owned())
                    } else {
                        (
                            format!("no column \"{first}\""),
                            format!("call the first column {first} in the header"),
                        )
                    };
                    problems.push(Problem::at(&table.path, row.line, what, cure));
                    if !table.has(first) {
                        return;
                    }
                }
                (_, Some(problem)) => problems.push(problem),
                (word, None) => take(self, word, row),
            }
        }
    }

    fn cue(&mut self, word: &str, cue: Cue) {
        self.cues.entry(normal(word)).or_default().push(cue);
    }

    fn character(&mut self, word: &str, row: Row<'_>) {
        let class = Class::of(row.list("classes"));
        for c in word.chars() {
            let all = self.classes.entry(c).or_default();
            *all = all.with(class);
        }
    }

    fn abbreviation(&mut self, word: &str, row: Row<'_>) {
        let place = Abbreviation::of(row);
        for c in word.chars() {
            self.abbreviations.entry(c).or_default().push(place.clone());
        }
    }

    fn township(&mut self, word: &str, row: Row<'_>) {
        let Some(first) = word.chars().next() else { return };
        let names = self.townships.entry(first).or_default();
        if !names.is_empty() {
            names.push('|');
        }
        names.push_str(row.get("names"));
    }

    fn body(&mut self, name: &str, row: Row<'_>) {
        let body = self.bodies.len() as u32;
        self.bodies.push(Body::of(name, row));
        let forms: Vec<&str> =
            if row.get("forms").is_empty() { vec![name] } else { row.list("forms").collect() };
        for form in forms.into_iter().flat_map(|form| BodyForm::of(body, form)) {
            self.body_form(form);
        }
    }

    fn body_form(&mut self, form: BodyForm) {
        let number = self.body_forms.len() as u32;
        let cues = self.cues.entry(form.tail.clone()).or_default();
        let tails =
            cues.iter_mut().find_map(|cue| if let Cue::BodyTail(forms) = cue { Some(forms) } else { None });
        match tails {
            Some(forms) => forms.push(number),
            None => cues.push(Cue::BodyTail(vec![number])),
        }
        self.body_forms.push(form);
    }

    fn ignored(&mut self, word: &str, row: Row<'_>) {
        let ignored = |kind| Ignored {
            kind,
            reason: row.get("reason").to_owned(),
            path: row.path.to_string(),
            line: row.line,
        };
        let rows = self.ignore.entry(normal(word)).or_default();
        let before = rows.len();
        rows.extend(row.list("kind").filter_map(|kind| Some(ignored(Some(kind.parse().ok()?)))));
        if rows.len() == before {
            rows.push(ignored(None));
        }
    }
}
