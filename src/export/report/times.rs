//! Articles by month, or by year where there are too many months to show.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// The most bars of a chart.
const BARS: i32 = 60;

/// Counts by month (`2024-03`) from the first to the last with empty ones between, or by year (`2024`).
pub(super) fn by_period(days: &BTreeMap<Date, u64>) -> Vec<(String, u64)> {
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return Vec::new();
    };
    let month = |day: &Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let by_year = month(last) - month(first) >= BARS;
    let bar = |day: &Date| if by_year { i32::from(day.year()) } else { month(day) };
    let mut counts: BTreeMap<i32, u64> = (bar(first)..=bar(last)).map(|number| (number, 0)).collect();
    for (day, count) in days {
        *counts.entry(bar(day)).or_default() += count;
    }
    let name = |number: i32| {
        if by_year { number.to_string() } else { format!("{}-{:02}", number / 12, number % 12 + 1) }
    };
    counts.into_iter().map(|(number, count)| (name(number), count)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_without_articles_are_shown_and_many_months_become_years() {
        let days = BTreeMap::from([(date(2023, 11, 3), 2), (date(2023, 11, 9), 1), (date(2024, 1, 1), 4)]);
        let shown = by_period(&days);
        let names: Vec<&str> = shown.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2023-11", "2023-12", "2024-01"]);
        assert_eq!(shown.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [3, 0, 4]);
        let days = BTreeMap::from([(date(1990, 1, 1), 1), (date(1999, 1, 1), 1)]);
        assert_eq!(by_period(&days).len(), 10);
        assert!(by_period(&BTreeMap::new()).is_empty());
    }
}
