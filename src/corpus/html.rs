//! The text of an HTML page, with the way back: tags, scripts and comments left out, entities decoded, blocks parted by
//! blank lines, headings marked as in Markdown. No more of HTML is understood.

use super::date::full_date;
use super::front::Head;
use super::weave::Weave;
use crate::text::{Span, is_han};

/// Reads an HTML page: its text, and what its head says. O(n).
pub(super) fn read_html(source: &str) -> (Weave, Head) {
    let mut reader =
        HtmlReader { source, page: Weave::default(), head: Head::default(), at: 0, as_set: false };
    reader.read();
    (reader.page, reader.head)
}

struct HtmlReader<'a> {
    source: &'a str,
    page: Weave,
    head: Head,
    at: usize,
    /// Inside of `<pre>`.
    as_set: bool,
}

impl HtmlReader<'_> {
    fn read(&mut self) {
        let text = self.source;
        while self.at < text.len() {
            let special =
                text[self.at..].find(['<', '&', '\n', '\r']).map_or(text.len(), |found| self.at + found);
            self.page.copy_source(self.source, Span::from_usize(self.at, special));
            self.at = special;
            match text.as_bytes().get(special) {
                Some(b'<') => self.tag(),
                Some(b'&') => self.entity(),
                Some(_) => self.line_end(),
                None => {}
            }
        }
    }

    /// A line end in HTML is a space, and between Han none; in `<pre>` it ends a line.
    fn line_end(&mut self) {
        let rest = &self.source[self.at..];
        if self.as_set {
            let length = if rest.starts_with("\r\n") { 2 } else { 1 };
            self.page.put('\n', Span::from_usize(self.at, self.at + length));
            self.at += length;
            return;
        }
        let length = rest.len() - rest.trim_start().len();
        let letter = |c: Option<char>| c.is_some_and(|c| !is_han(c) && c.is_alphanumeric());
        if letter(self.page.text.chars().next_back()) && letter(rest[length..].chars().next()) {
            self.page.put(' ', Span::from_usize(self.at, self.at + length));
        }
        self.at += length;
    }

    fn tag(&mut self) {
        let text = &self.source;
        let rest = &text[self.at..];
        let until = |end: &str| rest.find(end).map_or(rest.len(), |found| found + end.len());
        let inner = rest[1..].trim_start_matches('/');
        let name_length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = inner[..name_length].to_ascii_lowercase();
        let length = if rest.starts_with("<!--") {
            until("-->")
        } else if rest[1..].starts_with(['!', '?']) {
            until(">")
        } else if name.is_empty() {
            self.page.copy_source(self.source, Span::from_usize(self.at, self.at + 1));
            1
        } else {
            until(">")
        };
        let span = Span::from_usize(self.at, self.at + length);
        self.at += length;
        let closing = rest.starts_with("</");
        let has_content = !closing && !rest[..length].ends_with("/>");
        match name.as_str() {
            "script" | "style" | "noscript" | "template" | "title" | "svg" if has_content => {
                self.skip_to_end_of(&name);
            }
            "meta" | "time" => self.dated(span),
            "br" => self.page.put('\n', span),
            "td" | "th" => self.page.put(' ', span),
            name if BLOCKS.contains(&name) => {
                self.as_set = if name == "pre" { has_content } else { self.as_set };
                self.block(name, closing, span);
            }
            _ => {}
        }
    }

    /// Reads the day of publication: `<meta name="publishdate" content="2024-05-06">`, `<time itemprop="datePublished"
    /// datetime="2024-05-06">`.
    fn dated(&mut self, tag: Span) {
        let tag = tag.of(self.source);
        let named = ["name", "property", "itemprop"].iter().filter_map(|name| attribute(tag, name));
        let says = |name: &str| {
            let name = name.to_ascii_lowercase();
            let published = name.contains("pub") || name.contains("release");
            published && (name.contains("date") || name.contains("time"))
        };
        let of_page = named.into_iter().any(says);
        let value = attribute(tag, if tag[1..].starts_with(['m', 'M']) { "content" } else { "datetime" });
        self.head.date = self.head.date.or_else(|| full_date(value.filter(|_| of_page)?));
    }

    fn block(&mut self, name: &str, closing: bool, span: Span) {
        self.page.put('\n', span);
        self.page.put('\n', span);
        let level = name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok());
        if let (Some(level), false) = (level, closing) {
            for _ in 0..level {
                self.page.put('#', span);
            }
            self.page.put(' ', span);
        }
    }

    /// Leaves out what stands in an element that is no text; the page's title is remembered.
    fn skip_to_end_of(&mut self, name: &str) {
        let rest = &self.source.as_bytes()[self.at..];
        let is_end = |at: &usize| {
            let tag = rest.get(*at + 2..*at + 2 + name.len());
            rest.get(*at + 1) == Some(&b'/')
                && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = memchr::memchr_iter(b'<', rest).find(is_end).unwrap_or(rest.len());
        if name == "title" && self.head.title.is_empty() {
            self.head.title = decoded(self.source[self.at..self.at + end].trim());
        }
        self.at += end;
    }

    fn entity(&mut self) {
        let Some((mark, length)) = first_entity(&self.source[self.at..]) else {
            self.page.copy_source(self.source, Span::from_usize(self.at, self.at + 1));
            self.at += 1;
            return;
        };
        self.page.put(mark, Span::from_usize(self.at, self.at + length));
        self.at += length;
    }
}

/// The value of an attribute of a tag, between quotes or not.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let starts = |&at: &usize| {
        let own = tag.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        own && at > 0 && tag.as_bytes()[at - 1].is_ascii_whitespace()
    };
    let at = (0..tag.len()).filter(|&at| tag.is_char_boundary(at)).find(starts)?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split([' ', '>', '/']).next(),
    }
}

const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "hr",
    "body",
    "dd",
    "dt",
];

/// The character of the entity that a text begins with, and its bytes.
fn first_entity(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(12).position(|byte| *byte == b';')?;
    Some((decode(&text[1..end])?, end + 1))
}

/// A text with its entities as characters.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find('&').map(|found| at + found) {
        let (mark, length) = first_entity(&text[found..]).unwrap_or(('&', 1));
        out.push_str(&text[at..found]);
        out.push(mark);
        at = found + length;
    }
    out.push_str(&text[at..]);
    out
}

/// The character of an entity's name or number.
fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" => ' ',
        "emsp" => '\u{3000}',
        "middot" => '·',
        "bull" => '•',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "laquo" => '«',
        "raquo" => '»',
        "times" => '×',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_text_remains() {
        let (page, head) = read_html(
            "<html><head><title>首页</title><style>p{}</style></head><body><!-- 注 --><h2>标题</h2><p class=\"a\">赤峰&middot;红山\n区 A &amp; B<br>第二行</p><script>if(a<b){}</script>1 < 2 &#x8d64; &oops;</body></html>",
        );
        assert_eq!(head.title, "首页");
        let lines: Vec<&str> = page.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["## 标题", "赤峰·红山区 A & B", "第二行", "1 < 2 赤 &oops;"]);
        let at = page.text.find("红山区").unwrap();
        let span = page.map.to_source(Span::from_usize(at, at + 9));
        let source = "<html><head><title>首页</title><style>p{}</style></head><body><!-- 注 --><h2>标题</h2><p class=\"a\">赤峰&middot;";
        assert_eq!((span.start as usize, span.len()), (source.len(), 10));
    }

    #[test]
    fn lines_of_what_is_set_stay() {
        let (page, _) = read_html("<p>名单\n如下</p><pre>张慧宇\r\n高志鹏\n</pre>赤峰\n市");
        let lines: Vec<&str> = page.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["名单如下", "张慧宇", "高志鹏", "赤峰市"]);
    }

    #[test]
    fn an_element_that_closes_itself_swallows_nothing() {
        let (page, head) = read_html(
            "<title/><script src=\"a.js\"/><style />赤峰<svg/>下雨<SCRIPT src='b.js' />。<script>x</script>包头晴。",
        );
        assert_eq!(page.text, "赤峰下雨。包头晴。");
        assert_eq!(head.title, "");
    }

    #[test]
    fn entities_of_the_title_are_characters() {
        let (_, head) = read_html("<title> 要闻&nbsp;&amp;综合 &oops; R&D&#x8d64;&</title>正文");
        assert_eq!(head.title, "要闻 &综合 &oops; R&D赤&");
    }

    #[test]
    fn the_day_of_publication_is_read_where_pages_hide_it() {
        for source in [
            "<head><META content='2024-05-06 10:00' Name=\"PubDate\"></head>赤峰",
            "<meta property=\"article:published_time\" content=\"2024-05-06T10:00:00+08:00\"/>赤峰",
            "<meta name=author content=x><time itemprop=datePublished datetime=2024-05-06>昨天</time>",
        ] {
            assert_eq!(read_html(source).1.date, "2024-05-06".parse().ok(), "{source}");
        }
        for source in [
            "<meta name=\"description\" content=\"2024-05-06\">",
            "<meta name='pubdate'>",
            "<meta>",
            "<time datetime=1949-10-01>当日</time>",
        ] {
            assert_eq!(read_html(source).1.date, None, "{source}");
        }
    }

    proptest! {
        #[test]
        fn no_markup_makes_it_panic(text in "[<>/!&;#x0-9a-z赤峰\n\" -]{0,120}") {
            let (page, _) = read_html(&text);
            prop_assert!(page.text.len() <= 4096);
        }
    }
}
