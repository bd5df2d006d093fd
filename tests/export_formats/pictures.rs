//! Pictures, and their letters.

use guanxi::export::{Caption, Fonts, rasterise, write_ego, write_map};

use crate::support::skip::skip;
use crate::{graphml, graphs};

#[test]
fn a_picture_becomes_a_png_with_letters_in_it() {
    use resvg::tiny_skia::Pixmap;
    let fonts = Fonts::of_system();
    if !fonts.have_chinese() {
        return skip("fonts", "no font with Chinese is installed");
    }
    let drawn = |name: &str| {
        let (mut graph, mut svg) = (graphs::star(5), Vec::new());
        graph.nodes[1].label = name.to_owned();
        write_ego(&graph, 0, &Caption::default(), &mut svg).unwrap();
        let png = rasterise(&svg, 2.0, &fonts).unwrap();
        assert_eq!(png, rasterise(&svg, 2.0, &fonts).unwrap(), "the same bytes twice");
        Pixmap::decode_png(&png).unwrap()
    };
    let (name, other, boxes) = (drawn("华"), drawn("中"), drawn("\u{10FFFD}"));
    let dark = name.pixels().iter().filter(|pixel| pixel.red() < 100 && pixel.blue() < 100).count();
    assert!(dark > 500, "{dark} dark pixels are too few for six names");
    assert!(name.data() != other.data() && name.data() != boxes.data(), "letters, not boxes");
}

/// The texts of a picture as boxes: left, top, right, bottom, by a width a little below the one labels are set by.
fn text_boxes(svg: &str) -> Vec<([f64; 4], String)> {
    let (_, labels) = svg.split_once("paint-order=\"stroke\">").expect("labels");
    let lines = labels.lines().skip(1).take_while(|line| line.starts_with("<text"));
    lines
        .map(|line| {
            let value =
                |name: &str| line.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap();
            let number = |name: &str| value(name).parse::<f64>().unwrap();
            let (x, y, size) = (number("x"), number("y"), number("font-size"));
            let text: String = line.split(['<', '>']).skip(2).step_by(2).collect();
            let text = quick_xml::escape::unescape(&text).unwrap().into_owned();
            let width = unicode_width::UnicodeWidthStr::width(text.as_str()) as f64 * size * 0.45;
            let left = match value("text-anchor") {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            ([left, y - size * 0.8, left + width, y + size * 0.2], text)
        })
        .collect()
}

fn labels_keep_clear(svg: &[u8]) -> Vec<String> {
    let svg = std::str::from_utf8(svg).unwrap();
    graphml::lint_characters(svg);
    let boxes = text_boxes(svg);
    for (n, (a, name)) in boxes.iter().enumerate() {
        for (b, other) in &boxes[..n] {
            let meet = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
            assert!(!meet, "{name} and {other} cover each other");
        }
    }
    boxes.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn a_picture_names_every_neighbour_and_no_label_covers_another() {
    let caption = Caption { title: "人0000".to_owned(), note: "60 neighbours".to_owned() };
    let (graph, mut out) = (graphs::star(60), Vec::new());
    let written = write_ego(&graph, 0, &caption, &mut out).unwrap();
    assert_eq!((written.nodes, written.edges), (61, 60));
    let names = labels_keep_clear(&out);
    assert!((1..=60).all(|n| names.contains(&format!("人{n:04}{n}"))), "{names:?}");
    let mut out = Vec::new();
    write_ego(&graphs::sample(), 0, &caption, &mut out).unwrap();
    assert_eq!(labels_keep_clear(&out).len(), 6, "headline, note, centre and three neighbours");
}

#[test]
fn a_map_labels_what_has_room() {
    let caption = Caption::default();
    for graph in [graphs::sample(), graphs::crowd(), graphs::star(450)] {
        let mut out = Vec::new();
        let written = write_map(&graph, &caption, &mut out).unwrap();
        assert!(written.nodes == graph.nodes.len().min(400) && !labels_keep_clear(&out).is_empty());
        let mut reader = quick_xml::Reader::from_reader(out.as_slice());
        let mut discs = 0;
        loop {
            match reader.read_event_into(&mut Vec::new()).expect("well-formed") {
                quick_xml::events::Event::Start(start) if start.name().as_ref() == "circle" => discs += 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(discs, written.nodes);
    }
}
