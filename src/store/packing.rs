//! How the blocks of an article log are packed: quickly while a store is built, small once it is compacted.

use super::error::Damage;

/// The packing of all blocks of a log; its magic names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// LZ4 over 64 KB.
    Quick,
    /// zstd over 512 KB: half the size, a fifth of the speed of reading.
    Small,
}

/// Level of zstd: higher ones gain a few hundredths for several times the work.
const LEVEL: i32 = 9;

impl Packing {
    pub(crate) const ALL: [Self; 2] = [Self::Quick, Self::Small];

    /// The first bytes of a log.
    pub(crate) const fn magic(self) -> &'static [u8; 16] {
        match self {
            Self::Quick => b"guanxi articles1",
            Self::Small => b"guanxi articles2",
        }
    }

    /// Bits of an address that count bytes within a block.
    pub(crate) const fn place_bits(self) -> u32 {
        match self {
            Self::Quick => 16,
            Self::Small => 19,
        }
    }

    /// Raw bytes of a block.
    pub(crate) const fn block(self) -> usize {
        1 << self.place_bits()
    }

    /// The packed bytes of a block; none where that is no shorter.
    pub(crate) fn pack(self, raw: &[u8]) -> Option<Vec<u8>> {
        let packed = match self {
            Self::Quick => Some(lz4_flex::block::compress(raw)),
            Self::Small => zstd::bulk::compress(raw, LEVEL).ok(),
        };
        packed.filter(|packed| packed.len() < raw.len())
    }

    /// The `len` raw bytes of a packed block.
    pub(crate) fn unpack(self, packed: &[u8], len: usize) -> Result<Vec<u8>, Damage> {
        let unpacked = match self {
            Self::Quick => lz4_flex::block::decompress(packed, len).ok(),
            Self::Small => zstd::bulk::decompress(packed, len).ok(),
        };
        let unpacked = unpacked.ok_or(Damage("a block does not unpack"))?;
        if unpacked.len() == len { Ok(unpacked) } else { Err(Damage("a block has a wrong length")) }
    }
}
