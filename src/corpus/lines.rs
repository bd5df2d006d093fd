//! The lines of a page, cleaned one by one: Markdown marks, spaces set by justification, marks of continuation and page
//! furniture taken away, the way back kept. What belongs together is decided in `join`.

use super::clean::{Spacing, copy_clean, is_blank};
use super::cues::{continuation, ends_sentence, is_furniture, turn, width};
use super::rows::{is_letterspaced, is_row};
use super::weave::Weave;
use crate::text::Span;

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
    let printed = raw.trim_matches(is_blank);
    let lead = &raw[..raw.len() - raw.trim_start_matches(is_blank).len()];
    let (mark, from, to) = without_marks(printed, before);
    let text = printed[from..to].trim_end_matches(is_blank);
    if text.is_empty() || is_furniture(text) {
        before.gap = true;
        return;
    }
    let (spacing, mark) = setting(text, mark, from > 0 && printed.starts_with('|'));
    let clean_start = found.clean.len();
    copy_clean(page, start + lead.len() + from, text, spacing, &mut found.clean);
    let at = Span::new(clean_start, found.clean.len());
    if at.is_empty() {
        return;
    }
    found.lines.push(Line {
        at,
        width: width(printed),
        mark,
        gap: before.gap,
        indent: is_indent(lead),
        lead: width(lead) + lead.matches('\t').count() as u32 * (INDENT - 1),
        continued: before.continued,
    });
    *before = Before::default();
}

/// Whether what is blank before a line begins a paragraph.
fn is_indent(lead: &str) -> bool {
    lead.chars().filter(|c| *c == '\u{3000}').count() >= 2 || lead.contains('\t') || lead.len() >= 4
}

/// The Markdown mark of a line, and where its text begins and ends. `before` takes a mark of continuation.
fn without_marks(line: &str, before: &mut Before) -> (Mark, usize, usize) {
    let (mark, mut from) = markdown(line);
    let mut to = turn(line).filter(|to| *to >= from).unwrap_or(line.len());
    if mark == Mark::Heading(7) {
        to = to.min(line.len() - 2);
    }
    if let Some(length) = continuation(&line[from..to]) {
        before.continued = true;
        from += length;
    }
    (mark, from, to)
}

/// What the spaces in a text are, and the mark of its line: they are one where it has no other.
fn setting(text: &str, mark: Mark, in_bars: bool) -> (Spacing, Mark) {
    match mark {
        _ if is_letterspaced(text) => {
            (Spacing::Letters, if mark == Mark::None { Mark::Letterspaced } else { mark })
        }
        Mark::Item if in_bars => (Spacing::Cells, mark),
        Mark::None if is_row(text) => (Spacing::Wide, Mark::Row),
        _ => (Spacing::Words, mark),
    }
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
