//! What the forms of a dictionary are used for, as bits: a look at a hit says whether a rule wants it.

use super::forms::Form;
use super::rules::{Cue, NamedAfter, Names, PlaceClass, PlaceSuffix, Suffix, Title, TitleClass};
use super::{Dictionary, Kind, Level};

/// What a form is used for; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use(pub(super) u32);

impl Use {
    /// It names entities.
    pub const NAME: Self = Self(1);
    /// One of them is a place.
    pub const PLACE: Self = Self(2);
    /// One of them is no person.
    pub const THING: Self = Self(131_072);
    /// It stands before personal names.
    pub const TITLE_BEFORE: Self = Self(4);
    /// It has a cue of whatever sort.
    pub const CUE: Self = Self(8);
    /// It ends the name of an organisation or a place.
    pub const SUFFIX: Self = Self(Self::BODY_SUFFIX.0 | Self::PLACE_SUFFIX.0);
    /// It ends the name of an organisation.
    pub const BODY_SUFFIX: Self = Self(16);
    /// It ends the name of a place.
    pub const PLACE_SUFFIX: Self = Self(512);
    /// It ends the name of a programme.
    pub const HEAD: Self = Self(32);
    /// It ends a regular body.
    pub const BODY_TAIL: Self = Self(64);
    /// It stands for a place.
    pub const DEICTIC: Self = Self(128);
    /// It stands for a place before a body.
    pub const BARE: Self = Self(256);
    /// One of its entities is shipped.
    pub const SHIPPED: Self = Self(1024);
    /// It names a place where the article speaks of what contains it.
    pub const SHORT_FORM: Self = Self(2048);
    /// It stands after personal names.
    pub const TITLE_AFTER: Self = Self(4096);
    /// It is one character that stands for a place.
    pub const ABBREVIATION: Self = Self(8192);

    /// It ends the name of a township.
    pub const TOWNSHIP: Self = Self(16384);
    /// It ends the name of a workroom, which may be that of a person.
    pub const WORKROOM: Self = Self(32768);

    /// It stands beside the names of who wrote.
    pub const BYLINE: Self = Self(262_144);
    /// A verb of speaking that alone tells who spoke.
    pub const TELLS: Self = Self(1 << 19);
    /// It makes a body of whatever stands before it (有限公司).
    pub const FIRM: Self = Self(1 << 20);
    /// It makes a division of what stands before it (镇).
    pub const DIVISION: Self = Self(1 << 21);
    /// It makes a place of what stands before it, and no division (垭口).
    pub const SITE: Self = Self(1 << 22);
    /// It is one character that ends the names of waters or mountains.
    pub const NATURAL: Self = Self(1 << 23);
    /// A verb of appointing.
    pub const APPOINTS: Self = Self(65536);
    /// It names something else than persons, or is a word to the rules.
    pub const NO_PERSON: Self = Self(Self::THING.0 | Self::CUE.0 | Self::ABBREVIATION.0);
    /// It names an entity, or stands for a place.
    pub const NAME_OR_DEICTIC: Self = Self(Self::NAME.0 | Self::DEICTIC.0);
    /// It names a place in full or in short.
    pub const ANY_PLACE: Self = Self(Self::PLACE.0 | Self::SHORT_FORM.0);
    /// One of those that few texts hold: ends of townships, workrooms or firms, verbs of appointing and of speech, words of
    /// by-lines.
    pub const RARE: Self = Self(
        Self::TOWNSHIP.0
            | Self::WORKROOM.0
            | Self::FIRM.0
            | Self::APPOINTS.0
            | Self::TELLS.0
            | Self::BYLINE.0,
    );

    /// How many uses there may be.
    pub(crate) const NUMBERS: usize = u32::BITS as usize;

    /// Several uses as one.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is one use alone.
    pub(crate) const fn is_one(self) -> bool {
        self.0.is_power_of_two()
    }

    /// The number of a use.
    #[inline]
    pub(crate) const fn number(self) -> usize {
        self.0.trailing_zeros() as usize % Self::NUMBERS
    }

    /// The numbers of those of its uses that are wanted.
    #[inline]
    pub(crate) fn numbers(self, wanted: Self) -> impl Iterator<Item = usize> {
        let mut left = self.0 & wanted.0;
        std::iter::from_fn(move || {
            let number = (left != 0).then(|| Self(left).number());
            left &= left.wrapping_sub(1);
            number
        })
    }

    /// Whether the form is used for that, or for one of several things.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn of(form: Form<'_>, dictionary: &Dictionary) -> Self {
        let mut uses = 0;
        for &(entity, _) in form.entities {
            let kind = &dictionary.entity(entity).named.kind;
            uses |= Self::NAME.0;
            uses |= if *kind == Kind::PLACE { Self::PLACE.0 } else { 0 };
            uses |= if *kind == Kind::PERSON { 0 } else { Self::THING.0 };
        }
        if form.entities.iter().any(|&(entity, _)| dictionary.entity(entity).shipped) {
            uses |= Self::SHIPPED.0;
        }
        if dictionary.rules.is_abbreviation(form.text()) {
            uses |= Self::ABBREVIATION.0;
        }
        let tells = |title: &Title| if title.tells { Self::TELLS.0 } else { 0 };
        for cue in form.cues {
            uses |= Self::CUE.0;
            uses |= match cue {
                Cue::Title(title) if title.class == TitleClass::Appoint => Self::APPOINTS.0 | tells(title),
                Cue::Title(title) => {
                    let before = if title.beside.before { Self::TITLE_BEFORE.0 } else { 0 };
                    let after = if title.beside.after { Self::TITLE_AFTER.0 } else { 0 };
                    let byline = if title.class == TitleClass::Byline { Self::BYLINE.0 } else { 0 };
                    before | after | tells(title) | byline
                }
                Cue::Road(_) => 0,
                Cue::ShortForm(_) => Self::SHORT_FORM.0,
                Cue::Suffix(suffix) => Self::of_suffix(*suffix),
                Cue::PlaceSuffix(suffix) => Self::of_place_suffix(*suffix, form),
                Cue::Head(_) => Self::HEAD.0,
                Cue::BodyTail(_) => Self::BODY_TAIL.0,
                Cue::Deictic(_) => Self::DEICTIC.0,
                Cue::BareDeictic(_) => Self::BARE.0,
            };
        }
        Self(uses)
    }

    fn of_suffix(suffix: Suffix) -> u32 {
        let firm = suffix.strong && !suffix.never && suffix.names != Names::Part;
        let workroom = suffix.after != NamedAfter::None;
        Self::BODY_SUFFIX.0
            | if firm { Self::FIRM.0 } else { 0 }
            | if workroom { Self::WORKROOM.0 } else { 0 }
    }

    fn of_place_suffix(suffix: PlaceSuffix, form: Form<'_>) -> u32 {
        let strong = match (suffix.strong, suffix.class) {
            (false, _) => 0,
            (true, PlaceClass::Division) => Self::DIVISION.0,
            (true, _) => Self::SITE.0,
        };
        let natural = suffix.class == PlaceClass::Natural && form.chars == 1;
        let township = suffix.level == Some(Level::Township);
        Self::PLACE_SUFFIX.0
            | strong
            | if natural { Self::NATURAL.0 } else { 0 }
            | if township { Self::TOWNSHIP.0 } else { 0 }
    }
}
