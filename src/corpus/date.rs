//! Dates as records, file names and datelines write them.

use jiff::civil::Date;

/// The date of a record or file name: 20231225, 2023-12-25, 2023/12/25, 2023.12.25, 2023年12月25日, with or without a
/// time behind it; `None` if no date of the calendar from 1800 to 2199 is there. The first one counts.
pub(super) fn full_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()))
        .find_map(|at| date_at(&text[at..]))
}

fn date_at(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |part: &str| part.parse::<i16>().ok();
    let (year, month, day) = if digits == 8 || digits == 14 {
        (number(&text[..4])?, number(&text[4..6])?, number(&text[6..8])?)
    } else if digits == 4 {
        let (month, rest) = part(after_mark(&text[4..], '年')?)?;
        let (day, _) = part(after_mark(rest, '月')?)?;
        (number(&text[..4])?, month, day)
    } else {
        return None;
    };
    if !(1800..2200).contains(&year) {
        return None;
    }
    Date::new(year, month as i8, day as i8).ok()
}

fn after_mark(text: &str, han: char) -> Option<&str> {
    let text = text.trim_start_matches(' ');
    let rest = text.strip_prefix(|mark: char| mark == han || matches!(mark, '-' | '/' | '.' | '_'))?;
    Some(rest.trim_start_matches(' '))
}

/// A number of one or two digits, and what stands behind it.
fn part(text: &str) -> Option<(i16, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_their_common_forms() {
        for (text, expected) in [
            ("20120702", "2012-07-02"),
            ("2012-07-02", "2012-07-02"),
            ("2012-7-2 08:30", "2012-07-02"),
            ("2012-07-02T08:30:00+08:00", "2012-07-02"),
            ("2023/12/25", "2023-12-25"),
            ("2023.12.25", "2023-12-25"),
            ("2023年 5月24日", "2023-05-24"),
            ("20231225083000", "2023-12-25"),
            ("nmgrb_20231225_03.txt", "2023-12-25"),
            ("page-2023-12-25-03", "2023-12-25"),
        ] {
            assert_eq!(full_date(text), Some(expected.parse().unwrap()), "{text}");
        }
        for text in [
            "",
            "2023",
            "2023-13-01",
            "20230230",
            "000_6cdd4882c4b79c30.txt",
            "1234567890123",
            "3月4日",
            "2023年",
        ] {
            assert_eq!(full_date(text), None, "{text}");
        }
    }
}
