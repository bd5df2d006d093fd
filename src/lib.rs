//! guanxi builds an entity-and-relation graph from Chinese text and keeps the sentence behind every edge.
//!
//! Mentions of a text:
//!
//! ```
//! use guanxi::corpus::Article;
//! use guanxi::dictionary::Dictionary;
//! use guanxi::recognise::{RecogniseOptions, Recogniser, Scratch};
//!
//! let recogniser = Recogniser::new(Dictionary::builtin(), RecogniseOptions::default())?;
//! let article = Article::of_text("内蒙古自治区总工会近日在赤峰市慰问职工。");
//! let found = recogniser.recognise(&article, &mut Scratch::default());
//! let names = found.mentions.iter().map(|mention| mention.span.of(&article.text));
//! assert_eq!(names.collect::<Vec<_>>(), ["内蒙古自治区总工会", "赤峰市"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Files to a store, and who stands beside whom:
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//! # use guanxi::dictionary::Dictionary;
//! # use guanxi::recognise::{RecogniseOptions, Recogniser};
//! use guanxi::corpus::{ReadOptions, inputs};
//! use guanxi::graph::{GraphView, Lookup, NearOptions, lookup, neighbourhood};
//! use guanxi::pipeline::{RunOptions, build};
//! use guanxi::store::{OpenOptions, Snapshot, Store};
//!
//! # let recogniser = Recogniser::new(Dictionary::builtin(), RecogniseOptions::default())?;
//! # let directory = tempfile::tempdir()?;
//! # let path = directory.path().join("news.store");
//! let (inputs, _) = inputs(&["examples/news"]);
//! let mut store = Store::open(&path, &OpenOptions::default())?;
//! let stop = AtomicBool::new(false);
//! let run = RunOptions { inputs, read: ReadOptions::default(), threads: 1, stop: &stop };
//! build(&recogniser, &mut store, run, |_, _| {})?;
//! drop(store);
//! let snapshot = Snapshot::open(&path)?;
//! let Lookup::One(chifeng) = lookup(&snapshot, "赤峰") else { panic!("one place is called so") };
//! let near = neighbourhood(&GraphView::whole(&snapshot), chifeng, &NearOptions::default());
//! assert_eq!(snapshot.entity(near.rows[0].node).name, "通辽市");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Data goes one way: `text`, `dictionary`, `corpus`, `recognise`, `relate`, `store`, `graph`, `export`, `evaluate`,
//! `pipeline`. A module imports only itself and those before it (`tests/architecture.rs` checks that).

pub mod corpus;
pub mod dictionary;
pub mod evaluate;
pub mod export;
pub mod graph;
pub mod pipeline;
pub mod recognise;
pub mod relate;
pub mod store;
pub mod text;
mod threads;
