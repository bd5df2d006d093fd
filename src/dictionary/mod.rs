//! What people wrote down: entities with their names, and the word lists the rules read. The matcher over all of them lives here.

mod builtin;
mod by_name;
mod cells;
mod changes;
mod characters;
mod check;
mod clashes;
mod class;
mod columns;
mod containers;
mod content;
mod differences;
mod doubtful;
mod entity;
mod entry;
mod facts;
mod fingerprint;
mod formats;
mod forms;
mod gazetteer;
mod given;
mod headers;
mod import;
mod import_array;
mod import_json;
mod judgement;
mod labels;
mod level;
mod load;
mod matcher;
mod merge;
mod misspelt;
mod problem;
mod rules;
mod shipped;
mod short_names;
mod slips;
mod table;
mod tidy;
mod unspoken;
mod uses;

pub use changes::Changes;
pub use characters::{Characters, Role};
pub use check::{CheckReport, check};
pub use clashes::Clash;
pub use class::Class;
pub use content::{Dictionary, DictionaryError, DictionaryOptions};
pub use entity::{Entity, EntityId, EntityNo, Kind, Named, UnknownKind};
pub use fingerprint::Fingerprint;
pub use forms::Form;
pub use gazetteer::{Gazetteer, Hit};
pub use import::{Imported, import, import_text};
pub use judgement::in_header as holds_judgements;
pub use labels::{kind_of_label, kind_of_path};
pub use level::{Level, Levels};
pub(crate) use load::may_be_file;
pub use misspelt::misspelt_kind;
pub use problem::Problem;
pub use rules::{
    Abbreviation, AbbreviationUse, Beside, Body, BodyForm, Cue, GivenName, Head, HeadRole, Ignored,
    NamedAfter, Names, PlaceClass, PlaceSuffix, Road, Rules, ShortForm, Sign, Signs, Stand, Suffix, Surname,
    Title, TitleClass, WordPoints,
};
pub use slips::{Slip, Slips};
pub use table::{Row, Table, decode};
pub use uses::Use;

use crate::text::normal_form as normal;
