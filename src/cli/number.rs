//! Whole numbers of options, refused in plain words.

use std::str::FromStr;

/// Any whole number.
pub(super) fn any<T: FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "give a whole number")
}

/// A whole number that is not 0.
pub(super) fn from_one<T: FromStr + PartialEq + Default>(text: &str) -> Result<T, &'static str> {
    text.parse().ok().filter(|number| *number != T::default()).ok_or("give a whole number from 1 on")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!((any::<usize>("0"), from_one::<u32>("7")), (Ok(0), Ok(7)));
        for text in ["-1", "x", "", "1.5", "99999999999999999999"] {
            assert!(any::<u64>(text).is_err() && from_one::<u32>(text).is_err(), "{text}");
        }
        assert!(from_one::<u32>("0").is_err());
    }
}
