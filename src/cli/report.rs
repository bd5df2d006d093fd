//! `guanxi report`: one page about the graph.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use guanxi::export::{self, About, ExportError, ReportFormat};
use guanxi::graph::Selection;
use guanxi::store::Snapshot;

use super::ask::open;
use super::inputs;
use super::screen::Screen;
use super::{Answer, Global};

/// Seed of the communities, as in `export`.
const SEED: u64 = 1;

/// Sum the graph up on one page, as HTML or Markdown
#[derive(Args)]
#[command(after_help = "\
Examples:
  guanxi report report.html
  guanxi report - --title 内蒙古日报          Markdown on standard output")]
pub(super) struct Report {
    /// The file to write, .html or .md; - for Markdown on standard output
    file: PathBuf,
    /// Headline of the page
    #[arg(long, value_name = "TEXT", default_value = "关系 · who is connected to whom")]
    title: String,
}

impl Report {
    pub(super) fn run(&self, global: &Global, screen: &mut Screen) -> anyhow::Result<Answer> {
        let format = match self.file.extension().and_then(|extension| extension.to_str()) {
            Some("html" | "htm") => ReportFormat::Html,
            Some("md" | "markdown") => ReportFormat::Markdown,
            None if self.file.as_os_str() == "-" => ReportFormat::Markdown,
            _ => bail!("\"{}\" is no page: end its name in .html or .md", self.file.display()),
        };
        inputs::check_folder(&self.file)?;
        let snapshot = open(global, screen)?;
        let about = About { title: self.title.clone(), articles: snapshot.articles(), days: snapshot.days() };
        let page = match page(&snapshot, &about, format) {
            Err(ExportError::Empty) => {
                screen.note("the graph is empty, so nothing was written")?;
                return Ok(Answer::No);
            }
            page => page?,
        };
        if self.file.as_os_str() == "-" {
            screen.data(&page)?;
        } else {
            export::write_bytes(&page, &self.file)?;
            screen.done(self.file.display())?;
        }
        Ok(Answer::Yes)
    }
}

fn page(snapshot: &Snapshot, about: &About, format: ReportFormat) -> Result<Vec<u8>, ExportError> {
    let selection = Selection::default();
    let (mut graph, _) = export::gather_selected(snapshot, &selection, &selection.select(snapshot))?;
    let measures = export::measure_nodes(&mut graph, SEED);
    let mut quotes = export::quotes_of_snapshot(snapshot, &selection);
    let mut page = Vec::new();
    export::write_report(&graph, (about, &measures), &mut quotes, format, &mut page)?;
    Ok(page)
}
