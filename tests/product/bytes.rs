//! The same bytes by every road.

use crate::copy_news;
use crate::support::desk::Desk;

#[test]
fn threads_and_the_order_of_files_change_no_byte() {
    let desk = Desk::new();
    let names = copy_news(&desk.path("news"));
    let mut forward = vec!["build", "-q", "--threads", "1", "--store", "one"];
    forward.extend(names.iter().map(String::as_str));
    desk.done(&forward);
    let mut backward = vec!["build", "-q", "--threads", "2", "--store", "two"];
    backward.extend(names.iter().rev().map(String::as_str));
    desk.done(&backward);
    // One file after another, the last first: the store sees another order than the sorted one.
    for name in names.iter().rev() {
        desk.done(&["build", "-q", "--store", "three", name]);
    }
    let one = desk.exported("one");
    assert!(one.len() > 10_000);
    assert!(one == desk.exported("two"), "two threads gave other bytes");
    assert!(one == desk.exported("three"), "another order gave other bytes");
}

#[test]
fn threads_change_nothing_that_is_tagged_or_suggested() {
    let desk = Desk::new();
    copy_news(&desk.path("news"));
    let tag = |threads| desk.done(&["tag", "-q", "--with-text", "--threads", threads, "news"]);
    assert!(tag("1") == tag("3"), "three threads tagged otherwise");
    let suggest = |threads| desk.json(&["dict", "suggest", "--limit", "0", "--threads", threads, "news"]);
    assert!(suggest("1") == suggest("3"), "three threads suggested otherwise");
    assert!(suggest("1").as_array().unwrap().len() > 10);
}

#[test]
fn building_again_changes_nothing_and_forgetting_is_never_having_built() {
    let desk = Desk::new();
    let names = copy_news(&desk.path("news"));
    desk.done(&["build", "-q", "news"]);
    let all = desk.exported("store");
    desk.done(&["build", "-q", "news"]);
    assert!(all == desk.exported("store"), "building again changed the graph");

    // A page that another reprints, and a record file.
    for gone in ["news/2024-03-06_02.txt", "news/unions.jsonl"] {
        let store = format!("without-{}", gone.len());
        let mut kept = vec!["build", "-q", "--store", &store];
        kept.extend(names.iter().map(String::as_str).filter(|name| *name != gone));
        desk.done(&kept);
        desk.done(&["forget", "-q", gone]);
        assert!(desk.exported(&store) == desk.exported("store"), "{gone} left a trace");
        desk.done(&["build", "-q", gone]);
        assert!(all == desk.exported("store"), "{gone} did not come back whole");
    }
    assert_eq!(desk.json(&["verify"])["problem_count"], 0);
}
