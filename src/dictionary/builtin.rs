//! The shipped dictionaries, compiled in.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../", $path)))),*]
    };
}

/// Path and text of every shipped file.
pub(super) const FILES: [(&str, &str); 33] = files![
    "dictionaries/organisation.tsv",
    "dictionaries/person.tsv",
    "dictionaries/place.tsv",
    "dictionaries/programme.tsv",
    "dictionaries/rules/after-name.tsv",
    "dictionaries/rules/bodies.tsv",
    "dictionaries/rules/characters.tsv",
    "dictionaries/rules/checked-names.tsv",
    "dictionaries/rules/company-forms.tsv",
    "dictionaries/rules/deictic-bare.tsv",
    "dictionaries/rules/deictic.tsv",
    "dictionaries/rules/evidence.tsv",
    "dictionaries/rules/given-names.tsv",
    "dictionaries/rules/ignore.tsv",
    "dictionaries/rules/minority-name-parts.tsv",
    "dictionaries/rules/national.tsv",
    "dictionaries/rules/organisation-suffixes.tsv",
    "dictionaries/rules/place-abbreviation-frames.tsv",
    "dictionaries/rules/place-abbreviations.tsv",
    "dictionaries/rules/place-numbers.tsv",
    "dictionaries/rules/place-short-forms.tsv",
    "dictionaries/rules/place-suffixes.tsv",
    "dictionaries/rules/programme-heads.tsv",
    "dictionaries/rules/programme-not.tsv",
    "dictionaries/rules/programme-verbs.tsv",
    "dictionaries/rules/signs.tsv",
    "dictionaries/rules/speech-verbs.tsv",
    "dictionaries/rules/stronger-words.tsv",
    "dictionaries/rules/surnames.tsv",
    "dictionaries/rules/titles.tsv",
    "dictionaries/rules/townships.tsv",
    "dictionaries/rules/transliteration.tsv",
    "dictionaries/rules/words.tsv",
];
