//! Writing streams: beside the graph it takes the same memory for ten times as many relations.

#[path = "readers/graphs.rs"]
#[allow(dead_code, reason = "the other tests of exports take the rest")]
mod graphs;

use std::alloc::{GlobalAlloc, Layout, System};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use guanxi::dictionary::Kind;
use guanxi::export::{ExportGraph, Format, Options, Part, Quote, write_part};
use guanxi::store::{Dated, RelationRow, Snapshot};
use jiff::civil::date;

/// The system's memory with a count of what is taken of it.
struct Counted;

static TAKEN: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[expect(unsafe_code, reason = "an allocator that counts is unsafe by nature")]
// SAFETY: every request goes to the system's allocator unchanged; beside it numbers are counted.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let taken = TAKEN.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(taken, Ordering::Relaxed);
        // SAFETY: the caller's layout is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        TAKEN.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: it was taken of the system with this layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static MEMORY: Counted = Counted;

/// A thousand entities with as many relations, on eight days.
fn graph(relations: u32) -> ExportGraph {
    let names = (0..1000).map(|n| format!("单位{n:04}"));
    let entities = names.map(|name| graphs::entity(&Kind::ORGANISATION, &name)).collect();
    let pairs = (0..1000u32).flat_map(|a| (a + 1..1000).map(move |b| (a, b)));
    let chosen = pairs.step_by((499_500 / relations) as usize);
    let row = |(n, (a, b)): (usize, (u32, u32))| {
        let day = Some(date(2024, 1, 1 + (n % 8) as i8));
        RelationRow { a, b, dated: vec![Dated { day, count: 1 + n as u64 % 5, articles: 1 }] }
    };
    let relations = chosen.take(relations as usize).enumerate().map(row).collect();
    graphs::finish(&Snapshot::from_rows(1, 1_000_000, 1000, entities, relations))
}

/// Bytes that writing takes at most beside what was taken before.
fn beside(graph: &ExportGraph, format: Format, part: Part) -> usize {
    let before = TAKEN.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let mut quotes = |relation, _| {
        let (text, source) = (format!("第{relation}条说两家单位在一起。"), "news/a.txt".to_owned());
        Ok(vec![Quote { text, source, line: Some(relation), ..Quote::default() }])
    };
    write_part(graph, part, &mut quotes, &Options::new(format), &mut io::sink()).unwrap();
    MOST.load(Ordering::Relaxed) - before
}

/// One test, so that nothing else takes memory meanwhile.
#[test]
fn two_hundred_thousand_relations_take_no_more_memory_than_twenty_thousand() {
    let (few, many) = (graph(20_000), graph(200_000));
    assert_eq!((few.edges.len(), many.edges.len()), (20_000, 200_000));
    let streamed = Format::all().filter(|format| !matches!(format, Format::Svg | Format::Mermaid));
    for format in streamed {
        for &part in format.parts() {
            let (less, more) = (beside(&few, format, part), beside(&many, format, part));
            eprintln!("{format} {part:?}: {less} bytes for 20,000 relations, {more} for 200,000");
            assert!(more <= less + less / 10 + 4096, "{format}: {less} bytes became {more}");
            assert!(more < 1 << 20, "{format} takes {more} bytes for a thousand entities");
        }
    }
}
