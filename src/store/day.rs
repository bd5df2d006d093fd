//! Dates as small numbers: 0 for none, else the days since the earliest date that can be written, counted from 1.
//!
//! Days and dates by H. Hinnant, "chrono-compatible low-level date algorithms" (2013): eras of 400 years, years from March.

use jiff::civil::Date;

use super::error::Damage;

/// Days from 0000-03-01 back to the day before −9999-01-01, whole eras being added to keep numbers positive.
const SHIFT: i64 = days_from_march(-9999, 1, 1) - 1;
const ERA_DAYS: i64 = 146_097;

/// The number of 1900-01-01.
pub(crate) const CENTURY: u32 = (days_from_march(1900, 1, 1) - SHIFT).unsigned_abs() as u32;

/// The number of a day.
pub(crate) fn number(day: Option<Date>) -> u32 {
    let Some(day) = day else { return 0 };
    let [month, of_month] = [day.month(), day.day()].map(i64::from);
    (days_from_march(i64::from(day.year()), month, of_month) - SHIFT).unsigned_abs() as u32
}

/// The day of a number.
pub(crate) fn date(number: u32) -> Result<Option<Date>, Damage> {
    if number == 0 {
        return Ok(None);
    }
    let days = i64::from(number) + SHIFT;
    let (era, of_era) = (days.div_euclid(ERA_DAYS), days.rem_euclid(ERA_DAYS));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let in_range = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, day as i8).ok());
    in_range.map(Some).ok_or(Damage("a date is out of range"))
}

/// Days from 0000-03-01 to a date of the proleptic Gregorian calendar.
const fn days_from_march(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_both_ways_in_order() {
        let days = [
            Date::MIN,
            Date::constant(-1, 12, 31),
            Date::ZERO,
            Date::constant(1900, 2, 28),
            Date::constant(1949, 10, 1),
            Date::constant(2000, 2, 29),
            Date::constant(2024, 2, 29),
            Date::MAX,
        ];
        let mut last = 0;
        for day in days {
            let coded = number(Some(day));
            assert!(coded > last, "{day}");
            assert_eq!(date(coded), Ok(Some(day)));
            last = coded;
        }
        assert_eq!((number(None), date(0), number(Some(Date::MIN))), (0, Ok(None), 1));
        assert!(date(u32::MAX).is_err() && date(last + 1).is_err());
    }

    #[test]
    fn days_follow_each_other() {
        let mut day = Date::constant(1999, 12, 1);
        for step in 0..2000 {
            assert_eq!(date(number(Some(Date::constant(1999, 12, 1))) + step), Ok(Some(day)));
            day = day.tomorrow().unwrap();
        }
    }
}
