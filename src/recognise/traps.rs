//! Traps at the borders of words: the tables of `tests/traps`, and what no table can say.

use std::collections::BTreeSet;
use std::path::Path;

use super::{RecogniseOptions, Recogniser, Scratch};
use crate::corpus::Article;
use crate::dictionary::{Dictionary, DictionaryOptions, Kind};
use crate::text::{Span, sentences};

fn recogniser(no_rules: bool) -> Recogniser {
    Recogniser::new(Dictionary::builtin(), RecogniseOptions { no_rules, ..RecogniseOptions::default() })
        .unwrap()
}

fn article(text: &str, dateline: Option<&str>) -> Article {
    let whole = Span::from_usize(0, text.len());
    Article {
        text: text.to_owned(),
        sentences: sentences(text, whole).collect(),
        paragraphs: vec![whole],
        dateline: dateline.map(str::to_owned),
        ..Article::default()
    }
}

/// `surface=canonical name`, or `surface` where they are equal, for each mention.
fn found(recogniser: &Recogniser, text: &str, dateline: Option<&str>) -> Vec<String> {
    let recognised = recogniser.recognise(&article(text, dateline), &mut Scratch::default());
    let told = recognised.mentions.iter().map(|mention| {
        let surface: String = mention.span.of(text).split_whitespace().collect();
        let name = mention.entity.as_ref().map_or("?", |entity| entity.name.as_str());
        if name == surface { surface } else { format!("{surface}={name}") }
    });
    told.collect()
}

/// A text, and its mentions as [`found`] tells them.
type Row = (String, Vec<String>);

/// A line of a table: a text and its mentions, with tabs between; `\n` is the end of a line in the text.
fn row(line: &str) -> Row {
    let mut cells = line.split('\t').map(|cell| cell.replace("\\n", "\n"));
    (cells.next().unwrap_or_default(), cells.collect())
}

/// The rows of a table. There are at least so many: one that was lost or cut short would hold whatever we find.
fn rows(table: &str, least: usize) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/traps/{table}.txt"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Vec<Row> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(row).collect();
    assert!(rows.len() >= least, "{table}: {} rows of {least}", rows.len());
    rows
}

fn holds(no_rules: bool, rows: &[Row]) {
    holds_by(&recogniser(no_rules), rows);
}

fn holds_by(recogniser: &Recogniser, rows: &[Row]) {
    let told: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| found(recogniser, text, None) != *expected)
        .map(|(text, expected)| {
            format!("{text}\n  expected {expected:?}\n  found    {:?}", found(recogniser, text, None))
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn what_an_article_repeats_tells_more_than_each_alone() {
    holds(false, &rows("repeated", 60));
}

#[test]
fn last_names_mean_listed_persons_whom_the_article_tells() {
    holds(false, &rows("bearers", 11));
}

#[test]
fn other_forms_mean_listed_places_and_bodies() {
    holds(false, &rows("forms", 3));
}

#[test]
fn short_names_mean_what_the_article_has_in_full() {
    holds(false, &rows("in-full", 5));
}

#[test]
fn bare_names_of_bodies_mean_those_of_the_state_of_their_paragraph() {
    holds(false, &rows("bare", 9));
    holds(false, &rows("firms", 2));
    holds(false, &rows("ministries", 7));
}

#[test]
fn letters_stand_for_states_that_the_article_names() {
    holds(false, &rows("states", 20));
}

#[test]
fn listed_names_keep_to_their_borders() {
    holds(true, &rows("listed", 30));
}

#[test]
fn names_that_no_list_has_are_found_whole() {
    holds(false, &rows("rules", 550));
}

/// A recogniser that knows these persons too.
fn with_persons(names: &BTreeSet<String>) -> Recogniser {
    let mut rows = String::from("name\tkind\n");
    for name in names {
        rows.push_str(&format!("{name}\tperson\n"));
    }
    let listed = tempfile::NamedTempFile::with_suffix(".tsv").unwrap();
    std::fs::write(listed.path(), rows).unwrap();
    let options = DictionaryOptions { paths: vec![listed.path().into()], ..DictionaryOptions::default() };
    Recogniser::new(Dictionary::load(&options).unwrap(), RecogniseOptions::default()).unwrap()
}

#[test]
fn a_person_who_is_listed_keeps_every_mention() {
    holds_by(&with_persons(&["赵衡", "孙沛"].map(str::to_owned).into()), &rows("persons", 8));
}

#[test]
fn what_was_found_can_be_listed() {
    let recogniser = recogniser(false);
    let persons = |text: &str| {
        let recognised = recogniser.recognise(&article(text, None), &mut Scratch::default());
        let persons = recognised.mentions.into_iter().filter(|mention| mention.kind == Kind::PERSON);
        persons.filter_map(|mention| Some(mention.entity?.name.clone())).collect::<Vec<_>>()
    };
    // Who lists 安静 has 安静 wherever it stands between marks or as a word.
    let mut rows = rows("rules", 550);
    rows.retain(|(text, _)| !text.contains("病人要安静"));
    holds_by(&with_persons(&rows.iter().flat_map(|(text, _)| persons(text)).collect()), &rows);
}

#[test]
fn full_width_letters_are_the_same_letters() {
    let rows = "name\tkind\nA股市场\tplace\n";
    let options = RecogniseOptions { no_rules: true, ..RecogniseOptions::default() };
    let recogniser = Recogniser::new(Dictionary::of_text("x.tsv", rows), options).unwrap();
    assert_eq!(found(&recogniser, "Ａ股市场回暖。", None), ["Ａ股市场=A股市场"]);
}

#[test]
fn an_agency_files_from_its_office_and_a_paper_from_home() {
    let recogniser = recogniser(true);
    let body = |filed: &str| {
        let text =
            format!("{filed}西安4月28日电 宝鸡工人说好，宝鸡市职工说好，得到市总工会资助的宝鸡企业也说好。");
        found(&recogniser, &text, Some("西安")).into_iter().find(|mention| mention.starts_with("市总工会"))
    };
    assert_eq!(body("新华社").as_deref(), Some("市总工会=宝鸡市总工会"));
    assert_eq!(body("本报").as_deref(), Some("市总工会=西安市总工会"));
}

#[test]
fn a_bare_level_word_means_the_place_its_paragraph_names() {
    let recogniser = recogniser(true);
    let bodies = |text: &str| {
        let all = found(&recogniser, text, None);
        all.into_iter().filter(|mention| mention.contains("公安局=")).collect::<Vec<_>>()
    };
    let text = "赤峰市、赤峰市、赤峰市。\n通辽市科尔沁区的市公安局说好。\n市公安局又说好。";
    assert_eq!(bodies(text), ["市公安局=通辽市公安局"; 2]);
    assert_eq!(bodies("赤峰市、通辽市、赤峰市的市公安局说好。"), ["市公安局=赤峰市公安局"]);
}

#[test]
fn an_article_is_judged_alone() {
    let recogniser = recogniser(false);
    let mut scratch = Scratch::default();
    let texts = ["内蒙古自治区总工会主席李明调研。", "自治区总工会召开会议。"];
    let article = |text: &str| {
        let whole = Span::from_usize(0, text.len());
        let text = text.to_owned();
        Article { text, sentences: vec![whole], paragraphs: vec![whole], ..Article::default() }
    };
    let together: Vec<_> =
        texts.iter().map(|text| recogniser.recognise(&article(text), &mut scratch)).collect();
    for (text, recognised) in texts.iter().zip(together) {
        assert_eq!(recogniser.recognise(&article(text), &mut Scratch::default()), recognised);
    }
}

#[test]
fn short_texts_end_where_they_end() {
    let recogniser = recogniser(false);
    for text in
        ["中峰", "联合国禁毒署", "9中国网三信息产业部促进中", "库尼科娃大街春都市场7罗朗·雷斯滨海边疆区"]
    {
        let whole = Span::from_usize(0, text.len());
        let article = Article {
            text: text.to_owned(),
            sentences: vec![whole],
            paragraphs: vec![whole],
            ..Article::default()
        };
        let mentions = recogniser.recognise(&article, &mut Scratch::default()).mentions;
        assert!(mentions.iter().all(|mention| mention.span.end <= whole.end), "{text}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
    /// Mentions never overlap, come in order, and slice the text at characters; whatever the text.
    #[test]
    fn mentions_are_flat_and_in_order(text in "[赤峰市长春节中国王永军、·“”（） 自治区总工会a1\n]{0,40}") {
        let whole = Span::from_usize(0, text.len());
        let article = Article { text: text.clone(), sentences: vec![whole], paragraphs: vec![whole], ..Article::default() };
        thread_local!(static RECOGNISER: Recogniser = recogniser(false));
        let mentions = RECOGNISER.with(|recogniser| recogniser.recognise(&article, &mut Scratch::default()).mentions);
        let mut end = 0;
        for mention in mentions {
            proptest::prop_assert!(mention.span.start >= end, "{:?}", mention);
            proptest::prop_assert!(text.get(mention.span.start as usize..mention.span.end as usize).is_some());
            end = mention.span.end;
        }
    }
}
