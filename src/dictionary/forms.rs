//! The forms of a dictionary with what each may be, in four lists: there are too many of them for parts of their own.

use std::borrow::Cow;

use super::EntityNo;
use super::rules::Cue;
use crate::text::Span;

/// A form and what it may be.
#[derive(Clone, Copy, Debug)]
pub struct Form<'f> {
    texts: &'f str,
    span: Span,
    /// Characters in it.
    pub chars: u8,
    /// Entities it may name, sorted; `true` where it is the canonical name.
    pub entities: &'f [(EntityNo, bool)],
    /// What it is to the rules.
    pub cues: &'f [Cue],
}

impl<'f> Form<'f> {
    /// The normal form. Few ask for it: it is looked for only then.
    #[must_use]
    pub fn text(&self) -> &'f str {
        &self.texts[self.span.start as usize..self.span.end as usize]
    }
}

/// Where what belongs to a form ends in the lists; it begins where that of the form before ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ends {
    text: u32,
    entities: u32,
    cues: u32,
    chars: u8,
}

/// Forms, in the order in which they were put.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) texts: Cow<'static, str>,
    entities: Vec<(EntityNo, bool)>,
    cues: Vec<Cue>,
    /// First what stands for the end of nothing.
    ends: Vec<Ends>,
}

impl Default for Forms {
    fn default() -> Self {
        Self::of(Cow::default(), [0; 3])
    }
}

impl Forms {
    /// No form yet, but room for so many of them, of their entities and of their cues. The texts lie side by side, or are put with
    /// the forms.
    pub(super) fn of(texts: Cow<'static, str>, [forms, entities, cues]: [usize; 3]) -> Self {
        let mut ends = Vec::with_capacity(forms + 1);
        ends.push(Ends::default());
        Self { texts, entities: Vec::with_capacity(entities), cues: Vec::with_capacity(cues), ends }
    }

    /// Puts a form; what is added next is added to it.
    pub(super) fn push(&mut self, text: &str) {
        self.texts.to_mut().push_str(text);
        self.put(text.len(), text.chars().count().min(255) as u8);
    }

    /// Puts a form whose text stands already behind that of the last one, and is so many bytes long.
    pub(super) fn put(&mut self, length: usize, chars: u8) {
        let Some(last) = self.ends.last() else { return };
        let text = last.text + length as u32;
        let (entities, cues) = (self.entities.len() as u32, self.cues.len() as u32);
        self.ends.push(Ends { text, entities, cues, chars });
    }

    pub(super) fn add_entity(&mut self, entity: EntityNo, canonical: bool) {
        self.entities.push((entity, canonical));
        if let Some(ends) = self.ends.last_mut() {
            ends.entities += 1;
        }
    }

    pub(super) fn add_cues(&mut self, cues: &[Cue]) {
        self.cues.extend_from_slice(cues);
        if let Some(ends) = self.ends.last_mut() {
            ends.cues += cues.len() as u32;
        }
    }

    /// Takes the last form out, whose text was put with it.
    pub(super) fn pop(&mut self) {
        self.ends.pop_if(|_| true);
        let Some(&Ends { text, entities, cues, .. }) = self.ends.last() else { return };
        self.texts.to_mut().truncate(text as usize);
        self.entities.truncate(entities as usize);
        self.cues.truncate(cues as usize);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    pub(super) fn last(&self) -> Option<Form<'_>> {
        self.len().checked_sub(1).map(|last| self.get(last as u32))
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> Form<'_> {
        let (from, to) = (self.ends[number as usize], self.ends[number as usize + 1]);
        Form {
            texts: &self.texts,
            span: Span::new(from.text, to.text),
            chars: to.chars,
            entities: &self.entities[from.entities as usize..to.entities as usize],
            cues: &self.cues[from.cues as usize..to.cues as usize],
        }
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = Form<'_>> + Clone {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of the first form that is not below a text, where they are sorted.
    pub(super) fn first_from(&self, text: &str) -> u32 {
        let (mut from, mut to) = (0, self.len() as u32);
        while from < to {
            let middle = from.midpoint(to);
            if self.get(middle).text() < text { from = middle + 1 } else { to = middle }
        }
        from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_that_were_put_and_not_taken_out() {
        let mut forms = Forms::default();
        for (text, entity) in [("丙县城", 5), ("乙", 4), ("甲市", 3)] {
            forms.push(text);
            forms.add_entity(EntityNo(entity), entity == 5);
            if entity == 4 {
                forms.add_cues(&[Cue::BodyTail(vec![1])]);
                forms.pop();
            }
        }
        let told: Vec<_> = forms.iter().map(|form| (form.text(), form.chars, form.entities)).collect();
        assert_eq!(told, [("丙县城", 3, &[(EntityNo(5), true)][..]), ("甲市", 2, &[(EntityNo(3), false)])]);
        assert!(forms.iter().all(|form| form.cues.is_empty()) && forms.texts == "丙县城甲市");
        assert_eq!(["丁", "乙"].map(|text| forms.first_from(text)), [0, 1]);
        assert_eq!(forms.last().map(|form| form.text()), Some("甲市"));
    }
}
