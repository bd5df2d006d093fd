//! Tables, JSON, and what is drawn by other programs; every format twice.

use guanxi::export::{ExportError, Format, Options, Part, no_quotes, write, write_part};
use serde_json::Value as Json;

use crate::same::{bytes, json, same_as_dot, same_as_json, same_as_lines, same_as_mermaid, same_as_tables};
use crate::{graphml, graphs};

#[test]
fn tables_of_each_profile_read_back_as_the_model() {
    for format in [Format::Csv, Format::CsvGephi, Format::CsvNeo4j] {
        same_as_tables(&graphs::sample(), &mut graphs::quotes, format);
        let error =
            write(&graphs::sample(), &mut no_quotes, &Options::new(format), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, ExportError::NeedsFiles(_)));
    }
}

#[test]
fn excel_gets_a_byte_order_mark_and_no_formula() {
    let mut graph = graphs::sample();
    graph.nodes[0].label = "=cmd|' /C calc'!A0".to_owned();
    graph.nodes[1].label = "-1+2".to_owned();
    let options = Options { bom: true, excel_safe: true, ..Options::new(Format::Csv) };
    let mut out = Vec::new();
    write_part(&graph, Part::Nodes, &mut no_quotes, &options, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("\u{FEFF}id,label,kind,"));
    assert!(text.contains(",'=cmd|' /C calc'!A0,") && text.contains(",'-1+2,"), "{text}");
    assert!(text.contains(",-"), "numbers below zero stay numbers");
}

#[test]
fn the_three_shapes_of_json_say_the_same() {
    same_as_json(&graphs::sample(), &mut graphs::quotes);
    let link = json(&graphs::sample(), &mut graphs::quotes, Format::Json);
    assert_eq!(link["links"][0]["dated"][0]["date"], Json::Null);
    assert_eq!(link["links"][0]["dated"][1]["date"], "2022-10-13");
    assert_eq!(link["links"][2]["evidence"][1]["line"], 2);
}

#[test]
fn json_lines_give_all_evidence_back_unchanged() {
    same_as_lines(&graphs::sample(), &mut graphs::quotes);
}

#[test]
fn dot_and_mermaid_show_every_name() {
    same_as_dot(&graphs::sample(), &mut graphs::quotes);
    same_as_mermaid(&graphs::sample());
}

#[test]
fn mermaid_shows_the_strongest_hundred_and_says_so() {
    let graph = graphs::star(150);
    let mut out = Vec::new();
    let written = write(&graph, &mut no_quotes, &Options::new(Format::Mermaid), &mut out).unwrap();
    assert_eq!((written.nodes, written.edges), (100, 99));
    let file = String::from_utf8(out).unwrap();
    assert!(
        file.starts_with("%% the strongest 100 of 151 entities and 99 of 150 relations\ngraph LR\n"),
        "{file}"
    );
    assert!(file.contains("|150|") && !file.contains("|51|"));
}

#[test]
fn every_format_gives_the_same_bytes_twice_and_ends_its_last_line() {
    let graph = graphs::crowd();
    graphml::lint(&bytes(&graph, &mut graphs::quotes, Format::GraphMl));
    for format in Format::all() {
        for &part in format.parts() {
            let once = || {
                let mut out = Vec::new();
                let options = Options::new(format);
                write_part(&graph, part, &mut graphs::quotes, &options, &mut out).unwrap();
                out
            };
            assert_eq!(once(), once(), "{format}");
            assert!(once().ends_with(b"\n") && !once().contains(&b'\r'), "{format}");
        }
    }
}
