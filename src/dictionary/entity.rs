//! Kinds of entities and the stable text that identifies one.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::level::Level;

/// A kind of entity: one of the four of the house, or any lower-case word of the user's.
///
/// ```
/// use guanxi::dictionary::Kind;
/// assert_eq!("place".parse::<Kind>().unwrap(), Kind::PLACE);
/// assert!("Place".parse::<Kind>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kind(Word);

/// The word of a kind. Those of the house are compared by a byte, as recognition does for every candidate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Word {
    Organisation,
    Person,
    Place,
    Programme,
    /// None of these.
    Other(Box<str>),
}

impl Default for Kind {
    fn default() -> Self {
        Self::ORGANISATION
    }
}

impl Kind {
    /// Party and government bodies, companies, schools, media, named work units.
    pub const ORGANISATION: Self = Self(Word::Organisation);
    /// Personal names.
    pub const PERSON: Self = Self(Word::Person);
    /// Administrative and natural places, regions, roads, sites.
    pub const PLACE: Self = Self(Word::Place);
    /// Named plans, projects, campaigns, strategies, awards and contests.
    pub const PROGRAMME: Self = Self(Word::Programme);
    /// The four kinds of the house, in alphabetical order.
    pub const ALL: [Self; 4] = [Self::ORGANISATION, Self::PERSON, Self::PLACE, Self::PROGRAMME];

    /// The kind as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Word::Organisation => "organisation",
            Word::Person => "person",
            Word::Place => "place",
            Word::Programme => "programme",
            Word::Other(word) => word,
        }
    }
}

/// In the order of the words.
impl Ord for Kind {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Kind {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A kind must be a lower-case word: letters a–z, digits and hyphens, a letter first.
#[derive(Debug, Clone, thiserror::Error)]
#[error("\"{0}\" is not a kind: use a lower-case word such as person, place or vessel")]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        if let Some(known) = Self::ALL.into_iter().find(|kind| kind.as_str() == text) {
            return Ok(known);
        }
        let mut chars = text.chars();
        let first = chars.next().is_some_and(|c| c.is_ascii_lowercase());
        if first && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Ok(Self(Word::Other(text.into())));
        }
        Err(UnknownKind(text.to_owned()))
    }
}

impl TryFrom<String> for Kind {
    type Error = UnknownKind;

    fn try_from(text: String) -> Result<Self, UnknownKind> {
        text.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.as_str().to_owned()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The stable text of an entity: `kind:name`, or `kind:name@within` where several entities of a kind share the name.
///
/// ```
/// use guanxi::dictionary::{EntityId, Kind};
/// let id = EntityId::new(&Kind::PLACE, "鼓楼区", Some("南京市"));
/// assert_eq!(id.as_str(), "place:鼓楼区@南京市");
/// assert_eq!((id.kind(), id.name(), id.within()), ("place", "鼓楼区", Some("南京市")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(String);

impl EntityId {
    /// The id of `name` of a kind, told apart by `within` where needed.
    #[must_use]
    pub fn new(kind: &Kind, name: &str, within: Option<&str>) -> Self {
        match within {
            Some(within) => Self([kind.as_str(), ":", name, "@", within].concat()),
            None => Self([kind.as_str(), ":", name].concat()),
        }
    }

    /// An id that was written out before. The text is taken as it is.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first colon; empty if there is none.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.split_once(':').map_or("", |(kind, _)| kind)
    }

    /// The name, without kind and container.
    #[must_use]
    pub fn name(&self) -> &str {
        name_and_container(self.0.split_once(':').map_or(self.0.as_str(), |(_, rest)| rest)).0
    }

    /// The container that tells the name apart, if the id has one.
    #[must_use]
    pub fn within(&self) -> Option<&str> {
        name_and_container(self.0.split_once(':').map_or(self.0.as_str(), |(_, rest)| rest)).1
    }
}

/// The parts of `name@within`; `within` may have a container of its own (南区@鼓楼区@南京市).
pub(super) fn name_and_container(text: &str) -> (&str, Option<&str>) {
    text.split_once('@').map_or((text, None), |(name, within)| (name, Some(within)))
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An entity as the store and the outside see it. Shared: a listed entity is made once a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// Stable text.
    pub id: EntityId,
    /// Kind, as in the id.
    pub kind: Kind,
    /// Canonical name.
    pub name: String,
    /// The container, as the dictionary names it.
    pub within: Option<String>,
    /// Listed aliases, sorted.
    pub aliases: Vec<String>,
}

impl Named {
    /// Whether a surface is the name or a listed alias to the letter, but for the space in it.
    #[must_use]
    pub fn is_called(&self, surface: &str) -> bool {
        let listed = |surface: &str| {
            self.name == surface || self.aliases.binary_search_by(|alias| alias.as_str().cmp(surface)).is_ok()
        };
        listed(surface) || listed(&surface.split_whitespace().collect::<String>())
    }
}

/// Number of an entity in its dictionary. Holds for one load only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityNo(pub u32);

/// A listed entity, and the row it comes from.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What the outside sees.
    pub named: Arc<Named>,
    /// The entity that contains it.
    pub container: Option<EntityNo>,
    /// Level of an administrative place.
    pub level: Option<Level>,
    /// External id; empty if none.
    pub external: String,
    /// A few words; empty if none.
    pub note: String,
    /// File of the row.
    pub path: Arc<str>,
    /// Line of the row.
    pub line: u64,
    /// The row is one of the shipped ones, whose short forms were checked against everyday words.
    pub shipped: bool,
}
