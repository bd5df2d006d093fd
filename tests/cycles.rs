//! No two files of the library or the program import each other, along whatever way round. A file may use what the file of a
//! folder that it lies in defines (`super::Candidate`); a re-export counts as what it leads to, a test module not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by its path below the crate: `["graph", "paths", "yen"]`.
type Module = Vec<String>;

/// What a file imports: paths as they are written, and whether they are given on.
struct Source {
    uses: Vec<(bool, Vec<String>)>,
    inline: Vec<Vec<String>>,
}

fn modules_below(folder: &Path, at: &[String], found: &mut BTreeMap<Module, Source>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let stem = entry.file_stem().unwrap().to_string_lossy().into_owned();
        let mut module = at.to_vec();
        if entry.is_dir() {
            module.push(stem);
            modules_below(&entry, &module, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            module.extend(Some(stem).filter(|stem| stem != "mod"));
            found.insert(module, Source::of(&fs::read_to_string(&entry).unwrap()));
        }
    }
}

impl Source {
    fn of(text: &str) -> Self {
        let code: String = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n")
            .collect();
        let (mut uses, mut inline) = (Vec::new(), Vec::new());
        for statement in code.split_inclusive([';', '{', '}']).fold(Vec::<String>::new(), joined) {
            let statement = statement.trim();
            let bare = ["pub use ", "pub(crate) use ", "pub(super) use ", "use "];
            match bare.iter().find_map(|begin| Some((begin, statement.strip_prefix(begin)?))) {
                Some((begin, tree)) => {
                    let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
                    let each = expanded(tree.trim_end_matches(';')).into_iter();
                    uses.extend(each.map(|path| (begin.starts_with("pub"), path)));
                }
                None => inline.extend(paths_in(statement)),
            }
        }
        Self { uses, inline }
    }
}

/// Puts the braces of one `use` together again.
fn joined(mut statements: Vec<String>, piece: &str) -> Vec<String> {
    let open = statements.last().is_some_and(|last| {
        let begun = last.trim_start();
        let is_use = begun.starts_with("use ") || begun.starts_with("pub") && begun.contains(" use ");
        is_use && !begun.ends_with(';')
    });
    if let Some(last) = statements.last_mut().filter(|_| open) {
        last.push_str(piece);
        return statements;
    }
    // What stands before a `use` ends with a brace, an attribute or a line.
    let at = piece.rfind("\nuse ").or_else(|| piece.rfind("\npub"));
    let (before, rest) = piece.split_at(at.unwrap_or(0));
    statements.extend([before, rest].into_iter().filter(|part| !part.is_empty()).map(str::to_owned));
    statements
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expanded(tree: &str) -> Vec<Vec<String>> {
    let Some((head, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.trim().split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let head: Vec<String> =
        head.split("::").map(|part| part.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inner.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let named = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    named.flat_map(expanded).map(|path| head.iter().cloned().chain(path).collect()).collect()
}

/// The paths that stand in code: words joined by `::`.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let inside = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c| !inside(c)).filter(|word| word.contains("::"));
    words.map(|word| word.split("::").map(str::to_owned).collect()).collect()
}

/// The module that a path leads to from where it stands; none outside this crate.
fn resolved(
    modules: &BTreeMap<Module, Source>,
    from: &Module,
    path: &[String],
    depth: usize,
) -> Option<Module> {
    let mut parts = path.iter().peekable();
    let mut at = match parts.peek()?.as_str() {
        "crate" => parts.next().map(|_| Module::new())?,
        "super" | "self" => from.clone(),
        child if modules.contains_key(&below(from, child)) => from.clone(),
        _ => return None,
    };
    while let Some(step) = parts.next_if(|step| matches!(step.as_str(), "super" | "self")) {
        if step == "super" {
            at.pop()?;
        }
    }
    while let Some(child) = parts.next_if(|part| modules.contains_key(&below(&at, part))) {
        at.push(child.clone());
    }
    let given_on = parts.next().filter(|_| depth < 8).and_then(|name| {
        let uses = modules.get(&at)?.uses.iter().filter(|(_, used)| used.last() == Some(name));
        uses.into_iter().find_map(|(_, used)| resolved(modules, &at, used, depth + 1))
    });
    Some(given_on.unwrap_or(at))
}

fn below(module: &Module, child: &str) -> Module {
    module.iter().cloned().chain([child.to_owned()]).collect()
}

/// What each file imports, but for the files of the folders it lies in.
fn imports(modules: &BTreeMap<Module, Source>) -> BTreeMap<&Module, BTreeSet<Module>> {
    let mut found = BTreeMap::new();
    for (module, source) in modules {
        let own = source.uses.iter().filter(|(given_on, _)| !given_on).map(|(_, path)| path);
        let led_to = own.chain(&source.inline).filter_map(|path| resolved(modules, module, path, 0));
        found.insert(module, led_to.filter(|other| !module.starts_with(other)).collect());
    }
    found
}

/// A way from a file back to it, if there is one.
fn circle(imports: &BTreeMap<&Module, BTreeSet<Module>>, start: &Module) -> Option<Vec<String>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in imports.get(way.last()?).into_iter().flatten() {
            if next == start {
                return Some(way.iter().map(|module| module.join("::")).collect());
            }
            if seen.insert(next) {
                ways.push(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

fn circles(modules: &BTreeMap<Module, Source>) -> Vec<Vec<String>> {
    let imports = imports(modules);
    imports.keys().filter_map(|module| circle(&imports, module)).collect()
}

#[test]
fn no_files_import_each_other() {
    let mut modules = BTreeMap::new();
    modules_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut modules);
    let many: usize = imports(&modules).values().map(BTreeSet::len).sum();
    assert!(
        many > 2 * modules.len(),
        "{many} imports in {} files: the reader of imports is broken",
        modules.len()
    );
    assert_eq!(circles(&modules), Vec::<Vec<String>>::new());
}

#[test]
fn a_circle_is_seen() {
    let sources = [
        (vec!["a"], "use crate::b::{self, c::Deep};\n\nfn f() {}\n"),
        (vec!["b"], "mod c;\npub use c::Deep;\nuse super::d;\n"),
        (vec!["b", "c"], "use super::Other;\nfn g() -> u8 { crate::d::h() }\n"),
        (vec!["d"], "//! use crate::a;\nuse crate::a::f;\n#[cfg(test)]\nmod tests {\n    use crate::b;\n}\n"),
    ];
    let module = |path: Vec<&str>| path.into_iter().map(str::to_owned).collect::<Module>();
    let modules = sources.map(|(path, text)| (module(path), Source::of(text))).into_iter().collect();
    let found: BTreeSet<String> = circles(&modules).into_iter().map(|way| way.join(" ")).collect();
    assert_eq!(found, BTreeSet::from(["a b::c d", "b d a", "b::c d a", "d a b::c"].map(str::to_owned)));
}
