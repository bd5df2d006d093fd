//! Dates as records, file names and datelines write them.

use jiff::civil::Date;

use super::words::{Use, behind};
use crate::text::{is_bullet, is_han};

/// The date of a record or file name: 20231225, 2023-12-25, 2023/12/25, 2023.12.25, 2023年12月25日, with or without a
/// time behind it; `None` if no date of the calendar from 1800 to 2199 is there. The first one counts.
pub(super) fn full_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()))
        .find_map(|at| date_at(&text[at..]))
        .map(|(date, _)| date)
}

/// Widest line that is a [`stamp`], in half cells.
pub(super) const STAMP: u32 = 100;

/// The day that a line of its own gives as that of publication: 2024-01-15 10:22 来源：新华网, 发布时间：2024年5月6日,
/// 二〇二四年五月六日. No other words stand in it than such labels and what they name. The first day counts.
pub(super) fn stamp(line: &str) -> Option<Date> {
    if line.len() > 3 * STAMP as usize || line.contains(['。', '，', '；', '、']) {
        return None;
    }
    let line = line.replace(':', "：");
    let digit = |c: char| c.is_ascii_digit() || HAN_DIGITS.contains(&c);
    let begins = |at: &usize| !line[..*at].ends_with(digit);
    let mut places = line.match_indices(digit).map(|(at, _)| at).filter(begins);
    let (at, (date, behind_date)) =
        places.find_map(|at| Some((at, date_at(&line[at..]).or_else(|| han_date(&line[at..]))?)))?;
    let mark = |c: char| !c.is_alphanumeric();
    let before = line[..at].trim_start_matches(mark);
    let time = |c: char| mark(c) || c.is_ascii_digit() || matches!(c, 'T' | 'Z' | '时' | '分' | '秒');
    let rest = behind_date.trim_start_matches(time);
    (is_labelled(before) && is_labelled(rest)).then_some(date)
}

/// Whether a text is nothing, or a label of a [`stamp`] with what it names: 来源：新华网, 阅读：33.
fn is_labelled(text: &str) -> bool {
    let labelled = behind(text, Use::Stamp);
    text.is_empty()
        || labelled.is_some_and(|rest| {
            text[..text.len() - rest.len()].ends_with('：') || !rest.starts_with(char::is_alphanumeric)
        })
}

/// Whether a line gives a day behind a word that stands before those of meetings too, and nothing else: 时间：2024-05-06.
pub(super) fn is_bare_stamp(line: &str) -> bool {
    let rest = ["时间", "日期"].iter().find_map(|word| line.trim().strip_prefix(word));
    let value = |c: char| !c.is_alphabetic() || matches!(c, '年' | '月' | '日' | '时' | '分' | '秒');
    rest.is_some_and(|rest| rest.chars().all(value))
}

/// Whether a line begins with a label that is none of publication: 地点：…, 参加人员：….
pub(super) fn is_particular(line: &str) -> bool {
    let label = line.split(['：', ':']).next().filter(|label| label.len() < line.len());
    let short = |label: &str| (2..=LABEL).contains(&label.chars().count()) && label.chars().all(is_han);
    label.is_some_and(short) && !is_labelled(line)
}

/// Most characters of a label.
const LABEL: usize = 6;

/// Digits as documents write years, from 0.
const HAN_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 二〇二四年五月六日 at the start of a text, and what stands behind it.
fn han_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once('日')?;
    let digit = |c: char| {
        HAN_DIGITS.iter().position(|digit| *digit == c || matches!(c, '○' | '零') && *digit == '〇')
    };
    let digits: Option<Vec<usize>> = year.chars().map(digit).collect();
    let year = digits.filter(|digits| digits.len() == 4)?.into_iter().fold(0, |sum, digit| sum * 10 + digit);
    let date = Date::new(year as i16, han_number(month)? as i8, han_number(day)? as i8);
    date.ok().filter(|date| YEARS.contains(&date.year())).map(|date| (date, rest))
}

/// A number below a hundred: 六, 十, 二十八.
fn han_number(text: &str) -> Option<usize> {
    let digit = |text: &str, none: usize| {
        let mut chars = text.chars();
        let first = chars.next();
        let number = first.map_or(Some(none), |c| HAN_DIGITS.iter().position(|digit| *digit == c));
        number.filter(|_| chars.next().is_none())
    };
    match text.split_once('十') {
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
        None if text.is_empty() => None,
        None => digit(text, 0),
    }
}

/// Years that dates have.
const YEARS: std::ops::Range<i16> = 1800..2200;

/// Whether a text that gives no [`full_date`] should: not where it is empty, names a year or a month alone (2023, 2023-12),
/// or holds the zeros of a database (0000-00-00). 24-1-2 and 1/2/2024 might be two days each.
pub(super) fn is_no_date(text: &str) -> bool {
    let digits = || text.chars().filter(char::is_ascii_digit);
    let zeros =
        digits().next().is_some() && digits().all(|c| c == '0') && !text.contains(char::is_alphabetic);
    !text.trim().is_empty() && !is_year_or_month(text.trim()) && !zeros && full_date(text).is_none()
}

/// Whether a text is a year or a month alone: 2023, 2023年, 2023-12, 2023年3月, 202312.
fn is_year_or_month(text: &str) -> bool {
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let Some((year, rest)) = text.split_at_checked(4).filter(|(year, _)| is_number(year, 4)) else {
        return false;
    };
    let month = after_mark(rest, '年').unwrap_or(rest);
    let month = month.strip_suffix('月').unwrap_or(month).trim();
    YEARS.contains(&year.parse().unwrap_or_default())
        && (month.is_empty() || is_number(month, 2) && (month.len() < rest.len() || month.len() == 2))
}

/// The date that a text begins with, and what stands behind it.
fn date_at(text: &str) -> Option<(Date, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |part: &str| part.parse::<i16>().ok();
    let (year, month, day, rest) = if digits == 8 || digits == 14 {
        (number(&text[..4])?, number(&text[4..6])?, number(&text[6..8])?, &text[digits..])
    } else if digits == 4 {
        let (month, rest) = part(after_mark(&text[4..], '年')?)?;
        let (day, rest) = part(after_mark(rest, '月')?)?;
        (number(&text[..4])?, month, day, rest.trim_start_matches(' '))
    } else {
        return None;
    };
    if !YEARS.contains(&year) {
        return None;
    }
    let date = Date::new(year, month as i8, day as i8).ok()?;
    Some((date, rest.strip_prefix('日').unwrap_or(rest)))
}

/// The words with which a report says where and when it was filed: 新华社北京10月12日电.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dateline<'a> {
    /// As written; empty for 本报讯.
    pub(super) place: &'a str,
    pub(super) year: Option<i16>,
    pub(super) day: Option<(i8, i8)>,
}

impl Dateline<'_> {
    /// The date, with the year of `near` (the paper's date) if the dateline names none: a report is never younger than its
    /// paper by more than a week, so that one of 31 December in a paper of January is of the year before.
    pub(super) fn date(&self, near: Option<Date>, year: Option<i16>) -> Option<Date> {
        let (month, day) = self.day?;
        if let Some(year) = self.year {
            return Date::new(year, month, day).ok();
        }
        let Some(near) = near else { return Date::new(year?, month, day).ok() };
        let latest = near.saturating_add(jiff::Span::new().days(7));
        match Date::new(near.year(), month, day) {
            Ok(date) if date <= latest => Some(date),
            _ => Date::new(near.year() - 1, month, day).ok(),
        }
    }
}

/// The dateline at the start of `text`, brackets and 据 before it aside.
pub(super) fn dateline(text: &str) -> Option<Dateline<'_>> {
    let text = text.trim_start_matches(|c| is_bullet(c) || matches!(c, '（' | '(' | '【' | ' '));
    let text = text.strip_prefix('据').unwrap_or(text);
    let rest = behind(text, Use::Agency)?.trim_start();
    if let Some(behind) = rest.strip_prefix('讯') {
        let told = behind.starts_with([' ', '\u{3000}', '（', '(', '：', ':']);
        return told.then_some(Dateline { place: "", year: None, day: None });
    }
    if let Some(place) = undated(rest) {
        return Some(Dateline { place, year: None, day: None });
    }
    let digits = rest.char_indices().take(14).find(|(_, c)| c.is_ascii_digit())?.0;
    let place = rest[..digits].trim();
    if place.contains(|c: char| !c.is_alphanumeric() && c != '·') {
        return None;
    }
    let (year, rest) = match number(&rest[digits..], '年', 4) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, &rest[digits..]),
    };
    let (month, rest) = number(rest, '月', 2)?;
    let (day, rest) = number(rest, '日', 2)?;
    let filed = behind(rest, Use::Filed).is_some();
    filed.then_some(Dateline { place, year, day: Some((month as i8, day as i8)) })
}

/// The place of 本报保山电　近日 and 本报汉中讯（记者 …: two to eight Han, then the word and a mark or white space.
fn undated(rest: &str) -> Option<&str> {
    let length = rest.find(|c: char| !is_han(c)).unwrap_or(rest.len());
    let marked = rest[length..].starts_with([' ', '\u{3000}', '（', '(', '：', ':']);
    let place = ["电", "讯"].iter().find_map(|word| rest[..length].strip_suffix(word))?;
    (marked && (2..=8).contains(&place.chars().count())).then_some(place)
}

/// A number of at most `digits` digits and `unit`, white space aside, and what stands behind.
fn number(text: &str, unit: char, digits: usize) -> Option<(i16, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || length > digits {
        return None;
    }
    let rest = text[length..].trim_start().strip_prefix(unit)?;
    Some((text[..length].parse().ok()?, rest.trim_start()))
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
    fn a_dateline_takes_its_year_from_the_paper() {
        let date = |text: &str| text.parse::<Date>().ok();
        let december = dateline("新华社北京12月31日电").unwrap();
        assert_eq!(december.date(date("2024-01-02"), None), date("2023-12-31"));
        assert_eq!(december.date(date("2023-12-31"), None), date("2023-12-31"));
        assert_eq!(december.date(None, Some(2022)), date("2022-12-31"));
        assert_eq!(december.date(None, None), None);
        assert_eq!(
            dateline("本报赤峰2021年2月3日讯").unwrap().date(date("2024-01-02"), None),
            date("2021-02-03")
        );
    }

    #[test]
    fn datelines() {
        for (text, place, day) in [
            ("本报巴彦淖尔 12 月 24 日电 （记者 李明）", "巴彦淖尔", Some((12, 24))),
            ("（新华社北京10月12日电）", "北京", Some((10, 12))),
            ("据新华社联合国2023年10月2日电", "联合国", Some((10, 2))),
            ("本报讯（记者 李明）昨日", "", None),
            ("本报保山电　近日", "保山", None),
            ("本报汉中讯（记者 李明）", "汉中", None),
        ] {
            let found = dateline(text).unwrap();
            assert_eq!((found.place, found.day), (place, day), "{text}");
        }
        for text in [
            "本报记者10月12日从电视台获悉",
            "新华社记者 李明",
            "本报讯息",
            "本报通讯 员工",
            "北京10月12日电",
            "新华社，10月12日电",
            "本报5月",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn stamps_say_nothing_but_when_and_by_whom() {
        let date = "2024-05-06".parse().ok();
        for line in [
            "2024年5月6日 来源：赤峰日报",
            "2024-05-06 10:22:33 来源：新华网 作者：李明",
            "2024-05-06T10:22:33+08:00",
            "发布时间：2024-05-06 10:00",
            "来源：赤峰日报　2024-05-06 10:22 编辑：王海燕",
            "（2024年5月6日）",
            "*2024-05-06*",
            "2024 年 5 月 6 日",
            "二〇二四年五月六日",
            "二○二四年五月六日",
            "二零二四年五月六日",
            "来源：赤峰市总工会 时间：2024-05-06 点击：123",
            "时间：2024-05-06",
            "日期: 2024-05-06 10:22",
            "作者：王树林 日期：2024-05-06 阅读：33",
            "信息来源：办公室 | 2024-05-06 | 浏览：55次",
            "索引号：000014349/2024-00012 成文日期：2024年5月6日 发布日期：2024年5月15日",
        ] {
            assert_eq!(stamp(line), date, "{line}");
            assert_eq!(is_bare_stamp(line), line.starts_with(['时', '日']), "{line}");
        }
        assert_eq!(stamp("二〇二三年十二月二十八日"), "2023-12-28".parse().ok());
        for line in [
            "2024年5月6日赤峰市召开会议",
            "时间：2024年5月6日上午9时 地点：赤峰市",
            "时间：2024年5月6日 地点：赤峰市",
            "会议时间：2024年5月6日",
            "自2024年5月6日起施行",
            "编辑部成立于1998年5月1日",
            "作者王力生于1900年8月10日",
            "5月6日",
            "二〇二四年",
            "一九四九年十月一日，天安门",
            "第3版",
            "二十三年十月",
        ] {
            assert_eq!(stamp(line), None, "{line}");
        }
    }

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
        for text in
            ["2022-13-45", "20230230", "yesterday", "3月4日", "24-1-2", "45292", "1/2/2024", "20245", "9999"]
        {
            assert!(is_no_date(text), "{text}");
        }
        for text in [
            "",
            " ",
            "2022",
            "2022年",
            "2022年3月",
            "2022-03",
            "2022-3",
            "202203",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "2022-03-04",
        ] {
            assert!(!is_no_date(text), "{text}");
        }
    }
}
