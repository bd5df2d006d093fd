//! Random changes of the shipped dictionary and of a user's, on pages that hold what recognition looks up itself: datelines,
//! counted lists, bodies of states, letters of states, spaced and quoted names. `PROPTEST_CASES` says how many.

use std::path::PathBuf;

use guanxi::dictionary::{Changes, Dictionary, DictionaryOptions};
use guanxi::pipeline;
use guanxi::recognise::{RecogniseOptions, Recogniser};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::made::{build_of, exported, mentions};
use crate::support::desk::Desk;

/// One article each.
const PAGES: [&str; 18] = [
    "本报云山3月5日电 王树林走访云山县总工会。县总工会主席李云帆、县委书记王 树林陪同。",
    "新华社南京3月5日电 南京市与云山、乌山两县签署协议，南京、包头等市参加。",
    "新华社乌山县3月6日讯 乌山和云山等地的县委、县政府高度重视，总工会牵头。",
    "埃塞兼外交部发言人说，外交部与埃塞俄比亚外交部举行会谈。",
    "俄外交部和俄海军发表声明，俄罗斯联邦总统会见越共中央总书记。外长随行。",
    "意大利和法国的代表出席了会议，民主党发表声明，社会党没有表态。",
    "托马斯·云帆在北京会见王树林。云帆表示，双方将深化合作。托马斯•云帆还参观了云帆公司。",
    "“三北”工程和三北 工程、三北工程在包头推进，“天骏”计划和天骏计划同时启动。",
    "全国天骏计划表彰大会在内蒙古自治区举行，内蒙古自治区天骏计划先进集体出席。",
    "ＡＢＣ厂与ABC厂、云 帆公司签约，云帆（集团）公司董事长李 云帆出席。",
    "包头市总工会、自治区总工会、市总工会和内蒙古总工会联合慰问，市委书记讲话。",
    "赤峰市红山区和松山区的区总工会、区委、区政府召开会议，红山区总工会主席王伟讲话。",
    "中国外交部、中华人民共和国外交部和中方代表表示，中国共产党和中共中央十分重视。",
    "中央政治局委员、国务院副总理李云帆到内蒙古调研，全国人大常委会副委员长陪同。",
    "越南国会主席访华期间，国会与全国人大签署文件，越南外长、外交部长出席。",
    "京津冀、中俄、中埃、俄乌的代表到会，沪宁高速和南京大学附属中学同日开放。",
    "云山县委书记李云帆，云山县县长王树林，乌山县副县长、云山县委常委张慧宇参加。",
    "李·云帆说，托马斯和王 树林、张慧宇、李云帆是南京大学的教授，北京大学也派人参加。",
];
const KINDS: [&str; 4] = ["organisation", "person", "place", "programme"];
/// Names with the kind and the container that they mostly have.
const NAMES: [(&str, &str, &str); 52] = [
    ("云山县", "place", "内蒙古自治区"),
    ("云山市", "place", ""),
    ("云山", "place", ""),
    ("乌山县", "place", "包头市"),
    ("乌山", "place", ""),
    ("包头市", "place", "内蒙古自治区"),
    ("包头", "place", ""),
    ("南京市", "place", "江苏省"),
    ("南京", "place", ""),
    ("内蒙古自治区", "place", "中国"),
    ("内蒙古", "place", ""),
    ("红山区", "place", "赤峰市"),
    ("松山区", "place", "赤峰市"),
    ("中国", "place", "亚洲"),
    ("中方", "place", ""),
    ("俄罗斯", "place", "欧洲"),
    ("俄罗斯联邦", "place", ""),
    ("埃塞俄比亚", "place", "非洲"),
    ("埃塞", "place", ""),
    ("意大利", "place", "欧洲"),
    ("法国", "place", "欧洲"),
    ("越南", "place", "亚洲"),
    ("越南社会主义共和国", "place", "亚洲"),
    ("中华人民共和国外交部", "organisation", "国务院"),
    ("外交部", "organisation", ""),
    ("埃塞俄比亚外交部", "organisation", "埃塞俄比亚"),
    ("俄罗斯海军", "organisation", "俄罗斯"),
    ("俄海军", "organisation", ""),
    ("俄罗斯外交部", "organisation", "俄罗斯"),
    ("意大利民主党", "organisation", "意大利"),
    ("民主党", "organisation", ""),
    ("法国社会党", "organisation", "法国"),
    ("越南共产党", "organisation", "越南"),
    ("越共", "organisation", ""),
    ("越南国会", "organisation", "越南"),
    ("云山县总工会", "organisation", "云山县"),
    ("总工会", "organisation", ""),
    ("内蒙古自治区总工会", "organisation", "内蒙古自治区"),
    ("市总工会", "organisation", "包头市"),
    ("云帆公司", "organisation", ""),
    ("云 帆公司", "organisation", ""),
    ("ABC厂", "organisation", "云山县"),
    ("ＡＢＣ厂", "organisation", ""),
    ("南京大学", "organisation", "南京市"),
    ("王树林", "person", ""),
    ("王 树林", "person", "云山县"),
    ("李云帆", "person", ""),
    ("托马斯·云帆", "person", "意大利"),
    ("云帆", "person", ""),
    ("“三北”工程", "programme", ""),
    ("三北工程", "programme", ""),
    ("全国天骏计划", "programme", ""),
];
/// Those that are of any kind in one of so many rows.
const ODD: usize = 6;

/// A row: name, another kind, aliases, another container or none, whether it takes out.
type Row = (usize, usize, Vec<usize>, (usize, usize), bool);
/// A judgement or a form that is never a name.
type Judged = (usize, usize, usize);

fn row() -> impl Strategy<Value = Row> {
    let aliases = prop::collection::vec(0..NAMES.len(), 0..3);
    (0..NAMES.len(), 0..4 * ODD, aliases, (0..4usize, 0..23usize), prop::bool::weighted(0.35))
}

fn rows(drawn: &[Row], takes_out: bool) -> String {
    let mut text = "change\tname\tkind\taliases\twithin\n".to_owned();
    for (name, kind, aliases, (sort, within), remove) in drawn {
        let (name, usual, home) = NAMES[*name];
        let aliases: Vec<&str> = aliases.iter().map(|&n| NAMES[n].0).collect();
        let kind = KINDS.get(*kind).unwrap_or(&usual);
        let within = if *sort == 0 { NAMES[*within].0 } else { home };
        let change = if takes_out && *remove { "-" } else { "" };
        text += &format!("{change}\t{name}\t{kind}\t{}\t{within}\n", aliases.join("|"));
    }
    text
}

fn verdicts(judged: &[Judged]) -> String {
    let mut text = "judgement\ta\tb\n".to_owned();
    for &(sort, a, b) in judged.iter().filter(|(sort, ..)| *sort < 3) {
        text += &format!("{}\t{}\t{}\n", ["same", "not-same", "never"][sort], NAMES[a].0, NAMES[b].0);
    }
    text
}

fn ignored(judged: &[Judged]) -> String {
    let of = judged.iter().filter(|(sort, ..)| *sort == 3);
    of.fold("word\tkind\n".to_owned(), |text, &(_, a, b)| {
        text + &format!("{}\t{}\n", NAMES[a].0, ["", NAMES[a].1][b % 2])
    })
}

/// What one round is of.
type Round = (Vec<Row>, Vec<Row>, Vec<Judged>, Vec<Judged>, (bool, bool));

fn round() -> impl Strategy<Value = Round> {
    let judged = || prop::collection::vec((0usize..4, 0..NAMES.len(), 0..NAMES.len()), 0..2);
    let flags = (prop::bool::weighted(0.8), prop::bool::weighted(0.25));
    (prop::collection::vec(row(), 0..8), prop::collection::vec(row(), 0..4), judged(), judged(), flags)
}

/// One side: the files of rows, of judgements and of ignored forms.
fn side(desk: &Desk, builtin: bool, rows: &[PathBuf], judged: (&str, &[Judged])) -> Dictionary {
    let folder = desk.folder().join(judged.0).join("rules");
    std::fs::create_dir_all(&folder).unwrap();
    let ignore = folder.join("ignore.tsv");
    std::fs::write(&ignore, ignored(judged.1)).unwrap();
    let paths = rows.iter().cloned().chain([ignore]).collect();
    let judgements = vec![desk.file(&format!("{}.judged.tsv", judged.0), verdicts(judged.1))];
    Dictionary::load(&DictionaryOptions { builtin, paths, judgements, texts: Vec::new() }).unwrap()
}

fn holds((base, change, before, after, (builtin, no_rules)): Round) -> Result<(), TestCaseError> {
    let desk = Desk::new();
    let lines = PAGES.iter().map(|text| format!("{{\"text\":\"{text}\"}}\n"));
    let pages = desk.file("pages.jsonl", lines.collect::<String>());
    let base = desk.file("base.tsv", rows(&base, false));
    let change = desk.file("change.tsv", rows(&change, true));
    let old = side(&desk, builtin, std::slice::from_ref(&base), ("old", &before));
    let new = side(&desk, builtin, &[base, change], ("new", &[before.clone(), after].concat()));
    let changes = Changes::between(&old, &new).unwrap();
    let with = |dictionary| {
        Recogniser::new(dictionary, RecogniseOptions { no_rules, ..RecogniseOptions::default() }).unwrap()
    };
    let mut store = build_of(&desk, &pages, "applied", &with(old));
    let new = with(new);
    let plan = pipeline::plan(&store, &changes, &new, 2, |_, _| {}).unwrap();
    let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    let rebuilt = build_of(&desk, &pages, "rebuilt", &new);
    prop_assert_eq!(mentions(&store), mentions(&rebuilt));
    prop_assert!(exported(&store) == exported(&rebuilt), "the exports differ");
    prop_assert_eq!(store.dictionary(), rebuilt.dictionary());
    prop_assert_eq!((plan.concerned, plan.changed), (applied.concerned, applied.changed));
    prop_assert_eq!(store.verify().unwrap().problems, Vec::<String>::new());
    Ok(())
}

#[test]
fn random_changes_of_any_sort_are_as_building_anew() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(16);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    // The same changes each time.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng).run(&round(), holds).unwrap();
}
