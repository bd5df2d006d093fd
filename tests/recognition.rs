//! What holds of mentions in any text: they never overlap, each slices to its surface, and an article is recognised the same
//! alone or among others, on however many threads.

use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use guanxi::corpus::{self, CharOffsets, ReadOptions, Reader, Source};
use guanxi::dictionary::{Dictionary, DictionaryOptions};
use guanxi::pipeline::{self, RunOptions, Spill};
use guanxi::recognise::{
    MAX_PART_BYTES, RecogniseOptions, Recognised, Recogniser, RecordOptions, Scratch, Why, record,
    without_space,
};
use proptest::prelude::*;

const ROWS: &str = "name\tkind\taliases\twithin\n内蒙古自治区\tplace\t内蒙古\t\n赤峰市\tplace\t赤峰\t内蒙古自治区\n\
    红山区\tplace\t\t赤峰市\n内蒙古自治区总工会\torganisation\t内蒙古总工会\t内蒙古自治区\n云帆计划\tprogramme\t云帆\t\n\
    张慧宇\tperson\t\t\n";

/// Names, words that make names of what stands beside them, marks, and what pages break.
const PIECES: [&str; 48] = [
    "内蒙古自治区",
    "赤峰市",
    "赤峰",
    "红山区",
    "总工会",
    "内蒙古总工会",
    "自治区",
    "我市",
    "市委",
    "云帆计划",
    "云帆",
    "张慧宇",
    "王永军",
    "苏日古嘎",
    "阿不都热合曼·买买提",
    "普京",
    "记者 ",
    "主席",
    "（记者 张慧宇 王永军）",
    "书记",
    "塞北药谷科技有限公司",
    "（以下简称“塞北药谷”）",
    "塞北药谷",
    "“昆仑2023”专项行动",
    "《工会法》",
    "国道111线",
    "某某村",
    "、",
    "，",
    "。",
    "\n\n",
    "\n",
    " ",
    "　",
    "“",
    "”",
    "（",
    "）",
    "·",
    "在",
    "和",
    "的",
    "发展",
    "今天",
    "2024年",
    "ABC",
    "🀄",
    "说",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

/// The rows above with the shipped word lists of the rules.
fn recogniser(nested: bool) -> Recogniser {
    recogniser_of(ROWS, nested)
}

fn recogniser_of(rows: &str, nested: bool) -> Recogniser {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names.tsv");
    std::fs::write(&path, rows).unwrap();
    let options = DictionaryOptions { builtin: false, paths: vec![path], ..DictionaryOptions::default() };
    let options_of_names = RecogniseOptions { nested, ..RecogniseOptions::default() };
    Recogniser::new(Dictionary::load(&options).unwrap(), options_of_names).unwrap()
}

static NESTED: LazyLock<Recogniser> = LazyLock::new(|| recogniser(true));
static FLAT: LazyLock<Recogniser> = LazyLock::new(|| recogniser(false));

/// The texts as records of one file, read.
fn sources(texts: &[String], folder: &tempfile::TempDir) -> (String, Vec<Source>) {
    let path = folder.path().join("x.jsonl").display().to_string();
    let lines: Vec<String> =
        texts.iter().map(|text| serde_json::json!({ "text": text }).to_string()).collect();
    std::fs::write(&path, lines.join("\n")).unwrap();
    let (inputs, mut problems) = corpus::inputs(std::slice::from_ref(&path));
    let options = ReadOptions::default();
    let read = Reader::new(inputs, options.clone());
    (path, read.flat_map(|item| item.prepare(&options, &mut problems)).collect())
}

fn holds(source: &Source, found: &Recognised) -> Result<(), TestCaseError> {
    let article = &source.articles[0];
    for (before, next) in found.mentions.iter().zip(found.mentions.iter().skip(1)) {
        prop_assert!(before.span.end <= next.span.start, "{before:?} {next:?}");
    }
    for mention in found.mentions.iter().chain(&found.nested) {
        prop_assert!(!mention.span.is_empty() && mention.sentence < article.sentences.len() as u32);
        prop_assert!(article.sentences[mention.sentence as usize].contains(mention.span), "{mention:?}");
        prop_assert_eq!(mention.entity.is_none(), mention.candidates.len() > 1);
    }
    for inner in &found.nested {
        prop_assert!(found.mentions.iter().any(|outer| outer.span.contains(inner.span)), "{inner:?}");
    }
    let mut chars = CharOffsets::new(&source.text);
    let options = RecordOptions { nested: true, ..RecordOptions::default() };
    let record = record(source, article, found, options, &mut chars);
    let all: Vec<char> = source.text.chars().collect();
    for mention in &record.mentions {
        let slice: String = all[mention.start as usize..mention.end as usize].iter().collect();
        prop_assert_eq!(without_space(&slice), mention.surface.as_ref(), "in {}", source.text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn mentions_never_overlap_and_slice_to_their_surfaces(text in text()) {
        let folder = tempfile::tempdir().unwrap();
        let recogniser = &*NESTED;
        for source in sources(&[text], &folder).1 {
            holds(&source, &recogniser.recognise(&source.articles[0], &mut Scratch::default()))?;
        }
    }

    #[test]
    fn an_article_is_recognised_the_same_alone_and_among_others(texts in prop::collection::vec(text(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let recogniser = &*FLAT;
        let (path, sources) = sources(&texts, &folder);
        let alone: Vec<Recognised> =
            sources.iter().map(|s| recogniser.recognise(&s.articles[0], &mut Scratch::default())).collect();
        let mut scratch = Scratch::default();
        let mut among: Vec<Recognised> =
            sources.iter().rev().map(|s| recogniser.recognise(&s.articles[0], &mut scratch)).collect();
        among.reverse();
        prop_assert_eq!(&alone, &among);
        let together = recogniser.recognise_all(sources.iter().flat_map(|s| &s.articles), &mut scratch);
        prop_assert_eq!(&alone, &together);
        for threads in [1, 3] {
            let (inputs, _) = corpus::inputs(std::slice::from_ref(&path));
            let stop = AtomicBool::new(false);
            let run = RunOptions { inputs, read: ReadOptions::default(), threads, stop: &stop };
            let render = |_: &Source, found: &[Recognised], out: &mut Vec<u8>, _: Spill<'_>| {
                out.extend(format!("{found:?}").into_bytes());
                Ok(())
            };
            let mut out = Vec::new();
            pipeline::tag(recogniser, run, render, &mut out, |_, _| {}).unwrap();
            let expected: Vec<String> = alone.iter().map(|found| format!("{:?}", [found])).collect();
            prop_assert_eq!(String::from_utf8(out).unwrap(), expected.concat());
        }
    }
}

/// The texts of the properties do hold names of all sorts.
#[test]
fn the_pieces_make_mentions_of_every_kind_and_origin() {
    let folder = tempfile::tempdir().unwrap();
    let text = "本报赤峰讯（记者 张慧宇 王永军）自治区总工会主席王永军说，塞北药谷科技有限公司（以下简称“塞北药谷”）参加云帆计划。\n\n\
                塞北药谷和“昆仑2023”专项行动在我市红山区。";
    let found =
        FLAT.recognise(&sources(&[text.to_owned()], &folder).1[0].articles[0], &mut Scratch::default());
    let kinds: std::collections::BTreeSet<_> = found.mentions.iter().map(|m| m.kind.as_str()).collect();
    let origins: std::collections::BTreeSet<_> =
        found.mentions.iter().map(|m| format!("{:?}", m.origin)).collect();
    assert_eq!(Vec::from_iter(kinds), ["organisation", "person", "place", "programme"]);
    assert_eq!(Vec::from_iter(origins), ["Alias", "Context", "Dictionary", "Rule"]);
}

/// More text than is recognised at a time, a paragraph of it `line`, with lines before and behind.
fn long(before: &str, line: &str, behind: &str) -> Source {
    let lines = line.repeat(MAX_PART_BYTES / line.len() + 1);
    sources(&[format!("{before}\n{lines}{behind}")], &tempfile::tempdir().unwrap()).1.remove(0)
}

#[test]
fn a_long_article_is_recognised_to_its_end() {
    let line = "自治区总工会主席王永军到赤峰市红山区调研。\n";
    let source = long("张慧宇在场。", line, "张慧宇说好。");
    let article = &source.articles[0];
    let found = NESTED.recognise(article, &mut Scratch::default());
    holds(&source, &found).unwrap();
    let sentence = |number: u32| found.mentions.iter().filter(move |mention| mention.sentence == number);
    let lines = article.sentences.len() as u32 - 2;
    for number in [2, lines / 2, lines] {
        assert!(sentence(number).map(|m| m.span.len()).eq(sentence(1).map(|m| m.span.len())), "{number}");
    }
    let last = found.mentions.last().unwrap();
    assert_eq!((last.span.of(&article.text), last.paragraph), ("张慧宇", lines + 1));
    let told = NESTED.explain_within(article, last.span);
    let kept: Vec<_> = told.iter().filter(|e| e.why == Why::Kept).map(|e| e.span).collect();
    assert_eq!(kept, [last.span]);
}

/// Every place of this dictionary lies in the one before, and all begin at every character: what is tried at one stays bounded.
#[test]
fn names_nested_without_end_are_tried_within_a_bound() {
    let places: Vec<String> = (2..50).map(|length| "乌".repeat(length)).collect();
    let rows = places.iter().zip(std::iter::once("").chain(places.iter().map(String::as_str)));
    let rows: Vec<String> = rows.map(|(name, within)| format!("{name}\tplace\t{within}")).collect();
    let recogniser = recogniser_of(&format!("name\tkind\twithin\n{}\n", rows.join("\n")), false);
    let source = sources(&["乌".repeat(400)], &tempfile::tempdir().unwrap()).1.remove(0);
    let tried = recogniser.explain(&source.articles[0]).len();
    assert!((400..400 * 32).contains(&tried), "{tried}");
}

#[test]
fn the_dateline_of_a_long_article_holds_for_all_of_it() {
    let recogniser = Recogniser::new(Dictionary::builtin(), RecogniseOptions::default()).unwrap();
    let home = |dateline: &str, behind: &str| {
        let source = long(dateline, "会议强调，要抓好落实。\n", behind);
        assert_eq!(source.articles[0].dateline.as_deref(), Some("呼和浩特"));
        let found = recogniser.recognise(&source.articles[0], &mut Scratch::default());
        found.mentions.last().unwrap().entity.as_ref().unwrap().name.clone()
    };
    assert_eq!(home("本报呼和浩特3月2日电 开幕。", "我市召开会议。"), "呼和浩特市");
    let behind = "赤峰市、赤峰市红山区、赤峰市和赤峰市松山区派人参加。我市召开会议。";
    assert_eq!(home("新华社呼和浩特3月2日电 开幕。", behind), "赤峰市");
}
