//! The few marks of XML that GraphML, GEXF and SVG need. Whoever writes text here has cleaned it.

/// Adds text content: as it is where it can be, else as CDATA with `]]>` split.
///
/// Gephi's importers lose white space between two entities (`&lt; &amp;`), so there are none.
pub(super) fn push_text(line: &mut String, text: &str) {
    if text.bytes().any(|b| matches!(b, b'&' | b'<' | b']')) && needs_care(text) {
        line.push_str("<![CDATA[");
        line.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
        line.push_str("]]>");
    } else {
        line.push_str(text);
    }
}

fn needs_care(text: &str) -> bool {
    text.contains(['&', '<']) || text.contains("]]>")
}

/// The text as the value of an attribute between double quotes.
pub(super) fn attribute(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => value.push_str("&amp;"),
            '<' => value.push_str("&lt;"),
            '>' => value.push_str("&gt;"),
            '"' => value.push_str("&quot;"),
            '\n' => value.push_str("&#10;"),
            c => value.push(c),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(given: &str) -> String {
        let mut line = String::new();
        push_text(&mut line, given);
        line
    }

    #[test]
    fn marks_are_kept_without_entities_in_text() {
        let cases = [
            ("赤峰", "赤峰"),
            ("a > b", "a > b"),
            ("a < b & c", "<![CDATA[a < b & c]]>"),
            ("]]>", "<![CDATA[]]]]><![CDATA[>]]>"),
            ("]]>]]>", "<![CDATA[]]]]><![CDATA[>]]]]><![CDATA[>]]>"),
        ];
        for (given, expected) in cases {
            assert_eq!(text(given), expected);
        }
        assert_eq!(attribute("<&>\"'\n"), "&lt;&amp;&gt;&quot;'&#10;");
    }
}
