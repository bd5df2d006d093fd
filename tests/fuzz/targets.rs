//! Every reader of what a user gives, as a function of bytes: through files, as the command reads them.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use flate2::Compression;
use flate2::write::GzEncoder;
use guanxi::corpus::{CharOffsets, Input, Layout, ReadOptions, Reader, Source};
use guanxi::dictionary::{self, Changes, Dictionary, DictionaryOptions, Gazetteer};
use guanxi::evaluate::{GoldFormat, KindMap, Others, Outcome, Sentences, marked_kinds, read_gold};
use guanxi::pipeline::{self, RunOptions};
use guanxi::recognise::{
    ArticleRecord, RecogniseOptions, Recogniser, RecordOptions, RecordWriter, Scratch, record, without_space,
    write_record,
};
use guanxi::store::{OpenOptions, Snapshot, Store, StoreError};

/// A name, and what is done to bytes.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Each reader with its name, which begins with the extension that files of its kind have.
pub(crate) const TARGETS: [Target; 17] = [
    ("txt", |bytes| pages(bytes, "page.txt")),
    ("md", |bytes| pages(bytes, "page.md")),
    ("html", |bytes| pages(bytes, "page.html")),
    ("jsonl", |bytes| pages(bytes, "news.jsonl")),
    ("csv", |bytes| pages(bytes, "news.csv")),
    ("json", |bytes| pages(bytes, "news.json")),
    ("gz", gzip),
    ("tsv/dictionary", |bytes| table(bytes, "place.tsv")),
    ("csv/dictionary", |bytes| table(bytes, "export.csv")),
    ("txt/jieba", |bytes| table(bytes, "user.txt")),
    ("jsonl/spacy", |bytes| table(bytes, "patterns.jsonl")),
    ("json/harvest-and-flashtext", |bytes| table(bytes, "person.json")),
    ("tsv/judgements", |bytes| table(bytes, "judgements.tsv")),
    ("tsv/rules", |bytes| table(bytes, "rules/title.tsv")),
    ("jsonl/mentions", mentions),
    ("gold", gold),
    ("marker", marker),
];

/// A folder of this thread; in memory where there is such a place.
fn folder() -> PathBuf {
    thread_local! {
        static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
    }
    FOLDER.with_borrow_mut(|folder| {
        let memory = Path::new("/dev/shm");
        let made = || if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        folder.get_or_insert_with(|| made().unwrap()).path().to_owned()
    })
}

fn written(bytes: &[u8], name: &str) -> PathBuf {
    let path = folder().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

const NAMES: &str = "name\tkind\taliases\twithin\n赤峰市\tplace\t赤峰\t内蒙古自治区\n内蒙古自治区\tplace\t内蒙古\t\n\
    内蒙古自治区总工会\torganisation\t自治区总工会\t\n天骏计划\tprogramme\t\t\n张慧宇\tperson\t\t\n";

/// The rules as they are shipped, with few names.
static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| {
    let names = written(NAMES.as_bytes(), "names.tsv");
    let options = DictionaryOptions { builtin: false, paths: vec![names], ..DictionaryOptions::default() };
    let nested = RecogniseOptions { nested: true, ..RecogniseOptions::default() };
    Recogniser::new(Dictionary::load(&options).unwrap(), nested).unwrap()
});

/// Makes what the targets share, so that its memory is not counted as that of an input.
pub(crate) fn prepare() {
    read(&written("赤峰市总工会。".as_bytes(), "first.txt"));
}

fn read(path: &Path) -> Vec<Source> {
    let (inputs, _) = guanxi::corpus::inputs(&[path.display().to_string()]);
    let options = ReadOptions::default();
    let mut problems = Vec::new();
    let items = Reader::new(inputs, options.clone());
    let sources: Vec<Source> = items.flat_map(|item| item.prepare(&options, &mut problems)).collect();
    let mut scratch = Scratch::default();
    for source in &sources {
        recognised(source, &mut scratch);
    }
    sources
}

/// What is found lies where it is said to lie, and reads back.
fn recognised(source: &Source, scratch: &mut Scratch) {
    let mut chars = CharOffsets::new(&source.text);
    let options = RecordOptions { with_text: true, nested: true };
    let mut records = RecordWriter::new(source, options);
    for article in &source.articles {
        for span in article.sentences.iter().chain(&article.paragraphs) {
            assert!(article.text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
        }
        let found = RECOGNISER.recognise(article, scratch);
        let made = record(source, article, &found, options, &mut chars);
        let mut json = Vec::new();
        write_record(&made, &mut json);
        assert_eq!(serde_json::from_slice::<ArticleRecord<'_>>(&json).unwrap(), made);
        let mut streamed = Vec::new();
        records.write(article, &found, &mut streamed, |_| Ok::<_, Infallible>(())).unwrap();
        assert_eq!(streamed, json);
        for mention in &made.mentions {
            let bytes = mention.start_byte.unwrap() as usize..mention.end_byte.unwrap() as usize;
            assert_eq!(without_space(&source.text[bytes]), mention.surface);
        }
    }
}

fn pages(bytes: &[u8], name: &str) {
    read(&written(bytes, name));
}

/// The bytes as they are, and packed.
fn gzip(bytes: &[u8]) {
    read(&written(bytes, "raw.txt.gz"));
    for name in ["packed.txt.gz", "packed.jsonl.gz"] {
        read(&written(&packed(bytes), name));
    }
}

pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A table as it is loaded, planned as a change, and compiled.
fn table(bytes: &[u8], name: &str) {
    let text = dictionary::decode(bytes);
    let old = Dictionary::of_text("names.tsv", NAMES);
    let new = Dictionary::of_texts(&[("names.tsv", NAMES), (name, &text)]);
    let changes = Changes::between(&old, &new).unwrap();
    let _ = (changes.is_empty(), changes.in_text("赤峰市总工会"));
    if let Ok(gazetteer) = Gazetteer::new(&new) {
        gazetteer.scan("赤峰市总工会和张慧宇在内蒙古。", &mut Vec::new());
    }
    for number in 0..new.entities.len() as u32 {
        let entity = new.entity(dictionary::EntityNo(number));
        assert!(entity.named.aliases.is_sorted() && !entity.named.name.is_empty());
    }
}

/// The care of dictionaries: what is imported is clean, and importing it again changes nothing. Slower than the rest, since
/// it compares with all that is shipped.
pub(crate) fn imported(bytes: &[u8], name: &str) {
    let file = written(bytes, name);
    let Ok(first) = dictionary::import(&file, Some(&dictionary::Kind::PLACE), None) else { return };
    let again = written(first.text.as_bytes(), "again.tsv");
    let second = dictionary::import(&again, None, None).unwrap();
    assert_eq!(first.text, second.text);
}

fn mentions(bytes: &[u8]) {
    thread_local! {
        static STORE: RefCell<Option<Store>> = const { RefCell::new(None) };
    }
    for line in bytes.split(|byte| *byte == b'\n') {
        let _ = serde_json::from_slice::<ArticleRecord<'_>>(line);
    }
    let input = Input {
        name: "mentions".to_owned(),
        path: Some(written(bytes, "mentions.jsonl")),
        layout: Layout::Records,
    };
    STORE.with_borrow_mut(|store| {
        let dir = folder().join("store");
        let store = store.get_or_insert_with(|| Store::open(&dir, &OpenOptions::default()).unwrap());
        let stop = AtomicBool::new(false);
        let run = RunOptions { inputs: vec![input], read: ReadOptions::default(), threads: 1, stop: &stop };
        pipeline::build_from_mentions(RECOGNISER.dictionary(), store, run, |_, _| {}).unwrap();
    });
}

/// Gold in each of its forms, what was found by others, and the result of an earlier evaluation.
fn gold(bytes: &[u8]) {
    let path = written(bytes, "gold.jsonl");
    let map: KindMap = "MISC=-".parse().unwrap();
    let _ =
        (read_gold(&path, &mut Vec::new()), GoldFormat::of(&path), Outcome::read(&path), Others::read(&path));
    for format in [GoldFormat::Entities, GoldFormat::Conll] {
        let _ = marked_kinds(&path, format, &map, &mut Vec::new());
        for marked in Sentences::open(&path, format, &map, None).unwrap().map_while(Result::ok) {
            let characters = marked.source.text.chars().count();
            assert!(marked.gold.iter().all(|m| m.start <= m.end && m.end <= characters), "{:?}", marked.gold);
        }
    }
}

/// A store whose marker is anything at all is refused or read, and left as it is.
fn marker(bytes: &[u8]) {
    let marker = written(bytes, "marked/guanxi.store");
    let found = Snapshot::open(marker.parent().unwrap());
    assert!(matches!(
        found,
        Err(StoreError::Missing { .. }
            | StoreError::Newer { .. }
            | StoreError::Damaged { .. }
            | StoreError::Io { .. })
    ));
    assert_eq!(fs::read(&marker).unwrap(), bytes);
}
