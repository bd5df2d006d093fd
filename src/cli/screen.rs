//! Where things are said: data on standard output, talk on standard error, colour and progress on terminals only.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::cure::with_cure;
use super::shell::quoted;
use super::{Global, STORE};

/// A look of text on a terminal: the number of an ANSI style.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
}

impl Look {
    fn code(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Green => "32",
            Self::Yellow => "33",
            Self::Blue => "34",
            Self::Magenta => "35",
        }
    }
}

/// Both streams, and how they may look.
pub(super) struct Screen {
    out: BufWriter<Out>,
    /// Whether data may be coloured.
    pub(super) colour: bool,
    /// Whether the answer is to be JSON.
    pub(super) json: bool,
    /// Standard error.
    pub(super) talk: Talk,
    /// What a command needs behind it to ask the same store.
    store: String,
}

/// Standard output; its errors say that it is this which failed.
struct Out(Stdout);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(|error| of_output(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(|error| of_output(&error))
    }
}

fn of_output(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("standard output: {error}; the answer is not whole"))
}

/// What is said beside the data. Nothing that is said can fail: a closed stream is not listened to.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    colour: bool,
    bars: bool,
    level: Level,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Quiet,
    Usual,
    Verbose,
}

impl Screen {
    pub(super) fn new(global: &Global) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            out: BufWriter::with_capacity(1 << 16, Out(io::stdout())),
            colour: !plain && io::stdout().is_terminal(),
            json: global.json,
            store: store_option(&global.store),
            talk: Talk {
                colour: !plain && io::stderr().is_terminal(),
                bars: io::stderr().is_terminal() && !global.quiet,
                level: match (global.quiet, global.verbose) {
                    (true, _) => Level::Quiet,
                    (_, true) => Level::Verbose,
                    _ => Level::Usual,
                },
            },
        }
    }

    /// A command as one may type it, on the store that this one was given.
    pub(super) fn command(&self, command: impl Display) -> String {
        format!("guanxi {command}{}", self.store)
    }

    /// Bytes of data.
    pub(super) fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// A line of data.
    pub(super) fn line(&mut self, text: impl Display) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Whether what was done is not told.
    pub(super) fn is_quiet(&self) -> bool {
        self.talk.level == Level::Quiet
    }

    /// A line about what was done, where that is all there is to print.
    pub(super) fn done(&mut self, text: impl Display) -> io::Result<()> {
        if self.is_quiet() { Ok(()) } else { self.line(text) }
    }

    /// The answer as one JSON value.
    pub(super) fn value(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Where data is streamed to.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// A line of talk behind the data printed so far.
    pub(super) fn note(&mut self, text: impl Display) -> io::Result<()> {
        self.out.flush()?;
        self.talk.say(text);
        Ok(())
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Text of data in a look.
    pub(super) fn paint(&self, text: &str, look: Look) -> String {
        painted(text, look, self.colour)
    }
}

impl Talk {
    /// The same beside data that is printed as it comes: without progress where both go to one terminal.
    pub(super) fn beside_data(self) -> Self {
        Self { bars: self.bars && !io::stdout().is_terminal(), ..self }
    }

    /// A line of talk.
    pub(super) fn say(self, text: impl Display) {
        if self.level > Level::Quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// A line of talk for those who asked for more.
    pub(super) fn detail(self, text: impl Display) {
        if self.level == Level::Verbose {
            self.say(text);
        }
    }

    /// What is wrong with something, while the rest goes on.
    pub(super) fn problem(self, text: impl Display) {
        self.say(format_args!("{} {text}", painted("problem:", Look::Yellow, self.colour)));
    }

    /// Why it failed.
    pub(super) fn error(self, error: &anyhow::Error) {
        let _ = writeln!(io::stderr(), "{} {}", painted("error:", Look::Red, self.colour), in_words(error));
    }

    /// A progress line on a terminal; nothing elsewhere. With `total` bytes a bar, else a count.
    pub(super) fn progress(self, total: Option<u64>) -> ProgressBar {
        if !self.bars {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(10));
        let template = match total {
            Some(_) => "  {bar:24} {percent:>3} %  {msg}  {eta} left",
            None => "  {spinner} {bytes}  {msg}  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━━ "));
        }
        bar
    }
}

fn store_option(store: &Path) -> String {
    if store == Path::new(STORE) {
        return String::new();
    }
    format!(" --store {}", quoted(&store.to_string_lossy()))
}

pub(super) fn painted(text: &str, look: Look, colour: bool) -> String {
    if colour && !text.is_empty() {
        format!("\u{1b}[{}m{text}\u{1b}[0m", look.code())
    } else {
        text.to_owned()
    }
}

/// An error with its causes, each said once and without the system's numbers.
fn in_words(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain().map(|cause| without_numbers(with_cure(cause))) {
        if words.is_empty() {
            words = cause;
        } else if !words.contains(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    words
}

fn without_numbers(mut text: String) -> String {
    while let Some(at) = text.find(" (os error ") {
        let end = text[at..].find(')').map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, "");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_said_once_and_without_numbers() {
        let io = io::Error::from_raw_os_error(2);
        let reason = without_numbers(io.to_string());
        let outer = format!("a.txt: {io}; mend it");
        let error = anyhow::Error::new(io).context(outer);
        assert_eq!(in_words(&error), format!("a.txt: {reason}; mend it"));
        assert!(!reason.contains("os error"));
        let error = anyhow::anyhow!("low").context("high");
        assert_eq!(in_words(&error), "high: low");
    }
}
