//! The decoders of stored and mapped bytes as functions of bytes, for `cargo fuzz` and the tests of this room. In no other build.

use std::path::Path;

use super::codec::{Bytes, put, put_signed, seal, unseal};
use super::directory::log_path;
use super::engine::Engine;
use super::layout::resealed as resealed_snapshot;
use super::log::{resealed, unpack};
use super::manifest::Manifest;
use super::names::entity_of;
use super::open::Store;
use super::packing::Packing;
use super::passage::passages;
use super::record::{Document, Front, Note};
use super::retag::progress_of;
use super::rows::{Row, decode};
use super::segments::{DOCUMENTS, PLACES, Segment};
use super::snapshot::{Period, Snapshot};
use crate::relate::Window;

/// A name, and what is done to bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Each decoder with its name. What it makes of bytes is read through; a panic is a fault.
pub const TARGETS: [Target; 10] = [
    ("value", value),
    ("manifest", manifest),
    ("segments", segments),
    ("rows", rows),
    ("name", name),
    ("frame", |bytes| frame(bytes, Packing::Quick)),
    ("small frame", |bytes| frame(bytes, Packing::Small)),
    ("document", document),
    ("note", note),
    ("snapshot", snapshot),
];

fn value(bytes: &[u8]) {
    assert_eq!(unseal(&seal(bytes)), Ok(bytes));
    let _ = unseal(bytes);
    let mut rest = Bytes::new(bytes);
    while rest.text().is_ok() && rest.signed().is_ok() && rest.maybe().is_ok() && rest.small().is_ok() {}
}

fn manifest(bytes: &[u8]) {
    let _ = Manifest::decode(bytes);
    let _ = progress_of(bytes);
}

fn segments(bytes: &[u8]) {
    let mut rest = Bytes::new(bytes);
    while !rest.is_empty() && Segment::decode(&mut rest).is_ok() {}
}

fn rows(bytes: &[u8]) {
    let _ = decode::<2, 1>(bytes, &mut Vec::new());
    let _ = decode::<2, 3>(bytes, &mut Vec::new());
    let _ = decode::<5, 1>(bytes, &mut Vec::new());
    let _ = decode::<6, 1>(bytes, &mut Vec::new());
    let mut found: Vec<Row<3, 2>> = Vec::new();
    if decode(bytes, &mut found).is_ok() {
        assert!(found.is_sorted_by(|x, y| x.key < y.key), "rows are out of order");
    }
}

fn name(bytes: &[u8]) {
    let _ = entity_of(bytes);
}

/// Also with a right checksum, so that what is packed is unpacked.
fn frame(bytes: &[u8], packing: Packing) {
    for frame in [bytes.to_vec(), resealed(bytes, packing)] {
        if let Ok((raw, used)) = unpack(&frame, packing) {
            assert!((1..=packing.block()).contains(&raw.len()) && used <= frame.len());
        }
    }
}

fn document(bytes: &[u8]) {
    let front = Front::decode(bytes);
    let Ok(found) = Document::decode(bytes) else { return };
    assert!(front.is_ok_and(|front| front.text == found.text));
    let mut body = Vec::new();
    found.body.encode(&mut body);
    assert_eq!(
        Document::decode(&Document::encode(found.key, found.text, found.text_bytes, &body)).as_ref(),
        Ok(&found)
    );
    for window in [Window::Sentence, Window::Paragraph, Window::Article] {
        let _ = passages(&found.body, &[2, 3], &[4], window);
    }
}

fn note(bytes: &[u8]) {
    if let Ok(found) = Note::decode(bytes) {
        assert_eq!(Note::decode(&found.encode()), Ok(found));
    }
}

/// Bytes that are taken for a snapshot are walked through; also with right checksums, so that what they lead to is followed.
fn snapshot(bytes: &[u8]) {
    if let Ok(snapshot) = Snapshot::of_bytes(bytes.to_vec()) {
        walk(&snapshot);
        for node in 0..snapshot.entity_count() as u32 {
            assert!(snapshot.arcs(node).all(|arc| snapshot.between(node, arc.node) == Some(arc.relation)));
        }
    }
    if let Ok(snapshot) = Snapshot::of_bytes(resealed_snapshot(bytes)) {
        walk(&snapshot);
    }
}

fn walk(snapshot: &Snapshot) {
    let period = Period { since: Some(jiff::civil::date(2000, 1, 1)), until: None };
    let _ = snapshot.all_counts_in(&period);
    for node in 0..snapshot.entity_count() as u32 {
        let _ = (snapshot.entity(node), snapshot.with_form(snapshot.id(node)).len());
        let _ =
            (snapshot.entity_bytes(&(node..node + 1)), snapshot.numbers(node).count(), snapshot.totals(node));
        for arc in snapshot.arcs(node) {
            let _ = (snapshot.id(arc.node), snapshot.ends(arc.relation), snapshot.between(node, arc.node));
        }
        for document in snapshot.postings(node) {
            let _ = (snapshot.day_of(document), snapshot.address_of(document));
        }
        let _ = (snapshot.node(&snapshot.entity(node).id), snapshot.counts_in(node, &period));
    }
    for relation in 0..snapshot.relation_count() as u32 {
        let found = snapshot.relation(relation);
        let (count, articles) = (found.count(), found.articles());
        let _ = (found.dated().count(), snapshot.observe(found.a, found.b, count, articles));
    }
    for document in 0..snapshot.document_count() as u32 {
        for (source, _, _) in snapshot.place_numbers(document).unwrap_or_default() {
            let _ = snapshot.source(source);
        }
    }
}

/// The bytes that a store holds, for each target a few.
///
/// # Panics
/// If the store does not read.
pub fn samples(store: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let mut opened = Store::open_existing(store).expect("a store");
    let mut found = values(&opened.engine);
    let items = |address: u64| opened.log.read(address).expect("an item of the log");
    for row in opened.rows(DOCUMENTS).expect("the documents").take(20) {
        found.push(("document", items(row.expect("a row").key[1])));
    }
    for row in opened.rows(PLACES).expect("the places").take(20) {
        found.push(("note", items(row.expect("a row").key[3])));
    }
    found.push(("frame", frames(&opened)));
    let mut numbers = Vec::new();
    put(&mut numbers, u64::MAX);
    put_signed(&mut numbers, i64::MIN);
    found.push(("value", seal(&numbers)));
    drop(opened.snapshot().expect("a graph"));
    let graph = std::fs::read_dir(store).expect("the store").flatten().map(|entry| entry.path());
    let graph = graph.into_iter().find(|path| path.extension().is_some_and(|ext| ext == "gx"));
    found.push(("snapshot", std::fs::read(graph.expect("a published graph")).expect("a graph")));
    opened.compact(|_, _| ()).expect("room for a copy");
    found.push(("small frame", frames(&opened)));
    found
}

/// The log without its magic.
fn frames(store: &Store) -> Vec<u8> {
    let (begin, end) = store.log.written().extent();
    let log = std::fs::read(log_path(store.path(), store.generation)).expect("the log");
    log[begin as usize..end as usize].to_vec()
}

/// The values of the database, by what they are.
fn values(engine: &Engine) -> Vec<(&'static str, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in engine.range(&[], &[u8::MAX]) {
        let (key, payload) = entry.expect("a value");
        match key[0] {
            b'm' => found.push(("manifest", payload)),
            b'M' => found.push(("segments", payload)),
            b's' => found.push(("rows", payload)),
            b'N' if key[1] == 0 => {
                let mut stream = Bytes::new(&payload);
                while let Ok(record) = stream.count().and_then(|len| stream.take(len)) {
                    found.push(("name", record.to_vec()));
                }
            }
            _ => {}
        }
    }
    found
}
