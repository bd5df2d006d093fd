//! `guanxi tag`: the mentions in documents, without a store.

use std::io::{self, Write};
use std::time::Instant;

use clap::{Args, ValueEnum};
use guanxi::corpus::{Problem, Source};
use guanxi::pipeline::{self, Spill, Tally};
use guanxi::recognise::{Recognised, RecordOptions, RecordWriter};

use super::inline::Inline;
use super::inputs::{Paths, Watch};
use super::screen::Screen;
use super::teach::Teach;
use super::{Answer, Global, conll, inputs, interrupt, summary};

/// Recognise names in documents and print them, without building anything
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi tag page.txt --format inline           read it with the names marked
  guanxi tag news/ > mentions.jsonl             one JSON object an article
  guanxi tag news/ --with-text | guanxi build --mentions -

Offsets count characters (and, as *_byte, UTF-8 bytes) of the source as decoded; see docs/json.md.")]
pub(super) struct Tag {
    #[command(flatten)]
    paths: Paths,
    /// What to print
    #[arg(long, value_enum, default_value = "jsonl")]
    format: TagFormat,
    /// Give the text with its sentences and paragraphs too
    #[arg(long)]
    with_text: bool,
    /// Give the names inside names too
    #[arg(long)]
    nested: bool,
    #[command(flatten)]
    teach: Teach,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TagFormat {
    /// One JSON object an article
    Jsonl,
    /// One character a line with its IOB2 tag
    Conll,
    /// The text with its names marked, for reading
    Inline,
}

impl Tag {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        if screen.json && self.format != TagFormat::Jsonl {
            let format = self.format.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
            anyhow::bail!(
                "--format {format} gives no JSON: leave out --json, or --format for an array of records"
            );
        }
        let begun = Instant::now();
        let talk = screen.talk;
        let (recogniser, faults) = self.teach.recogniser(self.nested, talk)?;
        let inputs = self.paths.inputs(talk)?;
        let watch = Watch::new(talk.beside_data(), &inputs.found);
        let render = self.renderer(screen);
        let run = self.paths.run_options(inputs.found, global);
        let mut out = Listed { out: screen.out(), json: global.json, begun: false };
        let told = |problems: &[Problem], tally: &Tally| watch.told(problems, tally);
        let tally = pipeline::tag(recogniser, run, render, &mut out, told)?;
        out.end()?;
        watch.end();
        summary::of_tag(talk, &tally, begun.elapsed());
        if interrupt::pressed() {
            anyhow::bail!("interrupted: what is printed is whole up to here");
        }
        inputs::answer(&tally, faults + inputs.problems, screen)
    }

    fn renderer(
        &self,
        screen: &Screen,
    ) -> impl Fn(&Source, &[Recognised], &mut Vec<u8>, Spill<'_>) -> io::Result<()> + Sync + use<> {
        let format = self.format;
        let inline = Inline { colour: screen.colour };
        let (json, options) = (screen.json, RecordOptions { with_text: self.with_text, nested: self.nested });
        move |source, found, out, spill| match format {
            TagFormat::Jsonl if json => jsonl(source, found, options, (",\n", ""), out, spill),
            TagFormat::Jsonl => jsonl(source, found, options, ("", "\n"), out, spill),
            TagFormat::Conll => conll::render(source, found, out, spill),
            TagFormat::Inline => inline.render(source, found, out, spill),
        }
    }
}

/// One record an article, each between two marks: a line of its own, or an item of an array after a comma.
fn jsonl(
    source: &Source,
    found: &[Recognised],
    options: RecordOptions,
    (before, behind): (&str, &str),
    out: &mut Vec<u8>,
    spill: Spill<'_>,
) -> io::Result<()> {
    let mut records = RecordWriter::new(source, options);
    for (article, found) in source.articles.iter().zip(found) {
        out.extend_from_slice(before.as_bytes());
        records.write(article, found, out, &mut *spill)?;
        out.extend_from_slice(behind.as_bytes());
    }
    Ok(())
}

/// Passes lines on as they are, or makes one JSON array of items that come each after a comma.
struct Listed<'o> {
    out: &'o mut dyn Write,
    json: bool,
    begun: bool,
}

impl Listed<'_> {
    fn end(&mut self) -> io::Result<()> {
        match (self.json, self.begun) {
            (true, true) => self.out.write_all(b"\n]\n"),
            (true, false) => self.out.write_all(b"[]\n"),
            _ => Ok(()),
        }
    }
}

impl Write for Listed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes {
            [b',', ..] if self.json && !self.begun => {
                self.begun = true;
                self.out.write_all(b"[")?;
                Ok(1)
            }
            _ => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
