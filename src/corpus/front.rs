//! What stands before the text of a page and is not text: the front matter of Markdown, its title and day.

use jiff::civil::Date;

use super::date::full_date;
use super::weave::Weave;
use crate::text::Span;

/// What the head of a page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: String,
    /// When it was published.
    pub(super) date: Option<Date>,
}

/// Most lines of a front matter.
const MOST: usize = 60;

/// The text of a plain page or of Markdown, and what its front matter says. O(n).
pub(super) fn read_plain(source: &str) -> (Weave, Head) {
    let Some(matter) = front_matter(source) else {
        return (Weave::identity(source.to_owned()), Head::default());
    };
    let mut page = Weave::default();
    page.copy_source(source, Span::from_usize(matter.len(), source.len()));
    let value = |key: &str| {
        let rows = matter.lines().filter_map(|line| line.split_once(':'));
        let mut values = rows.filter(|(name, _)| name.eq_ignore_ascii_case(key));
        let value = values.next().map(|(_, value)| value.trim().trim_matches(['"', '\'']));
        value.filter(|value| !value.starts_with(['>', '|']))
    };
    let title = value("title").unwrap_or_default().to_owned();
    (page, Head { title, date: value("date").and_then(full_date) })
}

/// The lines between two `---` at the start of a page, with these, if all say `key: value`, `- item` or go on with what
/// the line before said, by an indent.
fn front_matter(source: &str) -> Option<&str> {
    let mut lines = source.split_inclusive('\n').take(MOST);
    let mut length = lines.next().filter(|line| line.trim_end() == "---")?.len();
    let mut keys = 0;
    for line in lines {
        length += line.len();
        let said = line.trim_end();
        if matches!(said, "---" | "...") {
            return (keys > 0).then(|| &source[..length]);
        }
        let key = said.split_once(':').map_or("", |(key, _)| key);
        let is_key =
            !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        if !is_key && !said.is_empty() && !said.starts_with([' ', '\t', '-', '#']) {
            return None;
        }
        keys += usize::from(is_key);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_no_text() {
        let source = "---\ntitle: \"包头市与赤峰市签约\"\ntags: [通辽市, 包头市]\ncategories:\n  - 要闻\ndate: 2024-05-07\n---\n\n正文。";
        let (page, head) = read_plain(source);
        assert_eq!(page.text, "\n正文。");
        assert_eq!(head, Head { title: "包头市与赤峰市签约".to_owned(), date: "2024-05-07".parse().ok() });
        let at = page.text.find("正文").unwrap();
        let span = page.map.to_source(Span::from_usize(at, at + 6));
        assert_eq!(span.of(source), "正文");
    }

    #[test]
    fn what_only_looks_like_it_is_text() {
        for source in [
            "---\n赤峰市总工会。\n---\n正文。",
            "---\n---\n正文。",
            "---\ntitle: 没有完\n正文",
            "正文。",
            "--- \n",
            "",
        ] {
            let (page, head) = read_plain(source);
            assert_eq!((page.text.as_str(), head), (source, Head::default()));
        }
    }
}
