//! The formats: what each is called, and which extension chooses it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::ExportError;

/// A format that a graph can be written in.
///
/// ```
/// use guanxi::export::Format;
/// assert_eq!(Format::of_path("out/graph.GraphML".as_ref()).unwrap(), Format::GraphMl);
/// assert_eq!("graphml".parse::<Format>().unwrap(), Format::GraphMl);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// GraphML: Gephi and nearly everything else.
    GraphMl,
    /// GEXF 1.3 with the dates of articles as its timeline; without dates the same as [`Self::GexfStatic`].
    Gexf,
    /// GEXF 1.3 without timeline.
    GexfStatic,
    /// Two tables for spreadsheets, pandas and R.
    Csv,
    /// Two tables for Gephi's spreadsheet import.
    CsvGephi,
    /// Two tables with the typed headers of Neo4j's bulk import.
    CsvNeo4j,
    /// Node-link JSON, for D3 and NetworkX.
    Json,
    /// The JSON of Cytoscape and Cytoscape.js.
    Cytoscape,
    /// The JSON of graphology, for sigma.js.
    Graphology,
    /// Graphviz.
    Dot,
    /// A Mermaid flowchart of the strongest part.
    Mermaid,
    /// A picture of the strongest part.
    Svg,
    /// One record a line: entities, relations, all evidence.
    JsonLines,
}

/// Which of a format's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The only one.
    Whole,
    /// The table of entities.
    Nodes,
    /// The table of relations.
    Edges,
}

/// Name, extensions and purpose of a format.
struct Facts {
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    about: &'static str,
}

const FORMATS: [Facts; 13] = [
    facts(Format::GraphMl, "graphml", &["graphml"], "Gephi, yEd, NetworkX, igraph"),
    facts(Format::Gexf, "gexf", &["gexf"], "Gephi with its timeline, Gephi Lite"),
    facts(Format::GexfStatic, "gexf-static", &[], "Gephi Lite, NetworkX"),
    facts(Format::Csv, "csv", &["csv"], "pandas, R, spreadsheets, Cosmograph"),
    facts(Format::CsvGephi, "csv-gephi", &[], "Gephi's Import Spreadsheet"),
    facts(Format::CsvNeo4j, "csv-neo4j", &[], "neo4j-admin database import"),
    facts(Format::Json, "json", &["json"], "D3, NetworkX"),
    facts(Format::Cytoscape, "cytoscape", &["cyjs"], "Cytoscape, Cytoscape.js"),
    facts(Format::Graphology, "graphology", &[], "graphology, sigma.js"),
    facts(Format::Dot, "dot", &["dot", "gv"], "Graphviz"),
    facts(Format::Mermaid, "mermaid", &["mmd", "mermaid"], "Markdown pages; the strongest part only"),
    facts(Format::Svg, "svg", &["svg"], "articles, browsers; the strongest part only"),
    facts(Format::JsonLines, "jsonl", &["jsonl", "ndjson"], "programs; all evidence"),
];

const fn facts(
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    about: &'static str,
) -> Facts {
    Facts { format, name, extensions, about }
}

impl Format {
    fn facts(self) -> &'static Facts {
        FORMATS.iter().find(|facts| facts.format == self).unwrap_or(&FORMATS[0])
    }

    /// Every format, in the order in which help lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|facts| facts.format)
    }

    /// What `--format` calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The extensions that choose it, without dot; empty if only `--format` does.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.facts().extensions
    }

    /// Who reads it.
    #[must_use]
    pub fn about(self) -> &'static str {
        self.facts().about
    }

    /// The files it makes: one, or a pair of tables.
    #[must_use]
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::Csv | Self::CsvGephi | Self::CsvNeo4j => &[Part::Nodes, Part::Edges],
            _ => &[Part::Whole],
        }
    }

    /// The format that a file's extension chooses, in upper or lower case.
    ///
    /// # Errors
    /// [`ExportError::UnknownExtension`] with the list of formats.
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        FORMATS
            .iter()
            .find(|facts| facts.extensions.contains(&extension.as_str()))
            .map(|facts| facts.format)
            .ok_or_else(|| ExportError::UnknownExtension(path.display().to_string(), Self::list()))
    }

    /// All formats for a message: `graphml (.graphml), …`.
    fn list() -> String {
        let one = |facts: &Facts| match facts.extensions {
            [] => facts.name.to_owned(),
            extensions => format!("{} (.{})", facts.name, extensions.join(", .")),
        };
        FORMATS.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

impl FromStr for Format {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Self, ExportError> {
        let found = FORMATS.iter().find(|facts| facts.name == text);
        found
            .map(|facts| facts.format)
            .ok_or_else(|| ExportError::UnknownFormat(text.to_owned(), Self::list()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
