//! `guanxi explain` and `guanxi dict explain`: why something is tagged or is not.

use anyhow::bail;
use clap::Args;
use guanxi::corpus::{Article, CharOffsets, ReadOptions, Source, layout_of};
use guanxi::dictionary::{Dictionary, decode};
use guanxi::recognise::{Clue, Explanation, Row, Why};
use guanxi::text::Span;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::screen::{Look, Screen, Talk};
use super::signs::sign_of;
use super::summary::counted;
use super::table::plain;
use super::teach::Teach;
use super::{Answer, inputs};

/// Points below the least sum up to which a proposal is worth a look.
const NEAR: i32 = 15;
/// Clues that are told, the weightiest.
const CLUES: usize = 8;
/// The widest name that is padded to.
const WIDEST: usize = 24;

/// Why something is a name or is none: every candidate, its clues, its row, and what became of it
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi dict explain 市长春节讲话
  guanxi explain page3.txt:12                  the names on a line, read with the whole article
  guanxi explain notes.txt:3 --dictionary mine.tsv --all

+ is a mention, · lies inside one, - is none. \"score\" decides between candidates that
overlap: ten a character, and what the rule adds; \"clues\" are the points of a rule
(dictionaries/rules/evidence.tsv), of which it asks for a least sum, below zero for some. Rules
without clues go by what stands around a name; a word says by what.")]
pub(super) struct Explain {
    /// A text, or SOURCE:LINE
    #[arg(value_name = "TEXT|SOURCE:LINE")]
    what: String,
    /// Every proposal of every rule, however weak
    #[arg(long)]
    all: bool,
    /// The year of datelines that name none
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1000..=9999))]
    year: Option<i16>,
    #[command(flatten)]
    teach: Teach,
}

/// What is asked about: an article, and the bytes of it.
struct Asked {
    source: Source,
    article: usize,
    within: Span,
}

#[derive(Serialize)]
struct ExplainShape<'e> {
    start: u32,
    end: u32,
    surface: &'e str,
    kind: &'e str,
    mention: bool,
    step: &'static str,
    why: String,
    entities: &'e [String],
    by: &'static str,
    score: Option<i32>,
    clues: Vec<ClueShape>,
    least: Option<i32>,
    rows: Vec<RowShape<'e>>,
}

#[derive(Serialize)]
struct ClueShape {
    name: &'static str,
    points: i32,
}

#[derive(Serialize)]
struct RowShape<'e> {
    path: &'e str,
    line: u64,
    name: &'e str,
}

impl Explain {
    pub(super) fn run(&self, screen: &mut Screen) -> anyhow::Result<Answer> {
        let asked = self.asked(screen.talk)?;
        let (recogniser, _) = self.teach.recogniser(true, screen.talk)?;
        let mut told = Vec::new();
        for Asked { source, article, within } in &asked {
            let article = &source.articles[*article];
            let mut some = recogniser.explain_within(article, *within);
            let shown = some.len();
            let mentions: Vec<Span> = some.iter().filter(|e| e.why == Why::Kept).map(|e| e.span).collect();
            some.retain(|e| self.all || worth_a_look(e, &mentions));
            for e in &mut some {
                name_own_rows(e, recogniser.dictionary());
            }
            told.push((source, article, within, shown - some.len(), some));
        }
        let any = told.iter().any(|(.., some)| !some.is_empty());
        if screen.json {
            let shapes: Vec<_> =
                told.iter().flat_map(|(source, article, _, _, some)| shapes(source, article, some)).collect();
            screen.value(&shapes)?;
        } else {
            let mut weaker = 0;
            for (_, article, within, more, some) in &told {
                screen.line(screen.paint(plain(within.of(&article.text)).trim(), Look::Bold))?;
                print(some, screen)?;
                weaker += more;
            }
            if !any {
                screen.note("no candidate: no list and no rule proposes a name here")?;
            }
            if weaker > 0 {
                let more = counted(weaker as u64, "lesser candidate");
                screen.note(format_args!("{more} not shown; --all does"))?;
            }
        }
        Ok(Answer::no_if(!any))
    }

    /// The text itself, or the articles with that line.
    fn asked(&self, talk: Talk) -> anyhow::Result<Vec<Asked>> {
        let place =
            self.what.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse::<u32>().ok()?)));
        if place.is_none() && std::path::Path::new(&self.what).is_file() {
            bail!("{0}: a file; give a line of it, such as {0}:1, or a text", self.what);
        }
        let Some((path, line)) = place.filter(|(path, _)| is_or_looks_like_a_file(path)) else {
            return Ok(vec![of_text(&self.what)?]);
        };
        if !std::path::Path::new(path).is_file() {
            bail!("{path}: no such file; give SOURCE:LINE of a file that is there, or a text");
        }
        if line == 0 {
            bail!("{path}:0: lines are counted from 1");
        }
        let options = ReadOptions { year: self.year, ..ReadOptions::default() };
        let mut asked = Vec::new();
        for (sources, problems) in inputs::parts(path, &options) {
            for problem in problems.iter().filter(|p| p.line.is_none_or(|at| at == u64::from(line))) {
                talk.problem(problem);
            }
            asked.extend(sources.iter().flat_map(|source| on_line(source, line)));
            if sources.last().is_some_and(|last| last.record && first_line(last) >= Some(line)) {
                break;
            }
        }
        if asked.is_empty() {
            if let Some(lines) = lines_of(path).filter(|&lines| lines < line as usize) {
                bail!("{path}:{line}: the file has {lines} lines");
            }
            bail!(
                "{path}:{line}: no text of an article on this line; give a line with text, or the text itself"
            );
        }
        Ok(asked)
    }
}

/// How many lines a file has that is not packed.
fn lines_of(path: &str) -> Option<usize> {
    let bytes = std::fs::read(path).ok().filter(|bytes| !bytes.starts_with(&[0x1f, 0x8b]))?;
    Some(decode(&bytes).lines().count())
}

/// Names the user's row where that, not the shipped one of the entity, gives the alias.
fn name_own_rows(e: &mut Explanation, dictionary: &Dictionary) {
    for row in &mut e.rows {
        if let Some((path, line)) = dictionary.row_of_alias(&e.kind, &row.name, &e.surface) {
            (row.path, row.line) = (path.to_owned(), line);
        }
    }
}

/// A name with the ending of a page is none of a text, whether it is there or not.
fn is_or_looks_like_a_file(path: &str) -> bool {
    let path = std::path::Path::new(path);
    path.is_file() || (layout_of(path).is_some() && !path.to_string_lossy().contains(char::is_whitespace))
}

fn of_text(text: &str) -> anyhow::Result<Asked> {
    if text.trim().is_empty() {
        bail!("nothing to explain: give a text, or SOURCE:LINE");
    }
    let article = Article::of_text(text);
    let within = article.extent;
    let source = Source { text: text.to_owned(), articles: vec![article], ..Source::default() };
    Ok(Asked { source, article: 0, within })
}

/// The articles of a source that have text on a line, with the bytes of their working text there.
fn on_line(source: &Source, line: u32) -> Vec<Asked> {
    let begin =
        source.text.split_inclusive('\n').take(line.saturating_sub(1) as usize).map(str::len).sum::<usize>();
    let length = source.text[begin..].find('\n').unwrap_or(source.text.len() - begin);
    let wanted = Span::from_usize(begin, begin + length);
    let spans = |article: &Article| {
        if source.record {
            return (first_line(source) == Some(line)).then(|| Span::from_usize(0, article.text.len()));
        }
        let mut found: Option<Span> = None;
        for (at, c) in article.text.char_indices().filter(|&(_, c)| c != '\n') {
            let span = Span::from_usize(at, at + c.len_utf8());
            if wanted.contains(article.map.to_source(span)) {
                found = Some(Span::new(found.map_or(span.start, |f| f.start), span.end));
            }
        }
        found
    };
    let found: Vec<(usize, Span)> =
        source.articles.iter().enumerate().filter_map(|(n, article)| Some((n, spans(article)?))).collect();
    found.into_iter().map(|(article, within)| Asked { source: source.clone(), article, within }).collect()
}

/// The line on which the first article begins; a record is one line.
fn first_line(source: &Source) -> Option<u32> {
    source.articles.first()?.lines.first().copied()
}

/// Whether one who asks why something is (not) tagged wants to see it without asking for all.
fn worth_a_look(explanation: &Explanation, mentions: &[Span]) -> bool {
    let beside = mentions.iter().all(|mention| !mention.overlaps(explanation.span));
    match explanation.why {
        Why::Weak { sum, least } => beside && sum >= least - NEAR,
        Why::Ignored { .. } => beside,
        Why::Weaker(_) | Why::Twice => false,
        _ => true,
    }
}

fn shapes<'e>(
    source: &'e Source,
    article: &Article,
    told: &'e [Explanation],
) -> impl Iterator<Item = ExplainShape<'e>> + use<'e> {
    let mut chars = CharOffsets::new(&source.text);
    let places: Vec<(u32, u32)> = told
        .iter()
        .map(|e| {
            let span = article.map.to_source(e.span);
            (chars.at(span.start), chars.at(span.end))
        })
        .collect();
    told.iter().zip(places).map(|(e, (start, end))| ExplainShape {
        start,
        end,
        surface: &e.surface,
        kind: e.kind.as_str(),
        mention: e.why == Why::Kept,
        step: e.why.step(),
        why: e.why.to_string(),
        entities: &e.entities,
        by: e.by,
        score: e.score,
        clues: e.clues.iter().map(|clue| ClueShape { name: clue.name, points: clue.points }).collect(),
        least: e.least,
        rows: e
            .rows
            .iter()
            .map(|row| RowShape { path: &row.path, line: row.line, name: &row.name })
            .collect(),
    })
}

fn print(told: &[Explanation], screen: &mut Screen) -> anyhow::Result<()> {
    let wide = told.iter().map(|e| plain(&e.surface).width()).max().unwrap_or(0).min(WIDEST);
    let kind = told.iter().map(|e| e.kind.as_str().len()).max().unwrap_or(0);
    for e in told {
        let (mark, look) = match &e.why {
            Why::Kept => ("+", Look::Green),
            Why::Inner(_) => ("·", Look::Dim),
            _ => ("-", Look::Dim),
        };
        let surface = plain(&e.surface);
        let pad = " ".repeat(wide.saturating_sub(surface.width()));
        let line = format!("{mark} {surface}{pad}  {:<kind$}  {}", e.kind.as_str(), outcome(e));
        screen.line(if look == Look::Green { screen.paint(&line, look) } else { line })?;
        let indent = " ".repeat(wide + kind + 6);
        for detail in details(e) {
            screen.line(screen.paint(&format!("{indent}{detail}"), Look::Dim))?;
        }
    }
    Ok(())
}

fn outcome(e: &Explanation) -> String {
    match (&e.why, e.entities.as_slice()) {
        (Why::Kept, [one]) => format!("mention of {one}"),
        (Why::Kept, several) => format!("ambiguous: {}", several.join(", ")),
        (why, _) => why.to_string(),
    }
}

fn details(e: &Explanation) -> Vec<String> {
    let mut lines = Vec::new();
    let score = e.score.map_or_else(String::new, |score| format!(", score {score}"));
    let by = match (e.by, e.rows.as_slice()) {
        ("ignore", _) => String::new(),
        (by, []) => format!("by {by}{score}"),
        (by, [first, ..]) => format!("by {by} {}{score}", row(first)),
    };
    lines.push(by);
    lines.extend(e.rows.iter().skip(1).map(|other| format!("and {}", row(other))));
    if !e.clues.is_empty() {
        lines.push(clues(&e.clues, e.least));
    } else if let Some(sign) = sign_of(e.by) {
        lines.push(format!("by its surroundings, without points: {sign}"));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The weightiest clues, for and against, and the sum of all.
fn clues(clues: &[Clue], least: Option<i32>) -> String {
    let sum: i32 = clues.iter().map(|clue| clue.points).sum();
    let mut sorted: Vec<&Clue> = clues.iter().collect();
    sorted.sort_by_key(|clue| std::cmp::Reverse(clue.points.abs()));
    let told: Vec<String> =
        sorted.iter().take(CLUES).map(|clue| format!("{} {:+}", clue.name, clue.points)).collect();
    let more = if clues.len() > CLUES { ", …" } else { "" };
    let least = least.map_or_else(String::new, |least| format!(" of at least {least}"));
    format!("clues {}{more} = {sum}{least}", told.join(", "))
}

fn row(row: &Row) -> String {
    format!("{}:{} {}", row.path, row.line, row.name)
}
