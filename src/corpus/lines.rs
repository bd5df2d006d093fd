//! The lines of a page, cleaned one by one: Markdown marks, spaces set by justification, marks of continuation and page
//! furniture taken away, the way back kept. What belongs together is decided in `join`.

use super::cues::{continuation, ends_sentence, is_furniture, turn, width};
use super::weave::Weave;
use crate::text::{Span, WIDE, is_han};

/// What a line shows by its marks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A Markdown heading and its level; 7 for a line all in bold.
    Heading(u8),
    /// A heading set with a space between all letters.
    Letterspaced,
    /// A Markdown list item or table row.
    Item,
    /// Bars or wide gaps part its cells.
    Row,
}

/// A line of text.
#[derive(Debug)]
pub(super) struct Line {
    /// In the cleaned text.
    pub(super) at: Span,
    /// Half cells of the line as printed, with the marks and spaces that are not text.
    pub(super) width: u32,
    pub(super) mark: Mark,
    /// A blank line, rule or page break stands before it.
    pub(super) gap: bool,
    /// It begins with the two spaces of a paragraph, behind the margin of its page.
    pub(super) indent: bool,
    /// Half cells of what is blank before it.
    lead: u32,
    /// A mark `■上接第3版` stood before it.
    pub(super) continued: bool,
}

/// The cleaned lines of a page.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) clean: Weave,
    pub(super) lines: Vec<Line>,
}

impl Lines {
    /// The text of line `index`.
    pub(super) fn text(&self, index: usize) -> &str {
        self.lines[index].at.of(&self.clean.text)
    }
}

/// Cleans the lines of `page`. O(n).
pub(super) fn lines_of(page: &Weave) -> Lines {
    let mut found = Lines::default();
    let mut before = Before { gap: true, ..Before::default() };
    let mut start = 0;
    for (end, mark) in page.text.match_indices(['\n', '\r', '\u{c}']).chain([(page.text.len(), "")]) {
        if start <= end {
            add_line(page, start, end, &mut found, &mut before);
            before.gap |= mark == "\u{c}";
        }
        let crlf = mark == "\r" && page.text[end..].starts_with("\r\n");
        start = end + mark.len() + usize::from(crlf);
    }
    set_margin(&mut found);
    found
}

/// Half cells of the two spaces that begin a paragraph.
pub(super) const INDENT: u32 = 4;

/// One line of so many may stand before the margin of a page.
const OUTSIDE: usize = 20;

/// Where all lines of a page begin behind a margin, as text taken from PDF does, an indent is what goes beyond it. Paragraphs of one line,
/// each with its indent, end sentences, and hardly any line goes deeper: theirs is no margin.
fn set_margin(found: &mut Lines) {
    let mut leads: Vec<u32> = found.lines.iter().map(|line| line.lead).collect();
    leads.sort_unstable();
    let margin = leads.get(leads.len() / OUTSIDE).copied().unwrap_or(0);
    if margin == 0 {
        return;
    }
    let at_margin = || found.lines.iter().filter(|line| line.lead == margin);
    let ended = at_margin().filter(|line| ends_sentence(line.at.of(&found.clean.text))).count();
    let deeper = leads.iter().filter(|&&lead| lead == margin + INDENT).count();
    if ended * 2 < at_margin().count() || deeper * 4 > leads.len() {
        for line in &mut found.lines {
            line.indent = line.lead >= margin + INDENT;
        }
    }
}

#[derive(Default)]
struct Before {
    gap: bool,
    continued: bool,
}

fn add_line(page: &Weave, start: usize, end: usize, found: &mut Lines, before: &mut Before) {
    let raw = &page.text[start..end];
    let text = raw.trim_matches(is_blank);
    let lead = raw.len() - raw.trim_start_matches(is_blank).len();
    let indent = raw[..lead].chars().filter(|c| *c == '\u{3000}').count() >= 2
        || raw[..lead].contains('\t')
        || lead >= 4;
    let at = start + lead;
    let (mut mark, marks) = markdown(text);
    let mut from = marks;
    let mut to = turn(text).filter(|to| *to >= from).unwrap_or(text.len());
    if mark == Mark::Heading(7) {
        to = to.min(text.len() - 2);
    }
    if let Some(length) = continuation(&text[from..to]) {
        before.continued = true;
        from += length;
    }
    let text = text[from..to].trim_end_matches(is_blank);
    if text.is_empty() || is_furniture(text) {
        before.gap = true;
        return;
    }
    let spacing = match mark {
        _ if is_letterspaced(text) => Spacing::Letters,
        Mark::Item if from > 0 && raw[lead..].starts_with('|') => Spacing::Cells,
        Mark::None if is_row(text) => Spacing::Wide,
        _ => Spacing::Words,
    };
    mark = match spacing {
        Spacing::Letters if mark == Mark::None => Mark::Letterspaced,
        Spacing::Wide => Mark::Row,
        _ => mark,
    };
    let clean_start = found.clean.len();
    copy_clean(page, at + from, text, spacing, &mut found.clean);
    let span = Span::new(clean_start, found.clean.len());
    let line = Line {
        at: span,
        width: width(raw.trim_matches(is_blank)),
        mark,
        gap: before.gap,
        indent,
        lead: width(&raw[..lead]) + raw[..lead].matches('\t').count() as u32 * (INDENT - 1),
        continued: before.continued,
    };
    if !span.is_empty() {
        found.lines.push(line);
        *before = Before::default();
    }
}

/// Characters that are white space or nothing at all.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The mark of a Markdown line and how many bytes of it are no text.
fn markdown(text: &str) -> (Mark, usize) {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let marks =
        |length: usize| length + (text[length..].len() - text[length..].trim_start_matches(is_blank).len());
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(is_blank) {
        return (Mark::Heading(hashes as u8), marks(hashes));
    }
    if text.len() > 4
        && text.starts_with("**")
        && text.ends_with("**")
        && !text[2..text.len() - 2].contains("**")
    {
        return (Mark::Heading(7), 2);
    }
    if ["- ", "* ", "+ "].iter().any(|bullet| text.starts_with(bullet)) {
        return (Mark::Item, marks(2));
    }
    if text.starts_with('|') && text.matches('|').count() >= 2 {
        return (Mark::Item, marks(1));
    }
    if text.starts_with("> ") {
        return (Mark::None, marks(1));
    }
    (Mark::None, 0)
}

/// Whether a line is set with a space (or stroke) between its letters: 福 利 彩 票, 全 / 媒 / 体.
fn is_letterspaced(text: &str) -> bool {
    let (mut words, mut single) = (0, 0);
    // A mark alone is no word: what the page's reader takes out of a line (`) decides nothing.
    for word in text.split([' ', '\u{3000}', '/', '／', '\u{a0}']) {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric());
        let Some(first) = letters.next() else { continue };
        words += 1;
        single += usize::from(is_han(first) && letters.next().is_none());
    }
    words >= 4 && single * 5 >= words * 4 && !is_roll(text) && !is_signed(text)
}

/// Whether a line says who wrote: □ 海 燕 苏 晨, （贾 石 司徒岚）.
fn is_signed(text: &str) -> bool {
    text.starts_with('□') || text.starts_with('（') && text.ends_with('）')
}

/// Whether wide gaps part the cells of a line, and narrow ones the letters of short names in them: 舒 畅　游 泳　闻人杰. A label may
/// stand before them, and the two letters of some name wide apart: 委　员：梁 安 河　黄　山　石 磊.
fn is_roll(text: &str) -> bool {
    let names = text.rsplit_once('：').map_or(text, |(_, names)| names);
    let cells = names.split('\u{3000}').map(str::trim).filter(|cell| !cell.is_empty());
    let (mut all, mut spread, mut lone) = (0, 0, 0);
    for cell in cells {
        let letters = cell.chars().filter(|c| is_han(*c)).count();
        if letters < 2 {
            lone += 1;
            continue;
        }
        if lone % 2 > 0 || cell.contains(' ') && letters > 3 {
            return false;
        }
        all += 1;
        spread += usize::from(cell.contains(' '));
    }
    all >= 2 && spread > 0 && lone % 2 == 0
}

/// Fewest cells of a line that is a row whatever is in them; one more where a colon stands.
const CELLS: usize = 3;

/// Parts the cells of a table that is drawn.
const BAR: char = '│';

/// Whether bars part the cells of a line, or wide gaps at least three, or one a short first cell from a longer one, and no sentence is
/// in any: 方 舟（女）  青山镇农机站站长.
fn is_row(text: &str) -> bool {
    if text.matches(" | ").count() >= 2 || text.matches(BAR).count() >= 2 {
        return true;
    }
    let wide = text.split("  ").flat_map(|cell| cell.split(['\u{3000}', '\t'])).map(str::trim);
    let cells = wide.filter(|cell| !cell.is_empty());
    // （女，蒙古族）.
    let asides =
        text.split('（').skip(1).filter(|aside| aside.split('）').next().is_some_and(|it| it.contains('，')));
    let commas = text.matches('，').count() > asides.count();
    if text.contains(['。', '；', '！', '？']) || commas || is_couplet(cells.clone()) {
        return false;
    }
    // 覃　勇、黄　金 is a list.
    if text.contains('、') && !["\u{3000}\u{3000}", "   "].iter().any(|gap| text.contains(gap)) {
        return false;
    }
    let (count, colon) = (cells.clone().count(), text.contains('：'));
    if count >= CELLS + usize::from(colon) && cells.clone().any(|cell| cell.chars().count() > 1) {
        return true;
    }
    if count > 1 && cells.clone().any(is_title) || is_portrayed(text) {
        return true;
    }
    if !text.starts_with(is_han) || text.contains(['：', '·']) {
        return false;
    }
    let letters = |cell: &str| cell.chars().count();
    let mut cells = cells;
    let first = match cells.next().map(letters) {
        // The two letters of a short name stand apart too.
        Some(1) => 1 + cells.next().map_or(0, letters),
        first => first.unwrap_or_default(),
    };
    (2..=8).contains(&first) && cells.next().is_some_and(|cell| letters(cell) > 4 || is_lone_pair(cell))
}

/// Whether a line begins with a name and tells the sex or people of who bears it: 丁小荷（女）泰和县卫生院护士长.
fn is_portrayed(text: &str) -> bool {
    let Some((name, (aside, rest))) =
        text.split_once('（').and_then(|(name, rest)| Some((name, rest.split_once('）')?)))
    else {
        return false;
    };
    let told = aside.split('，').any(|it| matches!(it, "女" | "男") || it.ends_with('族'));
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_han) && told && rest.starts_with(is_han)
}

/// Whether a cell is the title of a work: 《我家的小河》.
fn is_title(cell: &str) -> bool {
    cell.starts_with('《') && cell.find('》') == Some(cell.len() - '》'.len_utf8())
}

/// Whether a cell is a name of two letters that stand apart: 兰 天.
fn is_lone_pair(cell: &str) -> bool {
    cell.chars().count() == 3 && cell.split(' ').all(|letter| letter.starts_with(is_han))
}

/// Whether all cells are phrases of one length without digits: 牢记嘱托　感恩奋进　谱写新篇 is a headline.
fn is_couplet<'t>(mut cells: impl Iterator<Item = &'t str>) -> bool {
    let phrase = |cell: &str| cell.chars().all(is_han).then(|| cell.chars().count()).filter(|&n| n >= PHRASE);
    let first = cells.next().and_then(phrase);
    first.is_some() && cells.all(|cell| phrase(cell) == first)
}

/// Fewest characters of a phrase of a headline.
const PHRASE: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// Spaces part words.
    Words,
    /// Spaces and strokes part letters: none is text.
    Letters,
    /// Bars part the cells of a table.
    Cells,
    /// Wide gaps part the cells of a row, narrow ones words or letters.
    Wide,
}

/// Copies `text`, which stands at `at` of `page`, without what is not text in it.
fn copy_clean(page: &Weave, at: usize, text: &str, spacing: Spacing, out: &mut Weave) {
    let special = |c: char| is_blank(c) || matches!(c, '*' | '`' | '[' | ']' | '|' | '_' | '/' | '／' | BAR);
    let mut start = 0;
    while let Some(found) = text[start..].find(special) {
        let mark = start + found;
        out.copy(page, Span::from_usize(at + start, at + mark));
        start = mark + special_at(text, mark, spacing, page, at, out);
    }
    out.copy(page, Span::from_usize(at + start, at + text.len()));
}

/// Deals with the special character at `mark`: how many bytes are done.
fn special_at(text: &str, mark: usize, spacing: Spacing, page: &Weave, at: usize, out: &mut Weave) -> usize {
    let rest = &text[mark..];
    let letter = rest.chars().next().map_or(1, char::len_utf8);
    let span = |length: usize| Span::from_usize(at + mark, at + mark + length);
    if rest.starts_with(is_blank) {
        let length = rest.len() - rest.trim_start_matches(is_blank).len();
        // The bar behind it parts.
        if spacing == Spacing::Cells && rest[length..].starts_with('|') {
            return length;
        }
        let before = text[..mark].chars().next_back();
        let behind = rest[length..].chars().next();
        let wide = spacing == Spacing::Wide && is_wide(&text[..mark], &rest[..length], &rest[length..]);
        let parts = rest[..length].contains(char::is_whitespace)
            && !text[..mark].trim_matches(BAR).is_empty()
            && (wide || parts_words(before, behind) || is_row_number(&text[..mark], &rest[..length]))
            && !(spacing != Spacing::Wide && parts_letters(&text[..mark], &rest[length..]));
        if spacing != Spacing::Letters && parts && !out.text.ends_with([' ', WIDE]) {
            out.put(if wide { WIDE } else { ' ' }, page.map.to_source(span(length)));
        }
        return length;
    }
    if rest.starts_with(['/', '／']) {
        if spacing != Spacing::Letters {
            out.copy(page, span(letter));
        }
        return letter;
    }
    if let Some(link) = link(rest) {
        let text_at = usize::from(rest.starts_with('!')) + 1;
        out.copy(page, Span::from_usize(at + mark + text_at, at + mark + text_at + link.text));
        return link.length;
    }
    let dropped = ["**", "__", "`"].iter().find(|mark| rest.starts_with(**mark)).map_or(0, |mark| mark.len());
    if dropped > 0 {
        return dropped;
    }
    if rest.starts_with('*') && is_emphasis(&text[..mark], rest) {
        return letter;
    }
    if rest.starts_with(BAR) && spacing == Spacing::Wide {
        let parts = mark > 0 && rest.len() > letter && !out.text.ends_with(WIDE);
        if parts {
            out.put(WIDE, page.map.to_source(span(letter)));
        }
        return letter;
    }
    if rest.starts_with('|') && spacing == Spacing::Cells {
        if rest.len() > letter && !out.text.ends_with(WIDE) {
            out.put(WIDE, page.map.to_source(span(letter)));
        }
        return letter;
    }
    out.copy(page, span(letter));
    letter
}

/// Whether a space between these two parts words; one between Han and a number or Latin word only sets a line's width.
pub(super) fn parts_words(before: Option<char>, behind: Option<char>) -> bool {
    let (Some(before), Some(behind)) = (before, behind) else { return false };
    let (han, latin) = (is_han, |c: char| c.is_ascii_alphanumeric() || c == '%');
    !(han(before) && latin(behind) || latin(before) && han(behind))
}

/// Whether a gap parts the cells of a row: two blanks, but for those between two letters of a name (苏  奴) beside which a wider gap,
/// a mark or the end of the line stands.
fn is_wide(before: &str, gap: &str, behind: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), behind.chars().next()) else { return true };
    let (left, right) = (&before[..before.len() - last.len_utf8()], &behind[first.len_utf8()..]);
    let beside = |inner: Option<char>, blanks: u32| match inner {
        Some(c) if is_han(c) && blanks == 0 => None,
        Some(c) if is_han(c) => Some(blanks),
        _ => Some(u32::MAX),
    };
    let (outer_left, outer_right) = (left.trim_end_matches(is_blank), right.trim_start_matches(is_blank));
    let sides = beside(outer_left.chars().next_back(), width(&left[outer_left.len()..]))
        .zip(beside(outer_right.chars().next(), width(&right[..right.len() - outer_right.len()])));
    let letters =
        is_han(last) && is_han(first) && sides.is_some_and(|(left, right)| width(gap) < left.max(right));
    width(gap) > 1 && !letters
}

/// Most digits of the number of a row.
const ROW: usize = 3;

/// Whether a line has begun with a number alone, and a wide gap follows: the number of a row.
fn is_row_number(before: &str, gap: &str) -> bool {
    let digits = (1..=ROW).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_digit());
    digits && (gap.contains(['\u{3000}', '\t']) || gap.chars().count() > 1)
}

/// Whether a space parts the two letters of a heading that print sets apart: 更 正. In running text it marks a name (陈 璐)
/// and stays.
fn parts_letters(before: &str, behind: &str) -> bool {
    let lone = |text: &str| text.chars().next().is_some_and(|c| is_han(c) && text.len() == c.len_utf8());
    lone(before) && lone(behind)
}

/// Whether the single asterisk that `rest` begins with marks emphasis: no Latin letter, digit or space stands beside it, and
/// another asterisk on its line.
fn is_emphasis(before: &str, rest: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !c.is_whitespace());
    let near = |bytes: &[u8]| bytes.contains(&b'*');
    let other = near(&before.as_bytes()[before.len().saturating_sub(NEAR)..])
        || near(&rest.as_bytes()[1..rest.len().min(NEAR)]);
    other && apart(before.chars().next_back()) && apart(rest[1..].chars().next())
}

/// How far marks that belong together stand apart at most, in bytes: bounds the work on lines of marks.
const NEAR: usize = 600;

struct Link {
    text: usize,
    length: usize,
}

/// `[text](address)` at the start of `text`.
fn link(text: &str) -> Option<Link> {
    let inner = text.strip_prefix('[')?;
    let until = |text: &str, mark: u8| text.as_bytes().iter().take(NEAR).position(|byte| *byte == mark);
    let close = until(inner, b']')?;
    let address = inner[close + 1..].strip_prefix('(')?;
    let end = until(address, b')')?;
    Some(Link { text: close, length: 1 + close + 1 + 1 + end + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(page: &str) -> Vec<String> {
        let lines = lines_of(&Weave::identity(page.to_owned()));
        (0..lines.lines.len()).map(|index| lines.text(index).to_owned()).collect()
    }

    #[test]
    fn what_is_not_text_goes() {
        for (page, expected) in [
            ("## 一、强化**理念**的落实", "一、强化理念的落实"),
            ("**重点领域加速协同**", "重点领域加速协同"),
            ("- 第一点", "第一点"),
            ("> 引用的话", "引用的话"),
            ("见[自治区方案](http://a.cn/b_c)全文", "见自治区方案全文"),
            ("福 利 彩 票 站 点 指 南", "福利彩票站点指南"),
            ("为 天 下“ 储 ” 为 国 家 强", "为天下“储”为国家强"),
            ("全 / 媒 / 体 / 主 / 题", "全媒体主题"),
            ("是2023年 5月24日，零下 58度", "是2023年5月24日，零下58度"),
            ("2023 年 10 月 17 日的 GDP 增速", "2023年10月17日的GDP增速"),
            ("出政策 细举措 当好“引航员”", "出政策 细举措 当好“引航员”"),
            ("■上接第 1版 覆盖 16个部门", "覆盖16个部门"),
            ("抓好落实（下转第3版）", "抓好落实"),
            ("Open the door", "Open the door"),
            ("　　赤峰\u{200b}市\u{a0}", "赤峰市"),
            ("文/图 李明 王芳", "文/图 李明 王芳"),
            ("3*4与snake_case", "3*4与snake_case"),
            ("经理*蒋明*讲授", "经理蒋明讲授"),
            ("| 赤峰市 | 15 |", "赤峰市　15"),
            ("|赤 峰|商 州||三|", "赤 峰　商 州　三"),
            ("更 正", "更正"),
            ("（记者 郑远帆 陈 璐）", "（记者 郑远帆 陈 璐）"),
            ("新华社记者 殷 刚 摄", "新华社记者 殷 刚 摄"),
            ("舒 畅　游 泳　郎 朗　祝 愿", "舒 畅　游 泳　郎 朗　祝 愿"),
            ("委　员：梁 安 河　石 磊　黄　山", "委 员：梁 安 河　石 磊　黄 山"),
            ("□ 海 燕 苏 晨", "□ 海 燕 苏 晨"),
            ("（惠 民 贺兰英 钟 声 辑）", "（惠 民 贺兰英 钟 声 辑）"),
            ("1　苏  奴　　　三车间　　焊工", "1　苏 奴　三车间　焊工"),
            ("王强　　801　　赤峰", "王强　801　赤峰"),
            ("│ 1 │苏 奴│三车间　　│", "1 　苏 奴　三车间　"),
        ] {
            assert_eq!(cleaned(page), [expected], "{page}");
        }
        for page in ["", "■上接第3版", "---", "3", "***", "　"] {
            assert_eq!(cleaned(page), Vec::<String>::new(), "{page}");
        }
    }

    #[test]
    fn a_line_knows_what_stood_before_it() {
        let lines = lines_of(&Weave::identity("■上接第1版\r\n甲地\r\n乙地\n\n　　丙地\u{c}丁地".to_owned()));
        let told: Vec<_> = lines.lines.iter().map(|line| (line.gap, line.indent, line.continued)).collect();
        assert_eq!(
            told,
            [(true, false, true), (false, false, false), (true, true, false), (true, false, false)]
        );
    }
}
