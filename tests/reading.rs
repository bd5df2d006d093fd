//! What a user sees of reading: files in, articles and problems out.

mod support;

use std::io::Write;
use std::path::Path;

use guanxi::corpus::{Article, Problem, ReadOptions, Reader, Source, inputs};
use guanxi::text::Span;
use support::skip::shared;

fn read_with(folder: &Path, options: &ReadOptions) -> (Vec<Source>, Vec<String>) {
    let (inputs, mut problems) = inputs(&[folder.display().to_string()]);
    let mut sources = Vec::new();
    for item in Reader::new(inputs, options.clone()) {
        sources.extend(item.prepare(options, &mut problems));
    }
    let short = |problem: &Problem| problem.to_string().replace(&format!("{}/", folder.display()), "");
    (sources, problems.iter().map(short).collect())
}

fn read(files: &[(&str, &[u8])]) -> (Vec<Source>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    read_with(folder.path(), &ReadOptions::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

const RECORDS: &str = "{\"id\": 7, \"title\": \"甲\", \"date\": \"20120702\", \"text\": \"赤峰下雨。\\n通辽晴。\"}\n\n\
    {\"id\":\"b\",\"date\":\"2012-07-03\",\"text\":\"会议召开！\"}\n";

#[test]
fn records_become_sources_with_their_lines_and_numbers() {
    for bytes in [
        RECORDS.as_bytes().to_vec(),
        gzip(RECORDS.as_bytes()),
        RECORDS.encode_utf16().fold(vec![0xff, 0xfe], |mut bytes, unit| {
            bytes.extend(unit.to_le_bytes());
            bytes
        }),
    ] {
        let (sources, problems) = read(&[("a.jsonl", &bytes)]);
        assert_eq!(problems, Vec::<String>::new());
        let articles: Vec<_> = sources.iter().map(|source| &source.articles[0]).collect();
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].record.as_deref(), Some("7"));
        assert_eq!(articles[0].date, Some("2012-07-02".parse().unwrap()));
        assert_eq!(articles[0].paragraphs.len(), 2);
        assert_eq!((articles[1].number, articles[1].lines.clone()), (1, vec![3]));
    }
}

#[test]
fn each_bad_input_gives_one_clear_message_and_the_rest_is_read() {
    let broken = "{\"text\":\"好。\"}\n{\"title\":\"x\"}\n{oops\n{\"text\":\"也好。\"}\n{\"text\":\" \"}\n";
    let mut damaged = "第一行说的是天气。\n第二行说的是会议和代表，以及他们的讨论。\n".as_bytes().to_vec();
    damaged.insert(40, 0xfe);
    let (sources, problems) = read(&[
        ("0.txt", "正常的一页。\n".as_bytes()),
        ("1.txt", b""),
        ("2.txt", b" \n\n"),
        ("3.txt", &[0, 1, 2, 3, 0, 0, 200, 0]),
        ("4.jsonl", broken.as_bytes()),
        ("5.txt", &damaged),
        ("6.jsonl", b""),
        ("7.txt", b"%PDF-1.4 x"),
        ("8.jsonl", gzip(RECORDS.as_bytes()).split_last_chunk::<8>().unwrap().0),
    ]);
    assert_eq!(sources.len(), 6);
    assert_eq!(
        problems,
        [
            "1.txt: file is empty (remove it or fill it)",
            "2.txt: file holds no text (remove it or fill it)",
            "3.txt: binary, not text (give text in UTF-8, GB18030 or Big5, or in UTF-16 with a byte order mark)",
            "4.jsonl:2: record has no text (give it a \"text\" field)",
            "4.jsonl:3: not a record: no JSON (one JSON object a line, with \"text\" and, if known, id, title, date)",
            "4.jsonl:5: the text of the record is empty (fill it, or leave the record out)",
            "5.txt:2: 1 broken character as UTF-8 (read as U+FFFD; save the file as UTF-8)",
            "6.jsonl: file is empty (remove it or fill it)",
            "7.txt: a PDF, not text (extract its text first, for example with pdftotext)",
            "8.jsonl: broken gzip data (the lines before it were read; of the rest a store keeps what it has)",
        ]
    );
}

#[test]
fn what_is_too_long_is_left_out_and_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "长".repeat(1000)).unwrap();
    let long = format!("{{\"text\":\"{}\"}}\n", "长".repeat(400_000));
    let records = format!(
        "{{\"text\":\"好。\"}}\n{long}{{\"text\":\"{}\"}}\n{{\"text\":\"也好。\"}}",
        "中".repeat(1000)
    );
    std::fs::write(folder.path().join("b.jsonl"), records).unwrap();
    let options = ReadOptions { max_file_bytes: 2000, max_article_bytes: 2000, ..ReadOptions::default() };
    let (sources, problems) = read_with(folder.path(), &options);
    assert_eq!(sources.iter().map(|source| source.articles[0].number).collect::<Vec<_>>(), [0, 3]);
    assert_eq!(
        problems,
        [
            "a.txt: larger than 2000 bytes (split it into pages, or make it JSONL with one article a line)",
            "b.jsonl:2: line is longer than 4000 bytes (split the record into several articles)",
            "b.jsonl:3: article is longer than 2000 bytes (split it into several articles)",
        ]
    );
}

#[test]
fn batches_keep_count_of_lines_and_records() {
    let line = format!("{{\"text\":\"{}。\"}}\n", "字".repeat(300));
    let (sources, problems) = read(&[("a.jsonl", line.repeat(2000).as_bytes())]);
    assert!(problems.is_empty());
    let counted: Vec<(u32, u32)> =
        sources.iter().map(|s| (s.articles[0].number, s.articles[0].lines[0])).collect();
    assert_eq!(counted, (0..2000).map(|n| (n, n + 1)).collect::<Vec<_>>());
}

#[test]
fn encodings_are_detected_and_told() {
    let text = "赤峰市总工会昨日举办职工运动会，来自各旗县的代表参加了开幕式。\n";
    let gb = encoding_rs::GB18030.encode(text).0;
    let (sources, _) = read(&[("a.txt", &gb), ("b.txt", format!("\u{feff}{text}").as_bytes())]);
    let told: Vec<_> = sources.iter().map(|source| (source.encoding, source.text.as_str())).collect();
    assert_eq!(told, [("gb18030", text), ("UTF-8", text)]);
}

#[test]
fn every_annotated_name_stands_whole_in_the_working_text() {
    let (Some(seeds), Some(gold)) = (shared("seeds"), shared("gold")) else { return };
    let (sources, problems) = read_with(&seeds, &ReadOptions::default());
    assert_eq!((sources.len(), problems.len()), (5, 0));
    let mut missing = Vec::new();
    let mut names = 0;
    for source in &sources {
        let name = Path::new(&source.name).file_stem().unwrap().to_string_lossy().into_owned();
        let Ok(rows) = std::fs::read_to_string(gold.join(format!("{name}.jsonl"))) else { continue };
        let starts: Vec<usize> =
            source.text.char_indices().map(|(at, _)| at).chain([source.text.len()]).collect();
        for row in rows.lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let at = |key: &str| starts[row[key].as_u64().unwrap() as usize] as u32;
            let span = Span::new(at("start"), at("end"));
            let surface = row["surface"].as_str().unwrap();
            let stands = |article: &Article| {
                article.text.match_indices(surface).any(|(start, _)| {
                    let found = Span::from_usize(start, start + surface.len());
                    article.map.to_source(found) == span
                        && article.sentences.iter().any(|s| s.contains(found))
                })
            };
            names += 1;
            if !source.articles.iter().any(stands) {
                missing.push(format!("{name} {span:?} {surface}"));
            }
        }
    }
    assert!(names > 100 && missing.is_empty(), "{} of {names}: {missing:#?}", missing.len());
}
