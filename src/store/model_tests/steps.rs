//! Random steps, done to a store and to the model.

use proptest::prelude::*;

use super::model::{Model, Short, fact, facts};
use crate::relate::{Counting, Weighting, Window};
use crate::store::Writer;

#[derive(Clone, Debug)]
pub(super) enum Step {
    Add(u8, u8, Short),
    Source(u8, Vec<(u8, Short)>),
    ForgetSource(u8),
    ForgetArticle(u8),
    Commit,
    Reopen,
    Compact,
}

pub(super) fn short() -> impl Strategy<Value = Short> {
    (0u8..12, 0u8..5, 0u8..3).prop_map(|(text, day, reading)| Short { text, day, reading })
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0u8..4, 0u8..4, short()).prop_map(|(source, number, short)| Step::Add(source, number, short)),
        4 => (0u8..4, prop::collection::vec((0u8..5, short()), 0..5)).prop_map(|(source, list)| Step::Source(source, list)),
        1 => (0u8..5).prop_map(Step::ForgetSource),
        1 => (0u8..12).prop_map(Step::ForgetArticle),
        2 => Just(Step::Commit),
        1 => Just(Step::Reopen),
        1 => Just(Step::Compact),
    ]
}

pub(super) fn counting() -> impl Strategy<Value = Counting> {
    let window = prop_oneof![Just(Window::Sentence), Just(Window::Paragraph), Just(Window::Article)];
    let weighting = prop_oneof![Just(Weighting::Presence), Just(Weighting::Product)];
    (window, weighting).prop_map(|(window, weighting)| Counting { window, weighting })
}

/// Does a step to both.
pub(super) fn apply(writer: &mut Writer<'_>, model: &mut Model, step: &Step) {
    match step {
        Step::Add(source, number, short) => {
            writer.add(&fact(*source, *number, *short)).unwrap();
            model.put(*source, *number, *short);
        }
        Step::Source(source, list) => {
            let name = format!("页{source}.txt");
            writer.begin_source(&name).unwrap();
            model.places.retain(|(held, _), _| *held != name);
            // Numbers may fall or come again: the last article at a number is the one.
            for (number, short) in list {
                writer.add(&fact(*source, *number, *short)).unwrap();
                model.put(*source, *number, *short);
            }
            writer.end_source(&name).unwrap();
        }
        Step::ForgetSource(source) => {
            let name = format!("页{source}.txt");
            let places = model.places.len();
            model.places.retain(|(held, _), _| *held != name);
            let forgotten = writer.forget_sources(&[&name], |_, _| ()).unwrap();
            assert_eq!(forgotten.places as usize, places - model.places.len());
        }
        Step::ForgetArticle(text) => {
            let key = facts(0, 0, *text, 0, 0).key;
            writer.forget_article(key).unwrap();
            model.places.retain(|_, (source, short)| fact(*source, 0, *short).key != key);
        }
        Step::Commit => {
            writer.commit().unwrap();
        }
        Step::Reopen | Step::Compact => {}
    }
}
