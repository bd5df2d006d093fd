//! Packed things put down in any order and taken up in the order of their nodes, in bounded memory: what does not fit is left
//! for another round, in which it is brought again.

use std::collections::BTreeMap;

use super::codec::{Bytes, put};

/// Bytes that a shelf holds, unless those of one node are more.
pub(super) const ROOM: usize = 24 << 20;

/// A thing of a pair of nodes, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    a: u32,
    b: u32,
    at: u32,
}

/// Things of the nodes of one round.
pub(super) struct Shelf {
    room: usize,
    /// Bytes at which room is made.
    limit: usize,
    from: u32,
    /// The first node that is left for a later round.
    until: Option<u32>,
    items: Vec<Item>,
    bytes: Vec<u8>,
}

impl Shelf {
    pub(super) fn new(room: usize) -> Self {
        Self { room, limit: room, from: 0, until: None, items: Vec::new(), bytes: Vec::new() }
    }

    /// Whether things of a node belong to this round.
    pub(super) fn wants(&self, node: u32) -> bool {
        node >= self.from && self.until.is_none_or(|until| node < until)
    }

    /// Puts down a thing of a node that is wanted.
    pub(super) fn put(&mut self, a: u32, b: u32, thing: &[u8]) {
        self.items.push(Item { a, b, at: self.bytes.len() as u32 });
        put(&mut self.bytes, thing.len() as u64);
        self.bytes.extend_from_slice(thing);
        if self.held() > self.limit {
            self.make_room();
        }
    }

    fn held(&self) -> usize {
        self.bytes.len() + self.items.len() * size_of::<Item>()
    }

    /// Leaves the highest nodes for a later round, so that a quarter is free.
    fn make_room(&mut self) {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        for item in &self.items {
            *sizes.entry(item.a).or_default() += self.thing(item).len() + size_of::<Item>() + 1;
        }
        let mut kept = 0;
        let over = sizes.iter().find(|(_, size)| {
            let fits = kept == 0 || kept + **size <= self.room / 4 * 3;
            kept += **size;
            !fits
        });
        if let Some((&node, _)) = over {
            self.drop_from(node);
        }
        self.limit = self.room.max(self.held() * 2);
    }

    /// Items still stand in the order of their bytes.
    fn drop_from(&mut self, node: u32) {
        self.until = Some(node);
        let (mut kept, mut end) = (0, 0);
        for number in 0..self.items.len() {
            let item = self.items[number];
            let next = self.items.get(number + 1).map_or(self.bytes.len(), |next| next.at as usize);
            if item.a < node {
                self.items[kept] = Item { at: end as u32, ..item };
                self.bytes.copy_within(item.at as usize..next, end);
                end += next - item.at as usize;
                kept += 1;
            }
        }
        self.items.truncate(kept);
        self.bytes.truncate(end);
    }

    fn thing(&self, item: &Item) -> &[u8] {
        let mut bytes = Bytes::new(&self.bytes[item.at as usize..]);
        bytes.count().and_then(|len| bytes.take(len)).unwrap_or_default()
    }

    /// Takes everything up: for each node or pair of nodes, in order, its things in the order in which they came.
    ///
    /// # Errors
    /// The first of `each`.
    pub(super) fn take<E>(
        &mut self,
        mut each: impl FnMut(u32, u32, &[&[u8]]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.items.sort_unstable();
        for same in self.items.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
            match same {
                [one] => each(one.a, one.b, &[self.thing(one)])?,
                more => {
                    let things: Vec<&[u8]> = more.iter().map(|item| self.thing(item)).collect();
                    each(more[0].a, more[0].b, &things)?;
                }
            }
        }
        Ok(())
    }

    /// Clears the shelf for the next round; whether there is one.
    pub(super) fn next_round(&mut self) -> bool {
        self.items.clear();
        self.bytes.clear();
        let next = self.until.take();
        self.from = next.unwrap_or(self.from);
        next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    /// Everything in order, over as many rounds as it takes, and how many those were.
    fn through(room: usize, things: &[(u32, u32, Vec<u8>)]) -> (Vec<(u32, u32, Vec<u8>)>, usize) {
        let mut shelf = Shelf::new(room);
        let (mut found, mut rounds) = (Vec::new(), 0);
        loop {
            rounds += 1;
            for (a, b, thing) in things {
                if shelf.wants(*a) {
                    shelf.put(*a, *b, thing);
                }
            }
            let taken: Result<(), Infallible> = shelf.take(|a, b, things| {
                found.extend(things.iter().map(|thing| (a, b, thing.to_vec())));
                Ok(())
            });
            taken.unwrap();
            if !shelf.next_round() {
                return (found, rounds);
            }
        }
    }

    proptest! {
        #[test]
        fn everything_comes_once_and_in_order(
            things in prop::collection::vec((0u32..20, 0u32..5, prop::collection::vec(any::<u8>(), 0..200)), 0..80),
            room in 1usize..3000,
        ) {
            let mut expected = things.clone();
            expected.sort_by_key(|thing| (thing.0, thing.1));
            prop_assert_eq!(through(room, &things).0, expected);
        }
    }

    #[test]
    fn what_does_not_fit_comes_later() {
        let things: Vec<_> = (0..1000).rev().map(|node| (node, 0, vec![7; 100])).collect();
        let (found, rounds) = through(1 << 14, &things);
        assert!(found.iter().map(|thing| thing.0).eq(0..1000));
        assert!((7..=12).contains(&rounds), "{rounds}");
    }
}
