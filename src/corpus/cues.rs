//! What the wording of one line tells about its part on the page. Pure predicates on cleaned lines; no state.

use super::date::dateline;
use super::words::{Use, behind, words};
use crate::text::{NUMERALS, is_bullet, is_han, is_numeral};

/// Width of a text in half cells of a Chinese page.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(|c| if c < '\u{300}' { 1 } else { 2 }).sum()
}

/// Whether a sentence ends here: a stop, perhaps with closing marks behind it.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = behind_signature(text).unwrap_or(text);
    let text = text.trim_end_matches(['”', '’', '」', '』', '）', ')', '】', '"', '\'', '》', ' ']);
    text.ends_with(['。', '！', '？', '!', '?', '…'])
        || (text.ends_with('.') && !text.ends_with(|c: char| c.is_ascii_digit()))
}

/// What stands before a name in brackets or a photographer's credit at the end: `…基础。（郝园园）`, `…服务。 李明 摄`.
fn behind_signature(text: &str) -> Option<&str> {
    if let Some(text) = text.strip_suffix('摄') {
        let stop = text.rfind('。')?;
        return (width(&text[stop..]) <= 34).then(|| &text[..stop + '。'.len_utf8()]);
    }
    let open = text.strip_suffix(['）', ')'])?.rfind(['（', '('])?;
    (width(&text[open..]) <= 30).then(|| text[..open].trim_end())
}

/// Whether a paragraph may end here though no sentence does.
pub(super) fn ends_loosely(text: &str) -> bool {
    text.ends_with(['；', '：', ';', ':']) || text.ends_with("——")
}

/// Whether a bracket or quote stands open behind `text`, given whether one did before it.
pub(super) fn leaves_open(text: &str, before: bool) -> bool {
    let opened = text.rfind(['“', '‘', '「', '『', '（', '(', '《', '〈', '【']);
    let closed = text.rfind(['”', '’', '」', '』', '）', ')', '》', '〉', '】']);
    if opened.is_none() && closed.is_none() { before } else { opened > closed }
}

/// Whether the wording is that of a headline: no clause marks, and not too long.
pub(super) fn like_heading(text: &str) -> bool {
    !text.contains(['，', '。', '；', ',', ';']) && width(text) <= 90 && dateline(text).is_none()
}

/// Two clauses with only a space between them, as headlines set them (`出政策 细举措`).
pub(super) fn spaced_clauses(text: &str) -> bool {
    let clause_end = |c: char| is_han(c) || matches!(c, '”' | '》');
    let clause_start = |c: char| is_han(c) || matches!(c, '“' | '《');
    text.match_indices([' ', '\u{3000}']).any(|(at, space)| {
        text[..at].chars().next_back().is_some_and(clause_end)
            && text[at + space.len()..].chars().next().is_some_and(clause_start)
    })
}

const PAGE_NUMERALS: &str = "0123456789ABCDEabcde一二三四五六七八九十";

/// `第3版` at the start of `text`; what stands behind it.
fn page_reference(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let text = text.strip_prefix('第').unwrap_or(text).trim_start();
    let rest = text.trim_start_matches(|c| PAGE_NUMERALS.contains(c));
    let numerals = text.len() - rest.len();
    if numerals == 0 || numerals > 9 { None } else { rest.trim_start().strip_prefix('版') }
}

/// Length of a mark `■上接第3版` or `（上接第1版）` at the start of a line, with the white space behind it.
pub(super) fn continuation(line: &str) -> Option<usize> {
    let opens = |c| is_bullet(c) || matches!(c, '（' | '(' | '【' | '[' | ' ' | '*');
    let text = behind(line.trim_start_matches(opens), Use::Continued)?;
    let rest = page_reference(text)?;
    let closes =
        |c| is_bullet(c) || matches!(c, '）' | ')' | '】' | ']' | '》' | '：' | '*' | ' ' | '\u{3000}');
    let rest = rest.trim_start_matches(closes);
    Some(line.len() - rest.len())
}

/// Where a mark `（下转第3版）` begins at the end of a line.
pub(super) fn turn(line: &str) -> Option<usize> {
    let at = words(Use::Turned).iter().filter_map(|word| line.rfind(word)).max()?;
    let rest = page_reference(behind(&line[at..], Use::Turned)?)?;
    let closes = |c| is_bullet(c) || matches!(c, '）' | ')' | '】' | ']' | ' ' | '*');
    if !rest.trim_start_matches(closes).is_empty() {
        return None;
    }
    let opens = |c| is_bullet(c) || matches!(c, '（' | '(' | '【' | '[' | ' ' | '*');
    Some(line[..at].trim_end_matches(opens).len())
}

/// Page numbers, running heads with the date, rules: nothing an article says.
pub(super) fn is_furniture(line: &str) -> bool {
    if !line.contains(|c: char| c.is_alphanumeric()) {
        return !line.contains('…');
    }
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix('第').unwrap_or(bare);
    let bare = bare.strip_suffix(['页', '版']).unwrap_or(bare).trim();
    if bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    is_running_head(line) && !is_editors(line)
}

/// Whether a line says which day the page appeared on, as running heads do.
pub(super) fn is_running_head(line: &str) -> bool {
    width(line) <= 120
        && !line.contains(['。', '，'])
        && line.contains("星期")
        && line.contains('月')
        && line.contains('日')
}

/// Credits of the page's editors; one is enough in a running head: 8月22日　星期四　编辑：丁如意.
pub(super) fn is_editors(line: &str) -> bool {
    let least = if is_running_head(line) { 1 } else { 2 };
    let told = || words(Use::Editor).iter().filter(|word| line.contains(**word)).count() >= least;
    width(line) <= 120 && !line.contains(['。', '，']) && told()
}

/// How an item of a list is numbered or marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// `一、`: the number.
    Section(u8),
    /// `（一）`, `1、`, `●` and the like.
    Other,
}

/// The item mark at the start of a line.
pub(super) fn item(line: &str) -> Option<Item> {
    // ■ stands before articles.
    let marks = |c: char| is_bullet(c) && c != '■' || matches!(c, '•' | '·' | '①'..='⑨');
    if line.starts_with(marks) {
        return Some(Item::Other);
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let behind = rest.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
        let numbered = behind.len() < rest.len() && rest.len() - behind.len() <= 9;
        return (numbered && behind.starts_with(['）', ')'])).then_some(Item::Other);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) {
        let rest = &line[digits..];
        let next = rest.chars().nth(1);
        let marked = rest.starts_with(['、', '．', '）', ')'])
            || (rest.starts_with('.') && !next.is_some_and(|c| c.is_ascii_digit()));
        return marked.then_some(Item::Other);
    }
    let behind = line.trim_start_matches(NUMERALS);
    let numeral = &line[..line.len() - behind.len()];
    if numeral.is_empty() || numeral.len() > 9 || !behind.starts_with(['、', '．']) {
        return None;
    }
    let last = numeral.chars().next_back().and_then(|c| NUMERALS.iter().position(|n| *n == c)).unwrap_or(0);
    Some(Item::Section(if numeral.chars().count() == 1 { last as u8 + 1 } else { 10 }))
}

/// `□本报记者 薛来`, `新华社记者 周晔`, `作者：…`: a line that only says who wrote. `□` before a long line without a space in it
/// marks an item.
pub(super) fn is_byline(line: &str) -> bool {
    if width(line) > 80 || line.contains(['。', '，', '；', '！', '？']) {
        return false;
    }
    if let Some(rest) = line.strip_prefix('□') {
        let rest = rest.trim_start();
        return width(rest) <= 16 || rest.contains([' ', '\u{3000}']) || rest.contains("记者");
    }
    let line = line.trim_start_matches(|c| is_bullet(c) || c == ' ');
    let Some(rest) = behind(line, Use::Byline) else { return false };
    rest.is_empty() || rest.starts_with([' ', '\u{3000}', '：', ':', '/']) || width(rest) <= 8
}

/// A line `单位 姓名` as it stands under a headline.
pub(super) fn is_signature(line: &str) -> bool {
    if width(line) > 80 || line.contains(['，', '。', '；', '：', '！', '？', '“', '《']) {
        return false;
    }
    let mut words = line.split_whitespace();
    let (Some(body), Some(name)) = (words.next(), words.next_back()) else { return false };
    let letters = name.chars().filter(|c| *c != '·').count();
    body.chars().count() >= 4
        && (name.contains('·') || (2..=3).contains(&letters))
        && name.chars().all(|c| is_han(c) || c == '·')
}

/// A paragraph that is all in brackets: `（记者 …）`, `（新华社北京10月12日电）`, `（据新华社电）`.
pub(super) fn is_credit(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')'])) else {
        return false;
    };
    width(inner) <= 100 && !inner.contains(['（', '(', '。'])
}

/// A credit that ends an article: the wire's.
pub(super) fn is_wire_credit(text: &str) -> bool {
    let inner = text.trim_matches(['（', '）', '(', ')', ' ']);
    is_credit(text)
        && (inner.ends_with('电') || inner.ends_with('讯'))
        && (inner.starts_with('据') || inner.contains('社') || dateline(inner).is_some())
}

/// Rubrics that head short items and are no headline.
pub(super) fn is_rubric(text: &str) -> bool {
    width(text) <= 24 && words(Use::Rubric).iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_continued_articles() {
        for (line, rest) in [
            ("■上接第3版", ""),
            ("■上接第 1版 覆盖各旗县", "覆盖各旗县"),
            ("（上接第1版）", ""),
            ("(上接A2版)会议指出", "会议指出"),
            ("（紧接一版）", ""),
            ("【上接第二版】", ""),
        ] {
            assert_eq!(continuation(line).map(|at| &line[at..]), Some(rest), "{line}");
        }
        for line in ["上接天线", "接第一个电话", "（上接）", "上海接第3批客人", "会议上接第3版"]
        {
            assert_eq!(continuation(line), None, "{line}");
        }
        assert_eq!(turn("会议要求抓好落实（下转第3版）"), Some("会议要求抓好落实".len()));
        assert_eq!(turn("■下转第2版"), Some(0));
        assert_eq!(turn("下转第2版的文章写道"), None);
    }

    #[test]
    fn page_furniture() {
        for line in ["3", "— 12 —", "第3版", "第 4 页", "* * *", "◆◆◆", "2023年12月25日 星期一"]
        {
            assert!(is_furniture(line), "{line}");
        }
        assert!(is_editors("责任编辑：张三 版式：李四"));
        assert!(!is_furniture("2023年12月25日　星期一　编辑：张三"));
        for line in ["2023", "第3版的文章", "12月25日星期一，会议召开。", "责任编辑介绍说"]
        {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn items_and_what_only_looks_so() {
        for line in
            ["1、健康监测", "2.做好消毒", "（一）加强领导", "(3)抓落实", "●城市", "十二、附则", "３、x"]
        {
            let expected = line != "３、x";
            assert_eq!(item(line).is_some(), expected, "{line}");
        }
        assert_eq!(item("五、组织保障"), Some(Item::Section(5)));
        for line in ["1.85亿元", "2023年", "一是加快建设", "三农工作", "（记者 张三）", "120名职工"]
        {
            assert_eq!(item(line), None, "{line}");
        }
    }

    #[test]
    fn who_wrote() {
        for line in
            ["□市总工会主席 李明", "本报记者 薛来", "新华社记者 周晔 李明", "通讯员 王芳", "作者：李明"]
        {
            assert!(is_byline(line), "{line}");
        }
        for line in
            ["本报记者从市公安局获悉，昨日", "记者了解到这一情况后立即赶往", "□职工大学举办第二届运动会开幕"]
        {
            assert!(!is_byline(line), "{line}");
        }
        assert!(is_signature("市委政策研究室主任 董明"));
        assert!(!is_signature("乘势前行 拼搏奉献"));
        assert!(is_wire_credit("（新华社北京10月12日电）") && is_wire_credit("（据新华社电）"));
        assert!(is_credit("（记者 李明）") && !is_wire_credit("（记者 李明）"));
    }
}
