//! Several articles recognised at once: each step passes over all of them. What the steps are: `steps`.

use super::home::Filed;
use super::{Recognised, Recogniser, Scratch, View, steps};
use crate::corpus::Article;
use crate::text::Span;

/// Articles that pass the steps together.
const BATCH: usize = 16;

/// Bytes of the longest text that passes them together with others.
const SHORT: usize = 1 << 14;

impl Recogniser {
    /// The mentions of each of several articles, as [`Recogniser::recognise`] finds them one by one, in less time: short articles
    /// pass each step together. O(n).
    ///
    /// ```
    /// # fn main() -> Result<(), guanxi::dictionary::DictionaryError> {
    /// use guanxi::corpus::Article;
    /// use guanxi::dictionary::Dictionary;
    /// use guanxi::recognise::{RecogniseOptions, Recogniser, Scratch};
    ///
    /// let recogniser = Recogniser::new(Dictionary::builtin(), RecogniseOptions::default())?;
    /// let articles = ["王永军到赤峰市调研。", "五原县总工会成立。"].map(Article::of_text);
    /// let found = recogniser.recognise_all(&articles, &mut Scratch::default());
    /// assert_eq!(found.len(), articles.len());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn recognise_all<'t>(
        &self,
        articles: impl IntoIterator<Item = &'t Article>,
        scratch: &mut Scratch,
    ) -> Vec<Recognised> {
        let (mut found, mut batch) = (Vec::new(), Vec::with_capacity(BATCH));
        for article in articles {
            let is_short = (1..=SHORT).contains(&article.text.len());
            batch.extend(is_short.then_some(article));
            if batch.len() == BATCH || !is_short {
                self.recognise_batch(&batch, scratch, &mut found);
                batch.clear();
            }
            if !is_short {
                found.push(self.recognise(article, scratch));
            }
        }
        self.recognise_batch(&batch, scratch, &mut found);
        found
    }

    /// Recognises short articles together.
    fn recognise_batch(&self, batch: &[&Article], scratch: &mut Scratch, found: &mut Vec<Recognised>) {
        let pages = scratch.pages(&self.known, batch.iter().map(|article| article.text.as_str()));
        let mut readings = Vec::with_capacity(batch.len());
        for (article, page) in batch.iter().zip(pages) {
            // Short articles have one part: no other one tells where they were filed.
            let filed = article.dateline.as_deref().map(|place| Filed { place, by_agency: false });
            readings.push(self.reading(page, filed));
        }
        steps::read(&mut readings, self.options.no_rules);
        for (reading, article) in readings.iter().zip(batch) {
            let part = Span::from_usize(0, article.text.len());
            let mut mentions = Recognised::default();
            self.collect(&View { reading, article, part }, &mut mentions);
            found.push(mentions);
        }
    }
}
