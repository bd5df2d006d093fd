//! The file of a published snapshot: a header, a table of sections, and the sections, each with a checksum.
//!
//! Whole numbers are little-endian and read where they lie; nothing is unpacked on opening. All checksums are compared on
//! opening, so that what is read later is what was written.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::error::Damage;
use super::manifest::Commit;
use super::sections::{SECTIONS, Section, Sections, u32_at, u64_at};
use super::sound::Sizes;
use crate::relate::{Counting, Weighting, Window};
use crate::text::folded;
use crate::threads::joined;

/// Raised with every change of the layout; other versions are rebuilt, not read.
const VERSION: u32 = 6;
const MAGIC: &[u8; 16] = b"guanxi snapshot\n";
const HEAD: usize = 16 + 8 + 8 * 6;
const TABLE: usize = HEAD + SECTIONS * 24;
/// Bytes of the header and the table, which has the checksum of every section.
pub(super) const FRONT: usize = TABLE + 8;

/// What the header says of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) commit: Commit,
    pub(super) counting: Counting,
    pub(super) windows: u64,
    pub(super) articles: u64,
    /// Generation of the store, whose log the documents lie in.
    pub(super) generation: u32,
    /// End of that log.
    pub(super) log_end: u64,
}

/// Writes sections one after another, then the header.
pub(super) struct SectionWriter<W> {
    out: W,
    at: u64,
    table: [(u64, u64, u64); SECTIONS],
}

impl<W: Write + Seek> SectionWriter<W> {
    pub(super) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(&[0; FRONT])?;
        Ok(Self { out, at: FRONT as u64, table: [(FRONT as u64, 0, xxh3_64(&[])); SECTIONS] })
    }

    /// Writes a section.
    pub(super) fn put(&mut self, section: Section, bytes: &[u8]) -> io::Result<()> {
        let mut open = self.open(section);
        open.add(bytes)?;
        open.finish();
        Ok(())
    }

    /// Begins a section whose bytes come bit by bit.
    pub(super) fn open(&mut self, section: Section) -> OpenSection<'_, W> {
        OpenSection { begun: self.at, to: self, section, sum: Xxh3::new() }
    }

    /// Leaves room for a section whose bytes are known only after those of the next.
    pub(super) fn reserve(&mut self, section: Section, len: usize) -> io::Result<()> {
        self.put(section, &vec![0; len])
    }

    /// Fills the room that was left for a section.
    pub(super) fn fill(&mut self, section: Section, bytes: &[u8]) -> io::Result<()> {
        let (at, _, sum) = &mut self.table[section as usize];
        *sum = xxh3_64(bytes);
        self.out.seek(SeekFrom::Start(*at))?;
        self.out.write_all(bytes)?;
        self.out.seek(SeekFrom::Start(self.at)).map(drop)
    }

    pub(super) fn finish(mut self, head: &Head) -> io::Result<W> {
        let mut front = Vec::with_capacity(FRONT);
        front.extend_from_slice(MAGIC);
        let window = match head.counting.window {
            Window::Sentence => 0,
            Window::Paragraph => 1,
            Window::Article => 2,
        };
        let counting = window | u32::from(head.counting.weighting == Weighting::Product) << 8;
        front.extend_from_slice(&VERSION.to_le_bytes());
        front.extend_from_slice(&counting.to_le_bytes());
        let Commit { sequence, history } = head.commit;
        let generation = u64::from(head.generation);
        for number in [sequence, head.windows, head.articles, generation, head.log_end, history] {
            front.extend_from_slice(&number.to_le_bytes());
        }
        for number in self.table.iter().flat_map(|&(at, len, sum)| [at, len, sum]) {
            front.extend_from_slice(&number.to_le_bytes());
        }
        front.extend_from_slice(&xxh3_64(&front).to_le_bytes());
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&front)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A section that is being written.
pub(super) struct OpenSection<'w, W> {
    to: &'w mut SectionWriter<W>,
    section: Section,
    begun: u64,
    sum: Xxh3,
}

impl<'w, W: Write> OpenSection<'w, W> {
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.to.out.write_all(bytes)?;
        self.to.at += bytes.len() as u64;
        Ok(())
    }

    /// Notes the section in the table.
    pub(super) fn finish(self) -> &'w mut SectionWriter<W> {
        let len = self.to.at - self.begun;
        self.to.table[self.section as usize] = (self.begun, len, self.sum.digest());
        self.to
    }
}

/// The header and the table of a snapshot.
struct Front {
    head: Head,
    sections: Sections,
    sums: [u64; SECTIONS],
}

const DAMAGED_SECTION: Damage = Damage("a section of the snapshot is damaged");
const CUT_SHORT: Damage = Damage("the snapshot is cut short");

/// Bytes that are looked at together: they stay in the nearest cache.
const BLOCK: usize = 1 << 14;

/// Bytes above which two threads compare checksums.
const LARGE: usize = 1 << 20;

/// Reads header and table, and compares all checksums. O(bytes), at the speed of memory.
pub(super) fn read_front(bytes: &[u8]) -> Result<(Head, Sections), Damage> {
    let front = front_of(bytes, bytes.len())?;
    let sizes = Sizes::of(&front.sections)?;
    let next = AtomicUsize::new(0);
    let check_some = || {
        let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        numbers.take_while(|&number| number < SECTIONS).try_for_each(|number| {
            let bytes = bytes.get(front.sections[number].clone()).ok_or(CUT_SHORT)?;
            check(number, bytes, front.sums[number], sizes)
        })
    };
    if bytes.len() < LARGE {
        check_some()?;
    } else {
        std::thread::scope(|scope| {
            let other = scope.spawn(check_some);
            check_some().and(joined(other.join()))
        })?;
    }
    Ok((front.head, front.sections))
}

/// Compares the checksum of a section, and looks at its numbers.
fn check(number: usize, bytes: &[u8], sum: u64, sizes: Sizes) -> Result<(), Damage> {
    let mut found = Xxh3::new();
    if Sizes::wants(number) {
        for block in bytes.chunks(BLOCK) {
            found.update(block);
            sizes.look(number, block)?;
        }
    } else {
        found.update(bytes);
    }
    if found.digest() == sum { Ok(()) } else { Err(DAMAGED_SECTION) }
}

/// Reads header and table, and compares their checksum alone. O(1).
pub(super) fn read_header(bytes: &[u8]) -> Result<(Head, Sections), Damage> {
    let front = front_of(bytes, bytes.len())?;
    Sizes::of(&front.sections)?;
    Ok((front.head, front.sections))
}

/// As [`read_front`], of a file that is read bit by bit: mapped, all of it would be in memory at once.
pub(super) fn read_front_of(file: &mut (impl Read + Seek)) -> io::Result<Result<(Head, Sections), Damage>> {
    let len = file.seek(SeekFrom::End(0))? as usize;
    file.rewind()?;
    let mut front = Vec::with_capacity(FRONT);
    file.by_ref().take(FRONT as u64).read_to_end(&mut front)?;
    let front = match front_of(&front, len).and_then(|front| Ok((Sizes::of(&front.sections)?, front))) {
        Ok(front) => front,
        Err(damage) => return Ok(Err(damage)),
    };
    let (sizes, front) = front;
    let mut block = vec![0; BLOCK];
    for (number, (section, sum)) in front.sections.iter().zip(front.sums).enumerate() {
        file.seek(SeekFrom::Start(section.start as u64))?;
        let mut found = Xxh3::new();
        for from in section.clone().step_by(BLOCK) {
            let part = &mut block[..BLOCK.min(section.end - from)];
            file.read_exact(part)?;
            found.update(part);
            if Sizes::wants(number)
                && let Err(damage) = sizes.look(number, part)
            {
                return Ok(Err(damage));
            }
        }
        if found.digest() != sum {
            return Ok(Err(DAMAGED_SECTION));
        }
    }
    Ok(Ok((front.head, front.sections)))
}

/// A snapshot with the checksums that its bytes ask for, whatever they are.
#[cfg(any(test, fuzzing))]
pub(super) fn resealed(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for number in 0..SECTIONS {
        let place = HEAD + number * 24;
        let Some(row) = out.get(place..place + 24) else { return out };
        let range =
            u64_at(row, 0) as usize..(u64_at(row, 0) as usize).saturating_add(u64_at(row, 1) as usize);
        let sum = bytes.get(range).map_or(0, xxh3_64);
        out[place + 16..place + 24].copy_from_slice(&sum.to_le_bytes());
    }
    if let Some(front) = out.get(..TABLE) {
        let sum = xxh3_64(front).to_le_bytes();
        if let Some(place) = out.get_mut(TABLE..FRONT) {
            place.copy_from_slice(&sum);
        }
    }
    out
}

/// Whether the first bytes of a snapshot name another version of the layout.
pub(super) fn other_version(front: &[u8]) -> bool {
    front.len() >= 20 && front[..16] == *MAGIC && u32_at(front, 4) != VERSION
}

/// What the first bytes say of a snapshot of this length.
fn front_of(bytes: &[u8], whole: usize) -> Result<Front, Damage> {
    let front = bytes.get(..FRONT).ok_or(CUT_SHORT)?;
    if &front[..16] != MAGIC || other_version(front) {
        return Err(Damage("the snapshot is of another version"));
    }
    if xxh3_64(&front[..TABLE]) != u64_at(&front[TABLE..], 0) {
        return Err(Damage("the header of the snapshot is damaged"));
    }
    let counting = u32_at(front, 5);
    let window = match counting & 0xff {
        0 => Window::Sentence,
        1 => Window::Paragraph,
        _ => Window::Article,
    };
    let weighting = if counting >> 8 == 0 { Weighting::Presence } else { Weighting::Product };
    let head = Head {
        commit: Commit { sequence: u64_at(front, 3), history: u64_at(front, 8) },
        counting: Counting { window, weighting },
        windows: u64_at(front, 4),
        articles: u64_at(front, 5),
        generation: u64_at(front, 6) as u32,
        log_end: u64_at(front, 7),
    };
    let mut found = Front { head, sections: std::array::from_fn(|_| 0..0), sums: [0; SECTIONS] };
    for (number, section) in found.sections.iter_mut().enumerate() {
        let [at, len, sum] = [0, 1, 2].map(|column| u64_at(&front[HEAD..], number * 3 + column));
        let end = (at as usize).checked_add(len as usize).filter(|&end| end <= whole);
        *section = at as usize..end.ok_or(CUT_SHORT)?;
        found.sums[number] = sum;
    }
    Ok(found)
}

/// The hash of a form in the index of forms.
pub(super) fn form_hash(form: &str) -> u32 {
    xxh3_64(folded(form).as_bytes()) as u32
}
