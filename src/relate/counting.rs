//! What a window is and how often a pair counts in it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The passage in which two entities are neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// One sentence.
    #[default]
    Sentence,
    /// One paragraph.
    Paragraph,
    /// The whole article.
    Article,
}

/// How often a pair counts in one window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weighting {
    /// Once, however often the two stand there.
    #[default]
    Presence,
    /// The product of the two numbers of mentions.
    Product,
}

/// Window and weighting: fixed for the life of a store, since its counts mean nothing without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Counting {
    /// The passage.
    pub window: Window,
    /// The count in a passage.
    pub weighting: Weighting,
}

/// The text is no window and no weighting.
#[derive(Debug, Clone, thiserror::Error)]
#[error("\"{text}\" is not a {what}: use {cure}")]
pub struct UnknownCounting {
    text: String,
    what: &'static str,
    cure: &'static str,
}

impl FromStr for Window {
    type Err = UnknownCounting;

    fn from_str(text: &str) -> Result<Self, UnknownCounting> {
        match text {
            "sentence" => Ok(Self::Sentence),
            "paragraph" => Ok(Self::Paragraph),
            "article" => Ok(Self::Article),
            _ => Err(UnknownCounting {
                text: text.to_owned(),
                what: "window",
                cure: "sentence, paragraph or article",
            }),
        }
    }
}

impl FromStr for Weighting {
    type Err = UnknownCounting;

    fn from_str(text: &str) -> Result<Self, UnknownCounting> {
        match text {
            "presence" => Ok(Self::Presence),
            "product" => Ok(Self::Product),
            _ => {
                Err(UnknownCounting { text: text.to_owned(), what: "weighting", cure: "presence or product" })
            }
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Article => "article",
        })
    }
}

impl fmt::Display for Weighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Presence => "presence",
            Self::Product => "product",
        })
    }
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.window, self.weighting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_written() {
        for window in [Window::Sentence, Window::Paragraph, Window::Article] {
            assert_eq!(window.to_string().parse::<Window>().unwrap(), window);
        }
        for weighting in [Weighting::Presence, Weighting::Product] {
            assert_eq!(weighting.to_string().parse::<Weighting>().unwrap(), weighting);
        }
        let error = "page".parse::<Window>().unwrap_err().to_string();
        assert_eq!(error, "\"page\" is not a window: use sentence, paragraph or article");
        assert!("Presence".parse::<Weighting>().is_err());
    }
}
