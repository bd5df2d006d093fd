//! Head nouns of programmes.

use serde::{Deserialize, Serialize};

use crate::dictionary::Row;

/// The head noun of a programme (`programme-heads.tsv`: word, quoted).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// It makes a programme only of a quoted name before it.
    pub quoted: bool,
    /// It makes one of the quoted name that it ends: “蜀道工匠”.
    pub inside: bool,
    /// What else it is.
    pub role: HeadRole,
}

impl Head {
    pub(super) fn of(row: Row<'_>) -> Self {
        let inside = row.get("quoted") == "inside";
        let role = HeadRole::of(row.list("role"));
        Self { quoted: inside || row.get("quoted") == "yes", inside, role }
    }
}

/// What a head noun of programmes is besides (`role` of `programme-heads.tsv`); several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HeadRole(u16);

impl HeadRole {
    /// It is short, and names a programme only where somebody carries it out (工程).
    pub const UNDERTAKEN: Self = Self(1);
    /// It names what the place before it is a part of (评选, 杯).
    pub const OF_PLACE: Self = Self(2);
    /// What may be a person's title (称号).
    pub const HONOUR: Self = Self(4);
    /// What is sold or shown under a name (品牌).
    pub const BRAND: Self = Self(8);
    /// What may be an invention by its title (项目).
    pub const PROJECT: Self = Self(16);

    /// It names a programme only behind the place that it is carried out at (改造工程).
    pub const PLACED: Self = Self(32);
    /// It names a programme without marks too, where its core is coined for it (擂台).
    pub const COINED: Self = Self(64);
    /// It is a verb too (计划).
    pub const ACTS: Self = Self(128);
    /// It tries what has a name of its own (试点).
    pub const TRIAL: Self = Self(256);
    /// It names what has a name of its own (编剧营).
    pub const OWN: Self = Self(512);
    /// What a place calls those whom it honours, without marks (技术能手).
    pub const TITLE: Self = Self(1024);

    /// What a place calls those whom it honours, where a verb says that they are so called (工匠).
    pub const CALLED: Self = Self(2048);

    /// The roles by their names in the list.
    pub(in crate::dictionary) const NAMES: &'static [&'static str] = &[
        "undertaken",
        "of-place",
        "honour",
        "brand",
        "project",
        "placed",
        "coined",
        "acts",
        "trial",
        "own",
        "title",
        "called",
    ];

    fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let bits = names.filter_map(|name| Self::NAMES.iter().position(|known| *known == name));
        Self(bits.fold(0, |all, bit| all | 1 << bit))
    }

    /// Whether it is that, or one of several things.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
