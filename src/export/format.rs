//! The formats: what each is called, which extension chooses it, and its media type.

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
    /// GraphML, for Gephi and nearly everything else.
    GraphMl,
}

/// Name, extensions, media type and purpose of a format.
struct Facts {
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    media_type: &'static str,
    about: &'static str,
}

const FORMATS: [Facts; 1] = [Facts {
    format: Format::GraphMl,
    name: "graphml",
    extensions: &["graphml"],
    media_type: "application/graphml+xml",
    about: "Gephi, yEd, NetworkX, igraph",
}];

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

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.facts().media_type
    }

    /// Who reads it.
    #[must_use]
    pub fn about(self) -> &'static str {
        self.facts().about
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
            .ok_or_else(|| ExportError::UnknownExtension(path.display().to_string()))
    }

    /// All formats for a message: `graphml (.graphml), …`.
    pub(super) fn list() -> String {
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
        found.map(|facts| facts.format).ok_or_else(|| ExportError::UnknownFormat(text.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
