//! What to type against an error of the library, which knows neither options nor commands: it says what and why.

use std::error::Error;

use guanxi::evaluate::{GoldError, OutcomeError};
use guanxi::export::ExportError;
use guanxi::store::StoreError;

/// A cause of an error, with what helps against it on the command line.
pub(super) fn with_cure(cause: &(dyn Error + 'static)) -> String {
    let cure = None
        .or_else(|| cause.downcast_ref().and_then(of_store))
        .or_else(|| cause.downcast_ref().and_then(of_export))
        .or_else(|| cause.downcast_ref().and_then(of_gold))
        .or_else(|| cause.downcast_ref().and_then(of_outcome));
    format!("{cause}{}", cure.unwrap_or_default())
}

fn of_store(error: &StoreError) -> Option<String> {
    let StoreError::Counting { asked, .. } = error else { return None };
    Some(format!(" (guanxi compact --window {} --weighting {})", asked.window, asked.weighting))
}

fn of_export(error: &ExportError) -> Option<String> {
    let cure = match error {
        ExportError::UnknownExtension(..) => ", or say which with --format",
        ExportError::NoFont => ", or draw with --svg",
        _ => return None,
    };
    Some(cure.to_owned())
}

fn of_gold(error: &GoldError) -> Option<String> {
    let GoldError::UnknownLabel { label, .. } = error else { return None };
    Some(format!(": --kind-map {label}=KIND, or {label}=- to leave it out"))
}

fn of_outcome(error: &OutcomeError) -> Option<String> {
    let cure = match error {
        OutcomeError::NoResult { .. } => "; make one: guanxi eval GOLD --json > old.json",
        OutcomeError::NoArticle { .. } => {
            "; write what `guanxi tag` writes: source, article, mentions[start end kind]"
        }
        _ => return None,
    };
    Some(cure.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cure_stands_behind_its_error_and_others_are_as_they_are() {
        let told = with_cure(&ExportError::NoFont);
        assert!(told.ends_with("(fonts-noto-cjk), or draw with --svg"), "{told}");
        let empty = ExportError::Empty;
        assert_eq!(with_cure(&empty), empty.to_string());
    }
}
