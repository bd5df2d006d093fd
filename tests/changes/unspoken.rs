//! Changes that concern articles in which the changed form does not stand: recognition looks it up itself, or the store keeps
//! the surface otherwise.

use std::path::PathBuf;

use guanxi::dictionary::{Changes, Dictionary, DictionaryOptions};
use guanxi::pipeline;

use crate::made::{build_of, exported, mentions, with};
use crate::support::desk::Desk;

/// Applies a change to a graph of one page, and tells whether that is the graph of a new build.
fn is_as_built_anew(page: &str, builtin: bool, (base, change, judged): (&str, &str, &str)) -> bool {
    let desk = Desk::new();
    let page = desk.file("page.txt", page);
    let base = desk.file("base.tsv", format!("name\tkind\taliases\twithin\n{base}"));
    let change = desk.file("change.tsv", format!("change\tname\tkind\taliases\twithin\n{change}"));
    let judged = desk.file("judged.tsv", format!("judgement\ta\tb\n{judged}"));
    let dictionary = |paths: &[&PathBuf], judgements: &[&PathBuf]| {
        let owned = |paths: &[&PathBuf]| paths.iter().map(|path| (*path).clone()).collect();
        let (paths, judgements) = (owned(paths), owned(judgements));
        Dictionary::load(&DictionaryOptions { builtin, paths, judgements, texts: Vec::new() }).unwrap()
    };
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[&judged]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build_of(&desk, &page, "applied", &with(old));
    let before = exported(&store);
    let new = with(new);
    pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    let rebuilt = build_of(&desk, &page, "rebuilt", &new);
    assert_ne!(before, exported(&rebuilt), "{} changes nothing here", change.display());
    mentions(&store) == mentions(&rebuilt) && exported(&store) == exported(&rebuilt)
}

/// 云山 of a dateline and of a counted list is 云山县, which does not stand there.
#[test]
fn the_unit_of_a_place_concerns_its_short_name() {
    const DATELINE: &str = "本报云山3月5日电 王树林走访。\n";
    for (page, builtin, base, change, judged) in [
        (DATELINE, true, "", "\t云山县\tplace\t\t\n", ""),
        ("新华社云山3月5日电 王树林走访。\n", true, "", "\t云山市\tplace\t\t\n", ""),
        (DATELINE, true, "云山市\tplace\t\t\n", "", "same\t包头市\t云山市\n"),
        ("本报南京3月5日电 王树林走访。\n", false, "南京市\tplace\t\t\n", "", "never\t南京市\t\n"),
    ] {
        assert!(is_as_built_anew(page, builtin, (base, change, judged)), "{change}{judged}");
    }
}

/// An alias that folds to the name changes no mention, but the surface that is kept with it.
#[test]
fn an_alias_that_folds_to_the_name_concerns_its_surface() {
    for (name, kind, alias) in [
        ("三北工程", "programme", "“三北”工程"),
        ("李云帆", "person", "李 云帆"),
        ("ABC厂", "organisation", "ＡＢＣ厂"),
        ("托马斯·云帆", "person", "托马斯•云帆"),
    ] {
        let page = format!("会议指出，{alias}与南京市。\n");
        let row = |aliases: &str| format!("{name}\t{kind}\t{aliases}\t\n");
        let (bare, full) = (row(""), row(alias));
        assert!(is_as_built_anew(&page, false, (&full, &format!("-\t{full}"), "")), "{alias} goes");
        assert!(is_as_built_anew(&page, false, (&bare, &format!("\t{full}"), "")), "{alias} comes");
    }
    // Two aliases that fold to one form: that form means what it meant.
    let (both, spaced) = ("李云帆\tperson\t云 帆|云帆\t\n", "-\t李云帆\tperson\t云 帆\t\n");
    assert!(is_as_built_anew("会议指出，云 帆与南京市。\n", false, (both, spaced, "")));
    assert!(is_as_built_anew("会议指出，云帆与南京市。\n", false, (both, "-\t李云帆\tperson\t云帆\t\n", "")));
}

/// 外交部 is that of the home state, whose name need not stand there.
#[test]
fn the_home_state_concerns_the_bodies_that_begin_with_it() {
    let change = "-\t中国\tplace\t\t亚洲\n";
    assert!(is_as_built_anew("埃塞兼外交部\n", true, ("", change, "")));
}

/// 第十六届中央委员会 behind its owner is the listed 中央委员会 of this owner, whose name does not stand there.
#[test]
fn the_name_of_a_body_concerns_its_terms() {
    for (page, change) in [
        ("中国云帆党第十六届中央委员会在北京开会。\n", "\t中国云帆党中央委员会\torganisation\t\t\n"),
        ("云帆协会第三届理事会在北京开会。\n", "\t云帆协会理事会\torganisation\t\t\n"),
    ] {
        assert!(is_as_built_anew(page, true, ("", change, "")), "{change}");
    }
}

/// A party's name among the aliases of a person concerns its bare name too, which means the party of the state at hand.
#[test]
fn a_second_bearer_of_a_body_concerns_its_bare_name() {
    let page = "法国总统府说，社会党没有表态。\n";
    assert!(is_as_built_anew(page, true, ("", "\t王树林\tperson\t法国社会党\t\n", "")));
}
