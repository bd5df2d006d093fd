//! Which sources of a store are meant by what was named on the command line.

use std::path::Path;

use guanxi::corpus::source_name;

use super::inputs::STANDARD_INPUT;

/// The sources that were named; else the pipe of that name.
pub(super) fn named<'k>(what: &str, known: &'k [String]) -> Vec<&'k String> {
    let those = |what: &str| known.iter().filter(|source| is_or_holds(what, source)).collect();
    let found: Vec<&String> = those(what);
    if found.is_empty() && !what.is_empty() { those(&format!("{STANDARD_INPUT}/{what}")) } else { found }
}

/// Whether a source is meant by what was named, itself or as the pipe of that name.
pub(super) fn is_named(what: &str, source: &str) -> bool {
    is_or_holds(what, source) || !what.is_empty() && is_or_holds(&format!("{STANDARD_INPUT}/{what}"), source)
}

/// Whether `source` is what was named, or lies below it. `./news` is what `build ./news` made of it, `.` what `build .` did, `-`
/// the pipe without a name.
pub(super) fn is_or_holds(what: &str, source: &str) -> bool {
    if what == STANDARD_INPUT {
        return source == what;
    }
    if what == format!("{STANDARD_INPUT}/") {
        return source.starts_with(what);
    }
    let built = source_name(Path::new(what));
    if built == "." {
        let piped = source == "-" || source.starts_with("-/");
        return !what.is_empty() && !piped && !source.starts_with('/');
    }
    [what.trim_end_matches('/'), &*built].iter().any(|name| {
        let rest = source.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_or_holds;

    #[test]
    fn what_is_named_holds_what_was_built_of_it() {
        for (what, source, holds) in [
            ("news", "news/a.txt", true),
            ("./news/", "news/a.txt", true),
            ("news", "newspaper.txt", false),
            (".", "a.txt", true),
            ("./", "news/a.txt", true),
            (".", "/data/a.txt", false),
            (".", "-", false),
            (".", "-/day", false),
            ("-", "-", true),
            ("-", "-/day", false),
            ("-/", "-/day", true),
            ("-/", "-", false),
            ("", "a.txt", false),
            ("/data", "/data/a.txt", true),
            ("/", "/data/a.txt", true),
            ("/", "a.txt", false),
        ] {
            assert_eq!(is_or_holds(what, source), holds, "{what} {source}");
        }
    }
}
