//! Levels of places: which of two names contains the other, and which 市 is meant by 市委.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The level of an administrative place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// A state.
    Country,
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 盟, 自治州, 地区.
    Prefecture,
    /// 县, 旗, 市辖区, 县级市.
    County,
    /// 镇, 乡, 苏木, 街道.
    Township,
    /// 村, 嘎查, 社区.
    Village,
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "country" => Self::Country,
            "province" => Self::Province,
            "prefecture" => Self::Prefecture,
            "county" => Self::County,
            "township" => Self::Township,
            "village" => Self::Village,
            _ => return Err(()),
        })
    }
}

impl Level {
    /// All levels, from the outermost in.
    pub(super) const ALL: [Self; 6] =
        [Self::Country, Self::Province, Self::Prefecture, Self::County, Self::Township, Self::Village];

    /// The level that a division code (GB/T 2260: six digits; townships nine) says.
    ///
    /// ```
    /// use guanxi::dictionary::Level;
    /// assert_eq!(Level::of_code("150000"), Some(Level::Province));
    /// assert_eq!(Level::of_code("150400"), Some(Level::Prefecture));
    /// assert_eq!(Level::of_code("150430"), Some(Level::County));
    /// ```
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        if !code.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        match code.len() {
            6 if code.ends_with("0000") => Some(Self::Province),
            6 if code.ends_with("00") => Some(Self::Prefecture),
            6 => Some(Self::County),
            9 => Some(Self::Township),
            _ => None,
        }
    }

    /// The set of one level, for [`Levels`].
    #[must_use]
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Levels(u8);

impl Levels {
    /// Reads `province|county`; `any` and nothing mean all levels.
    #[must_use]
    pub fn parse<'a>(items: impl Iterator<Item = &'a str>) -> Self {
        let mut set = 0;
        for item in items {
            set |= if item == "any" { u8::MAX } else { item.parse::<Level>().map_or(0, Level::bit) };
        }
        Self(if set == 0 { u8::MAX } else { set })
    }

    /// Whether the set has a level. Places without a level (rivers, regions) are in no set but the full one.
    #[must_use]
    pub fn has(self, level: Option<Level>) -> bool {
        level.map_or(self.0 == u8::MAX, |level| self.0 & level.bit() != 0)
    }

    /// The levels that both sets have.
    #[must_use]
    pub fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the two sets share a level.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
