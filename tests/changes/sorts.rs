//! Each sort of change by itself.

use guanxi::dictionary::{Changes, Dictionary, DictionaryOptions};
use guanxi::pipeline;

use crate::made::{build, build_of, dictionary, exported, mentions, same, with};
use crate::support::desk::Desk;

/// Each sort of change by itself, on names that stand in the pages: so none of them is covered by luck alone.
#[test]
fn every_sort_of_change_changes_the_graph_as_building_anew_does() {
    const BASE: &str = "name\tkind\taliases\twithin\n包头市\tplace\t包头\t内蒙古自治区\n\
        内蒙古自治区\tplace\t内蒙古\t\n张慧宇\tperson\t\t\n天骏计划\tprogramme\t\t\n高质量发展\tprogramme\t\t\n\
        赤峰市\tplace\t\t内蒙古自治区\n";
    let desk = Desk::new();
    let base = desk.file("base.tsv", BASE);
    for (sort, change) in [
        ("an alias more", "\t赤峰市\tplace\t赤峰\t内蒙古自治区\n"),
        ("an alias less", "-\t包头市\tplace\t包头\t内蒙古自治区\n"),
        ("an entity more", "\t产业工人\tprogramme\t\t\n"),
        ("an entity less", "-\t高质量发展\tprogramme\t\t\n"),
        ("another kind", "-\t张慧宇\tperson\t\t\n\t张慧宇\torganisation\t\t\n"),
        ("another container", "-\t包头市\tplace\t\t内蒙古自治区\n\t包头市\tplace\t包头\t赤峰市\n"),
        ("a container less", "-\t内蒙古自治区\tplace\t\t\n"),
        ("same", "same\t包头市\t赤峰市\n"),
        ("not the same", "not-same\t包头市\t包头\n"),
        ("never a name", "never\t张慧宇\t\n"),
    ] {
        let (change, judged) = if sort == "same" || sort.starts_with('n') {
            (String::new(), change.to_owned())
        } else {
            (change.to_owned(), String::new())
        };
        let change = desk.file("change.tsv", format!("change\tname\tkind\taliases\twithin\n{change}"));
        let judged = desk.file("judged.tsv", format!("judgement\ta\tb\n{judged}"));
        let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[&judged]));
        let changes = Changes::between(&old, &new).unwrap();
        let mut store = build(&desk, &format!("{sort} applied"), &with(old));
        let before = exported(&store);
        let new = with(new);
        let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        assert!(applied.changed > 0 && before != exported(&store), "{sort}: nothing changed");
        let rebuilt = build(&desk, &format!("{sort} rebuilt"), &new);
        same(&store, &rebuilt, sort);
        assert_eq!(store.dictionary(), rebuilt.dictionary(), "{sort}: the notes of the dictionary differ");
    }
}

/// A word list concerns every article: its rows name no form that could be looked for.
#[test]
fn a_changed_word_list_changes_the_graph_as_building_anew_does() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n包头市\tplace\n");
    std::fs::create_dir(desk.path("rules")).unwrap();
    let list = desk.file("rules/ignore.tsv", "word\tkind\n");
    let verbs = desk.file("rules/organisation-suffixes.tsv", "word\tstrength\n计划\tstrong\n");
    let (old, new) = (dictionary(&[&base, &list], &[]), dictionary(&[&base, &list, &verbs], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build(&desk, "applied", &with(old));
    let new = with(new);
    let articles = store.snapshot().unwrap().articles();
    for _ in 0..2 {
        let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
        assert_eq!((applied.articles, applied.concerned), (articles, articles));
    }
    let rebuilt = build(&desk, "rebuilt", &new);
    same(&store, &rebuilt, "applied");
}

/// A place has an award that the country has by a longer name: that name need not stand in the article.
#[test]
fn an_award_of_the_country_concerns_those_of_places() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n天骏计划\tprogramme\n内蒙古自治区\tplace\n");
    let change = desk.file("change.tsv", "name\tkind\n全国天骏计划\tprogramme\n");
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    assert!(changes.in_text("内蒙古自治区天骏计划"));
    let mut store = build(&desk, "applied", &with(old));
    let new = with(new);
    assert!(pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap().concerned > 0);
    assert_eq!(mentions(&store), mentions(&build(&desk, "rebuilt", &new)));
}

/// 民主党 is that of the one of two states that has a row for it: the full name need not stand in the article.
#[test]
fn a_body_of_a_state_concerns_its_bare_name() {
    let desk = Desk::new();
    let rows = "name\tkind\taliases\n意大利民主党\torganisation\t意大利民主党人\n";
    let change = desk.file("change.tsv", rows);
    let text = "意大利和法国的代表出席了会议，民主党发表声明。\n";
    let page = desk.file("state.txt", text);
    let with_builtin = |paths| {
        let options = DictionaryOptions { builtin: true, paths, judgements: Vec::new(), texts: Vec::new() };
        Dictionary::load(&options).unwrap()
    };
    let (old, new) = (with_builtin(Vec::new()), with_builtin(vec![change]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build_of(&desk, &page, "applied", &with(old));
    let new = with(new);
    pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    let rebuilt = build_of(&desk, &page, "rebuilt", &new);
    same(&store, &rebuilt, "applied");
}
