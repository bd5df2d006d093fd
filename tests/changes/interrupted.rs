//! What an interrupted change leaves.

use guanxi::dictionary::Changes;
use guanxi::pipeline;

use crate::made::{build, dictionary, mentions, with};
use crate::support::desk::Desk;

/// What an interrupted change leaves is neither of the two dictionaries, and no build takes it for one.
#[test]
fn an_interrupted_change_is_noted_until_it_is_finished() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n包头市\tplace\n");
    let change = desk.file("change.tsv", "name\tkind\taliases\n包头市\tplace\t包头\n");
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    let mut store = build(&desk, "store", &with(old));
    let (before, new) = (store.dictionary(), with(new));
    let after = pipeline::state_of(new.dictionary().fingerprint(), new.options());
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        pipeline::apply(&mut store, &changes, &new, 2, |_, _| std::panic::panic_any("stopped from outside"))
    }));
    assert!(stopped.is_err());
    let noted = store.dictionary();
    assert!(noted == pipeline::underway(&changes, after) && noted != before && noted != after);
    pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    assert_eq!(store.dictionary(), after);
}

/// What an interrupted change did counts only until somebody else changes the store.
#[test]
fn a_change_begins_anew_where_the_store_was_changed_meanwhile() {
    let desk = Desk::new();
    let base = desk.file("base.tsv", "name\tkind\n包头市\tplace\n");
    let change = desk.file("change.tsv", "name\tkind\taliases\n包头市\tplace\t包头\n产业工人\tprogramme\t\n");
    let (old, new) = (dictionary(&[&base], &[]), dictionary(&[&base, &change], &[]));
    let changes = Changes::between(&old, &new).unwrap();
    let (old, new) = (with(old), with(new));
    let mut store = build(&desk, "store", &old);
    let end = store.documents();
    for (progress, rest) in [(end..end, Some(end..end)), (1..end, Some(1..end))] {
        store.note_progress(&progress).unwrap();
        assert_eq!(store.progress().unwrap(), rest);
    }
    // Another dictionary is noted: every article is looked at again.
    let applied = pipeline::apply(&mut store, &changes, &new, 2, |_, _| {}).unwrap();
    assert!(applied.changed > 0 && store.progress().unwrap().is_none());
    assert_eq!(mentions(&store), mentions(&build(&desk, "rebuilt", &new)));
    // Articles came since.
    let end = store.documents();
    store.note_progress(&(0..end)).unwrap();
    drop(store);
    let store = build(&desk, "store", &old);
    assert!(store.documents() > end);
    assert_eq!(store.progress().unwrap(), None);
}
