//! The kinds that labels, tags and names of files mean, ours and those of other programs.

use std::path::Path;

use super::Kind;

/// The kind that a file's name says: `place.tsv`, `person.extra.tsv`, `my-places.csv` does not.
#[must_use]
pub fn kind_of_path(path: &str) -> Option<Kind> {
    let stem = Path::new(path).file_name()?.to_str()?.split('.').next()?;
    let singular = Kind::ALL
        .into_iter()
        .find(|kind| stem == kind.as_str() || stem.strip_suffix('s') == Some(kind.as_str()));
    singular.or_else(|| (stem == "people").then_some(Kind::PERSON))
}

/// Kinds under the labels that other programs use.
#[must_use]
pub fn kind_of_label(label: &str) -> Option<Kind> {
    match label {
        "PER" | "PERS" | "PERSON" | "人名" | "人物" | "人" => Some(Kind::PERSON),
        "LOC" | "GPE" | "FAC" | "PLACE" | "地名" | "地点" | "地點" => Some(Kind::PLACE),
        "ORG" | "ORGANIZATION" | "机构名" | "机构" | "组织" | "组织机构" | "機構" | "組織" | "機構名"
        | "組織機構" => Some(Kind::ORGANISATION),
        "EVENT" | "PROGRAMME" | "PROJECT" | "项目" | "項目" | "计划" | "計劃" => {
            Some(Kind::PROGRAMME)
        }
        other => {
            let lower = other.to_lowercase();
            match lower.as_str() {
                "organization" => Some(Kind::ORGANISATION),
                "program" => Some(Kind::PROGRAMME),
                lower => kind_of_tag(lower).or_else(|| lower.parse().ok()),
            }
        }
    }
}

/// Kinds under jieba's and ICTCLAS's tags: `nr`, `ns`, `nt`, `nz` and what they are divided into (`nrt`, `nsf`).
pub(super) fn kind_of_tag(tag: &str) -> Option<Kind> {
    match tag.get(..2)? {
        _ if tag.len() > 4 || !tag.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) => None,
        "nr" => Some(Kind::PERSON),
        "ns" => Some(Kind::PLACE),
        "nt" => Some(Kind::ORGANISATION),
        "nz" => Some(Kind::PROGRAMME),
        _ => None,
    }
}

/// A label that is a word, not a tag of jieba's: `organisation`, `vessel`, `ORG`.
pub(super) fn kind_of_word(word: &str) -> Option<Kind> {
    (word.len() > 4 || !word.bytes().all(|b| b.is_ascii_lowercase())).then(|| kind_of_label(word)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kind is written in small letters, so what a label gives must be what its small letters give.
    #[test]
    fn a_label_means_the_same_in_small_letters() {
        for label in ["NT", "Nt", "nt", "Vessel", "vessel", "Organization", "program"] {
            let kind = kind_of_label(label).unwrap();
            assert_eq!(kind_of_label(kind.as_str()), Some(kind), "{label}");
        }
        assert_eq!(kind_of_label("NR"), Some(Kind::PERSON));
        assert_eq!(kind_of_label("機構"), Some(Kind::ORGANISATION));
    }
}
