//! Small real inputs of each kind, written for these tests, and the pieces that mean something in them.

use crate::targets::packed;

const PAGE: &str = "# 第03版：要闻\n\n赤峰市举办职工运动会\n\n本报赤峰10月12日电（记者 张慧宇 李 明）10月12日，内蒙古自治区总工会\n\
    在赤峰市启动“天骏计划”。自治区总工会副主席张慧宇到会。赤峰\n市委书记王永军说：“好。”\n\n■上接第1版\n福 利 彩 票\n- 一是学习；\n\
    | 单位 | 数 |\n|---|---|\n| 红山区 | 3 |\n\n（新华社北京10月12日电）发展中国家，市长春节慰问。\u{c}\n    第二页\n";
const HTML: &str = "<!doctype html><html><head><title>要闻 &amp; 评论</title><style>p{}</style></head><body><nav>首页</nav>\
    <h1>赤峰市</h1><p>内蒙古自治区总工会&nbsp;在<b>赤峰</b>&#x5e02;。</p><script>var a='<p>';</script><!-- 张慧宇 --><table><tr>\
    <td>天骏计划</td></tr></table></body></html>";
const RECORDS: &str = "{\"id\":\"a1\",\"title\":\"开会\",\"date\":\"2022-10-12\",\"text\":\"本报讯 赤峰市总工会开会。\\n张慧宇到会。\"}\n\
    {\"id\":2,\"title\":\"雪\",\"date\":20221013,\"text\":\"包头市下雪。\\u8d64峰\\ud83d\\ude00\"}\n\n{\"content\":\"赤峰\"}\n";
const RECORD: &str = "{\"source\":\"a.txt\",\"article\":0,\"title\":\"会\",\"date\":\"2022-10-13\",\"start\":3,\"end\":17,\
    \"text\":\"赤峰市总工会。\\n张慧宇到\\n会。\",\"sentences\":[[3,10],[11,17]],\"paragraphs\":[[3,10],[11,17]],\"lines\":[1,2],\
    \"mentions\":[{\"start\":3,\"end\":6,\"start_byte\":9,\"end_byte\":18,\"surface\":\"赤峰市\",\"kind\":\"place\",\"entity\":\"place:赤峰市\",\
    \"name\":\"赤峰市\",\"origin\":\"dictionary\",\"sentence\":0,\"paragraph\":0},{\"start\":11,\"end\":14,\"kind\":\"person\",\"name\":\"张慧宇\"}]}\n\
    {\"source\":\"b.txt\",\"mentions\":[{\"start\":0,\"end\":2,\"kind\":\"ship\",\"entity\":\"ship:辽宁舰@海军\",\"sentence\":4,\"paragraph\":1}]}\n";
const GOLD: [&str; 5] = [
    "{\"start\":0,\"end\":3,\"surface\":\"赤峰市\",\"kind\":\"place\",\"canonical\":[\"赤峰市\"],\"status\":\"optional\"}\n",
    "{\"text\":\"赤峰市总工会\",\"entities\":[[0,3,\"LOC\"],[0,6,\"ORG\"]]}\n{\"text\":\"无\",\"label\":[]}\n",
    "{\"text\":\"赤峰市总工会\",\"entities\":[{\"start\":0,\"end\":3,\"label\":\"LOC\"},{\"start_offset\":0,\"end_offset\":6,\"type\":\"ORG\"}]}\n",
    "赤\tB-LOC\n峰\tI-LOC\n市\tE-LOC\n\n# 注\n张 B-PER\n慧 M-PER\n宇 E-PER\n。 O\n北京\tS-GPE\n",
    "{\"gold\":\"0123456789abcdef\",\"texts\":1,\"found\":{\"0\":[[[0,3],\"place\",\"rule\"]]}}\n",
];

/// Small inputs of a target.
pub(crate) fn samples(name: &str) -> Vec<Vec<u8>> {
    let texts = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    match name {
        "txt" | "md" => encoded(PAGE),
        "html" => encoded(HTML),
        "jsonl" => encoded(RECORDS),
        "csv" => encoded(
            "id,title,date,text\n1,工会慰问职工,2024-03-05,赤峰市总工会慰问职工。\n2,,,\"张慧宇到\n赤峰。\"\n",
        ),
        "json" => encoded(
            "[{\"id\":1,\"date\":\"2024-03-05\",\"text\":\"赤峰市总工会慰问职工。\"},\n{\"text\":\"张慧宇到赤峰。\"}]",
        ),
        "gz" => vec![
            packed(PAGE.as_bytes()),
            packed(RECORDS.as_bytes()),
            [packed(b"a\n"), packed(b"b\n")].concat(),
        ],
        "tsv/dictionary" => encoded(
            "name\tkind\taliases\twithin\tid\tnote\tchange\n赤峰市\tplace\t赤峰|昭乌达\t内蒙古自治区\t150400\t市\t\n\
             鼓楼区\tplace\t\t南京市\t\t\t\n鼓楼区\tplace\t\t开封市@河南省\t\t\t\n张慧宇\tperson\t\t\t\t\t-\n",
        ),
        "csv/dictionary" => encoded(
            "item,itemLabel,itemAltLabel,type,itemDescription\nhttp://www.wikidata.org/entity/Q1,赤峰市,\"赤峰, \"\"乌兰哈达\"\"\",LOC,城市\n\
             Q2，包头市，包头；鹿城，地名，无\n",
        ),
        "txt/jieba" => encoded("赤峰市 3 ns\n张慧宇 nr\n内蒙古自治区总工会 12 nt\n五原 县\n跑步 3 v\n"),
        "jsonl/spacy" => texts(&[
            "{\"label\":\"GPE\",\"pattern\":\"赤峰\",\"id\":\"赤峰市\"}\n{\"label\":\"ORG\",\"pattern\":[{\"ORTH\":\"总\"},{\"TEXT\":\"工会\"}]}\n",
        ]),
        "json/harvest-and-flashtext" => texts(&[
            "{\"赤峰市\": [\"赤峰\", \"昭乌达\"], \"张慧宇\": \"小张\", \"李\\u660e\": null}",
            "{\"entity_mention_dict\": {\"赤峰市\": [\"赤峰\"]},\n \"entity_type_dict\": {\"赤峰市\": \"地名\"}}",
        ]),
        "tsv/judgements" => encoded(
            "judgement\ta\tb\tdate\treason\nsame\t赤峰市\t赤峰\t2026-01-31\t同一\nnot-same\tplace:赤峰市\t内蒙古自治区@中国\t\t\n\
             never\t天骏计划\t\t\t\nsame\t张慧宇\t赤峰市\t\t\n",
        ),
        "tsv/rules" => texts(&[
            "title\tkind\tafter\tnote\n书记\tperson\t\t\n市长\tperson\tx\t\n",
            "form\tkind\treason\n春节\tplace\t节\n",
        ]),
        "jsonl/mentions" => texts(&[RECORD]),
        "gold" => texts(&GOLD).into_iter().chain(texts(&[RECORD])).collect(),
        "marker" => texts(&["guanxi store 1\ngeneration 3\n", "guanxi store 2\ngeneration 1\n"]),
        other => unreachable!("no samples for {other}"),
    }
}

/// A text in the encodings that are read.
fn encoded(text: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        text.as_bytes().to_vec(),
        ["\u{feff}".as_bytes(), text.replace('\n', "\r\n").as_bytes()].concat(),
        encoding_rs::GB18030.encode(text).0.into_owned(),
        encoding_rs::BIG5.encode(text).0.into_owned(),
        [&[0xff, 0xfe][..], &utf16].concat(),
    ]
}

const OF_PAGES: &[&str] = &[
    "\n",
    "\r",
    "\u{c}",
    "\u{3000}",
    "\u{feff}",
    "\u{0}",
    "“",
    "”",
    "（",
    "）",
    "(",
    "**",
    "# ",
    "- ",
    "|",
    "■上接第3版",
    "本报北京2月30日电",
    "（记者 ",
    "赤峰市",
    "赤 峰 市",
    "总工会",
    "副主席",
    "以下简称“",
    "天骏计划",
    "12月32日",
    "、",
    "·",
    "。",
    "王",
    "某某",
    "A",
    "\u{301}",
    "𠮷",
    "２０２２年",
    "省",
    "县委书记",
];
const OF_HTML: &[&str] = &[
    "<",
    ">",
    "</",
    "<p>",
    "</p>",
    "<script>",
    "</script",
    "<!--",
    "-->",
    "&",
    "&#",
    "&#x110000;",
    "&#0;",
    "&nbsp;",
    "&amp",
    "<br/>",
    "<td>",
    "\"",
    "'",
    "<title>",
    "<![CDATA[",
    "<p a=\"",
    "\n",
    "赤峰市",
];
const OF_MARKERS: &[&str] = &["\n", "guanxi store ", "generation ", "0", "-1", " "];
const OF_JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\u0000",
    "\\ud800",
    "\\",
    "null",
    "true",
    "1e999",
    "-1",
    "0.5",
    "\n",
    "\"text\":",
    "\"date\":",
    "\"mentions\":[",
    "\"start\":",
    "\"end\":",
    "\"kind\":",
    "\"entity\":",
    "\"sentences\":[[",
    "\"repeats\":[",
    "place:",
    "@",
    "[[[[[[[[",
    "{\"a\":",
    "\tB-LOC\n",
    "赤峰市",
    "99991231",
    "-9999-01-01",
];
const OF_TABLES: &[&str] = &[
    "\t",
    "\n",
    "\r",
    ",",
    "，",
    "|",
    "｜",
    ";",
    "\"",
    "\"\"",
    "@",
    ":",
    "name",
    "kind",
    "aliases",
    "within",
    "change",
    "-",
    "赤峰市",
    "内蒙古自治区",
    "place",
    "person",
    " ",
    "\u{3000}",
    "\u{0}",
    "\u{301}",
    "A",
    "·",
    "same",
    "not-same",
    "never",
];

/// Pieces that mean something to a target.
pub(crate) fn words(name: &str) -> &'static [&'static str] {
    match name {
        "txt" | "md" | "gz" => OF_PAGES,
        "html" => OF_HTML,
        "marker" => OF_MARKERS,
        name if name.starts_with("json") || name == "gold" => OF_JSON,
        _ => OF_TABLES,
    }
}
