//! The parts of `src/dictionary` that read the shipped files and compile the gazetteer, and what puts down the outcome.

#[path = "../src/dictionary/builtin.rs"]
mod builtin;
#[path = "../src/dictionary/by_name.rs"]
mod by_name;
#[path = "../src/dictionary/cells.rs"]
mod cells;
#[path = "../src/dictionary/clashes.rs"]
mod clashes;
#[path = "../src/dictionary/class.rs"]
mod class;
#[path = "../src/dictionary/columns.rs"]
mod columns;
#[path = "../src/dictionary/containers.rs"]
mod containers;
#[path = "../src/dictionary/content.rs"]
mod content;
#[path = "../src/dictionary/entity.rs"]
mod entity;
#[path = "../src/dictionary/entry.rs"]
mod entry;
#[path = "../src/dictionary/facts.rs"]
mod facts;
#[path = "../src/dictionary/formats.rs"]
mod formats;
#[path = "../src/dictionary/forms.rs"]
mod forms;
#[path = "../src/dictionary/gazetteer.rs"]
mod gazetteer;
#[path = "../src/dictionary/given.rs"]
mod given;
#[path = "../src/dictionary/headers.rs"]
mod headers;
#[path = "../src/dictionary/import_array.rs"]
mod import_array;
#[path = "../src/dictionary/import_json.rs"]
mod import_json;
#[path = "../src/dictionary/judgement/mod.rs"]
mod judgement;
#[path = "../src/dictionary/labels.rs"]
mod labels;
#[path = "../src/dictionary/level.rs"]
mod level;
#[path = "../src/dictionary/load.rs"]
mod load;
#[path = "../src/dictionary/matcher.rs"]
mod matcher;
#[path = "../src/dictionary/merge.rs"]
mod merge;
#[path = "../src/dictionary/misspelt.rs"]
mod misspelt;
pub(crate) mod pack;
#[path = "../src/dictionary/problem.rs"]
mod problem;
#[path = "../src/dictionary/rules/mod.rs"]
mod rules;
#[path = "../src/dictionary/table.rs"]
mod table;
#[path = "../src/dictionary/uses.rs"]
mod uses;

use class::Class;
use content::{Dictionary, DictionaryError, DictionaryOptions};
use entity::{Entity, EntityId, EntityNo, Kind, Named};
use level::{Level, Levels};
use problem::Problem;
use table::{Row, Table};

use crate::text::normal_form as normal;
