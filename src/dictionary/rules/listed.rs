//! Values that a column of the word lists has words for. One table has both, so that what a cell may hold and what it means
//! cannot part.

/// The words of a table, in its order.
pub(super) const fn words<T, const N: usize>(table: &[(T, &'static str)]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut n = 0;
    while n < N {
        words[n] = table[n].1;
        n += 1;
    }
    words
}

/// The value of a word; that of no word where a cell is empty.
pub(super) fn value<T: Copy + Default>(table: &[(T, &'static str)], word: &str) -> T {
    table.iter().find(|(_, known)| *known == word).map_or_else(T::default, |&(value, _)| value)
}
