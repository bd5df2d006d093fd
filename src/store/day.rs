//! Dates as small numbers: 0 for none, else the days since the earliest date that can be written, counted from 1.

use jiff::civil::Date;
use jiff::{Span, Unit};

use super::error::Damage;

/// The number of a day.
pub(crate) fn number(day: Option<Date>) -> u32 {
    let Some(day) = day else { return 0 };
    let days = day.since((Unit::Day, Date::MIN)).map_or(0, |span| span.get_days());
    days.unsigned_abs() + 1
}

/// The day of a number.
pub(crate) fn date(number: u32) -> Result<Option<Date>, Damage> {
    let Some(days) = number.checked_sub(1) else { return Ok(None) };
    let span = Span::new().try_days(days).map_err(|_| Damage("a date is out of range"))?;
    Date::MIN.checked_add(span).map(Some).map_err(|_| Damage("a date is out of range"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_both_ways_in_order() {
        let days =
            [Date::MIN, Date::ZERO, Date::constant(1949, 10, 1), Date::constant(2024, 2, 29), Date::MAX];
        let mut last = 0;
        for day in days {
            let coded = number(Some(day));
            assert!(coded > last, "{day}");
            assert_eq!(date(coded), Ok(Some(day)));
            last = coded;
        }
        assert_eq!((number(None), date(0)), (0, Ok(None)));
        assert!(date(u32::MAX).is_err() && date(last + 1).is_err());
    }
}
