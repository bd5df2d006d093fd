//! Kinds as gold files of other projects write them (PER, LOC, ORG), led to ours.

use std::collections::BTreeMap;

use crate::dictionary::Kind;

/// Labels that need no telling, in upper case.
const USUAL: [(&str, Kind); 13] = [
    ("PER", Kind::PERSON),
    ("PERSON", Kind::PERSON),
    ("NR", Kind::PERSON),
    ("LOC", Kind::PLACE),
    ("LOCATION", Kind::PLACE),
    ("GPE", Kind::PLACE),
    ("NS", Kind::PLACE),
    ("PLACE", Kind::PLACE),
    ("ORG", Kind::ORGANISATION),
    ("ORGANIZATION", Kind::ORGANISATION),
    ("ORGANISATION", Kind::ORGANISATION),
    ("NT", Kind::ORGANISATION),
    ("PROGRAMME", Kind::PROGRAMME),
];

/// From labels to kinds: the usual ones, and what the user adds.
///
/// ```
/// use guanxi::{dictionary::Kind, evaluate::KindMap};
/// let kinds: KindMap = "SHIP=vessel,TIME=-".parse().unwrap();
/// assert_eq!(kinds.kind("PER"), Some(Some(Kind::PERSON)));
/// assert_eq!(kinds.kind("TIME"), Some(None));
/// assert_eq!(kinds.kind("MISC"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindMap {
    own: BTreeMap<String, Option<Kind>>,
}

impl KindMap {
    /// The kind of a label; `Some(None)` where marks with this label are left out, `None` where the label is unknown.
    /// A lower-case word that nobody mapped is a kind as it stands.
    #[must_use]
    pub fn kind(&self, label: &str) -> Option<Option<Kind>> {
        if let Some(own) = self.own.get(label) {
            return Some(own.clone());
        }
        let upper = label.to_ascii_uppercase();
        let usual = USUAL.iter().find(|(usual, _)| *usual == upper).map(|(_, kind)| kind.clone());
        usual.or_else(|| label.parse().ok()).map(Some)
    }
}

/// A kind map is `LABEL=kind`, commas between; `LABEL=-` leaves the label out.
#[derive(Debug, thiserror::Error)]
#[error(
    "\"{0}\" is not a kind map: write LABEL=kind, or LABEL=- to leave the label out, with commas between"
)]
pub struct NoKindMap(String);

impl std::str::FromStr for KindMap {
    type Err = NoKindMap;

    fn from_str(text: &str) -> Result<Self, NoKindMap> {
        let pair = |pair: &str| {
            let (label, kind) = pair.split_once('=')?;
            let kind = if kind == "-" { None } else { Some(kind.parse().ok()?) };
            (!label.is_empty()).then(|| (label.to_owned(), kind))
        };
        let pairs = text.split(',').map(|part| pair(part.trim()).ok_or_else(|| NoKindMap(part.to_owned())));
        Ok(Self { own: pairs.collect::<Result<_, _>>()? })
    }
}
