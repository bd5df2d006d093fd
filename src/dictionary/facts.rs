//! What the recogniser asks of every form that it meets, in twelve bytes: forms and their entities lie far apart in memory.

use std::num::NonZeroU8;

use super::content::MOST_CONTAINERS;
use super::forms::{Form, Forms};
use super::{Dictionary, EntityNo, Kind, Level};

/// What a form says by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// Its entity, if it has one only.
    pub(super) only: Option<EntityNo>,
    /// It is the canonical name of its first entity.
    pub(super) canonical: bool,
    /// The level of its first place.
    pub(super) level: Option<Level>,
    /// Its first place is written to the end (敖汉旗, not 敖汉); none where it names no place.
    pub(super) full: Option<bool>,
    /// The number of the kind of all its entities, from one on; none where there are several.
    pub(super) kind: Option<NonZeroU8>,
}

impl Facts {
    /// The facts that the build script packed into two numbers.
    pub(super) fn unpacked(only: u32, rest: u32) -> Self {
        Self {
            only: only.checked_sub(1).map(EntityNo),
            canonical: rest & 1 == 1,
            level: (rest >> 3 & 7).checked_sub(1).map(|level| Level::ALL[level as usize]),
            full: (rest >> 1 & 3).checked_sub(1).map(|full| full == 1),
            kind: NonZeroU8::new((rest >> 8) as u8),
        }
    }
}

/// The facts of all forms, and the kinds that they number.
pub(super) fn facts(forms: &Forms, dictionary: &Dictionary) -> (Vec<Facts>, Vec<Kind>) {
    let mut kinds = Vec::new();
    let facts = forms.iter().map(|form| of_form(form, dictionary, &mut kinds)).collect();
    (facts, kinds)
}

fn of_form(form: Form<'_>, dictionary: &Dictionary, kinds: &mut Vec<Kind>) -> Facts {
    let entities = || form.entities.iter().map(|&(number, _)| (number, dictionary.entity(number)));
    let place = entities().map(|(_, entity)| entity).find(|entity| entity.named.kind == Kind::PLACE);
    let kind = entities().next().map(|(_, first)| &first.named.kind);
    let kind = kind.filter(|kind| entities().all(|(_, entity)| entity.named.kind == **kind));
    Facts {
        only: entities().next().map(|(number, _)| number).filter(|_| form.entities.len() == 1),
        canonical: form.entities.first().is_some_and(|&(_, canonical)| canonical),
        level: place.and_then(|place| place.level),
        full: place.map(|place| place.named.name.chars().next_back() == form.text().chars().next_back()),
        kind: kind.and_then(|kind| number_of(kind, kinds)),
    }
}

fn number_of(kind: &Kind, kinds: &mut Vec<Kind>) -> Option<NonZeroU8> {
    let number = kinds.iter().position(|known| known == kind).unwrap_or_else(|| {
        kinds.push(kind.clone());
        kinds.len() - 1
    });
    u8::try_from(number + 1).ok().and_then(NonZeroU8::new)
}

/// What contains each entity, and whether the entity is a place, in four bytes: a walk from a place outwards meets nothing else.
pub(super) struct Outers(pub(super) Vec<u32>);

/// Stands for no entity; shifted, so that it fits beside the mark.
const NOTHING: u32 = u32::MAX >> 1;

impl Outers {
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let packed = dictionary.entities.iter().map(|entity| {
            let outer = entity.container.map_or(NOTHING, |outer| outer.0);
            outer << 1 | u32::from(entity.named.kind == Kind::PLACE)
        });
        Self(packed.collect())
    }

    #[inline]
    pub(super) fn is_place(&self, entity: EntityNo) -> bool {
        self.0[entity.0 as usize] & 1 == 1
    }

    /// The entity and what contains it, innermost first, no more of them than of the dictionary's.
    #[inline]
    pub(super) fn containers(&self, entity: EntityNo) -> impl Iterator<Item = EntityNo> {
        let outer = |inner: &EntityNo| Some(self.0[inner.0 as usize] >> 1).filter(|&outer| outer != NOTHING);
        std::iter::successors(Some(entity), move |inner| outer(inner).map(EntityNo)).take(MOST_CONTAINERS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_column_says_what_the_dictionary_says() {
        let dictionary = Dictionary::builtin();
        let outers = Outers::of(&dictionary);
        for (number, entity) in (0..).map(EntityNo).zip(&dictionary.entities) {
            assert_eq!(outers.is_place(number), entity.named.kind == Kind::PLACE);
            assert!(outers.containers(number).eq(dictionary.containers(number)), "{}", entity.named.name);
        }
    }
}
