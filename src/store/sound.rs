//! Whether the numbers of a snapshot lead to what is there: a graph with right checksums that was made wrong is no graph.
//!
//! Looked at while the checksums are compared, block by block, so that the bytes are near: what follows a number without
//! looking (an arc to its node) needs this. Where a number only says where bytes begin, who reads them looks.

use super::error::Damage;
use super::sections::{DOCUMENT, ENTITY, Section, Sections, u32_at};

const UNSOUND: Damage = Damage("the snapshot leads to what is not there");

/// How many there are of what numbers lead to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    nodes: u32,
    relations: u32,
}

impl Sizes {
    /// The sizes of a snapshot whose sections have lengths that fit each other.
    pub(super) fn of(sections: &Sections) -> Result<Self, Damage> {
        let len = |section: Section| sections[section as usize].len();
        let (nodes, relations) = (len(Section::Entities) / ENTITY, len(Section::Ends) / 4);
        let fit = len(Section::Entities).is_multiple_of(ENTITY)
            && len(Section::Ends).is_multiple_of(4)
            && len(Section::Arcs) == relations * 8
            && len(Section::Offsets) == (nodes + 1) * 8
            && len(Section::DaysAt) == (relations + 1) * 4
            && len(Section::CountsAt) == (nodes + 2) * 4
            && len(Section::Forms).is_multiple_of(8)
            && len(Section::Documents).is_multiple_of(DOCUMENT)
            && len(Section::SourcesAt).is_multiple_of(8)
            && len(Section::PostingsAt) == (nodes + 1) * 4;
        match (u32::try_from(nodes), u32::try_from(relations)) {
            (Ok(nodes), Ok(relations)) if fit && (nodes | relations) >> 31 == 0 => {
                Ok(Self { nodes, relations })
            }
            _ => Err(UNSOUND),
        }
    }

    /// Whether a section has numbers that are looked at.
    pub(super) fn wants(section: usize) -> bool {
        [Section::Arcs, Section::Ends, Section::Forms].iter().any(|&of| of as usize == section)
    }

    /// Looks at a block of a section, a multiple of eight bytes from its start.
    pub(super) fn look(self, section: usize, block: &[u8]) -> Result<(), Damage> {
        let sound = if section == Section::Arcs as usize {
            below(block, self.nodes, self.relations)
        } else if section == Section::Ends as usize {
            below(block, self.nodes, self.nodes)
        } else {
            // Its other half is a hash.
            block.chunks_exact(8).all(|form| u32_at(form, 1) < self.nodes)
        };
        if sound { Ok(()) } else { Err(UNSOUND) }
    }
}

/// Whether the numbers of all pairs are below these, which are below 2³¹. Eight at a time: a number that is not, or that is
/// larger than 2³¹ itself, leaves its highest bit.
fn below(block: &[u8], first: u32, second: u32) -> bool {
    let (first, second) = (first.wrapping_sub(1), second.wrapping_sub(1));
    let most = [first, second, first, second, first, second, first, second];
    let mut seen = [0u32; 8];
    let eights = block.chunks_exact(32);
    let rest = eights.remainder();
    for eight in eights {
        for (lane, bytes) in eight.chunks_exact(4).enumerate() {
            let number = u32_at(bytes, 0);
            seen[lane] |= over(number, most[lane]);
        }
    }
    let rest = rest.chunks_exact(4).zip(most).map(|(bytes, most)| over(u32_at(bytes, 0), most));
    rest.chain(seen).all(|seen| seen >> 31 == 0)
}

/// Has its highest bit where a number is larger than `most`, one less than a number up to 2³¹.
fn over(number: u32, most: u32) -> u32 {
    most.wrapping_sub(number) | number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_looked_at() {
        let pairs =
            |count: usize| [6u32, 8].repeat(count).iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
        for count in 0..11 {
            let sound = pairs(count);
            assert!(below(&sound, 7, 9), "{count}");
            for at in 0..count * 2 {
                for wrong in [9u32, 1 << 31, u32::MAX] {
                    let mut bytes = sound.clone();
                    bytes[at * 4..][..4].copy_from_slice(&wrong.to_le_bytes());
                    assert!(!below(&bytes, 7, 9), "{count} {at} {wrong}");
                }
            }
        }
        assert!(!below(&pairs(1), 0, 9) && !below(&pairs(4), 0, 9));
    }
}
