//! What a word is, as jieba's dictionary tags it. The build script reads the same tags.

/// What jieba's dictionary says of a word: its part-of-speech tag (ICTCLAS), coarse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tag {
    #[default]
    /// Not in the dictionary, or a character that stands for itself.
    None,
    /// n, ng, nz and the like: things.
    Noun,
    /// nz: proper, of no certain kind.
    Proper,
    /// nr, nrt, nrfg: personal names.
    Person,
    /// ns: places.
    Place,
    /// nt: bodies.
    Body,
    /// v, vd, vi and the like.
    Verb,
    /// vn, an: verbs and adjectives that stand as nouns.
    VerbalNoun,
    /// a, ad, ag, z.
    Adjective,
    /// b: words that only modify (国有, 大型).
    Modifier,
    /// j: abbreviations (政协).
    Abbreviation,
    /// i, l: idioms and set phrases.
    Phrase,
    /// t, tg: times.
    Time,
    /// m, mq: numbers.
    Number,
    /// q: measure words.
    Measure,
    /// f, s: sides and locations (中, 上, 境内).
    Side,
    /// eng: Latin letters.
    Latin,
    /// p, c, u, d, r, y, e, o, h, k: words of grammar.
    Grammar,
}

impl Tag {
    /// All tags, in their order.
    pub(super) const ALL: [Self; 18] = [
        Self::None,
        Self::Noun,
        Self::Proper,
        Self::Person,
        Self::Place,
        Self::Body,
        Self::Verb,
        Self::VerbalNoun,
        Self::Adjective,
        Self::Modifier,
        Self::Abbreviation,
        Self::Phrase,
        Self::Time,
        Self::Number,
        Self::Measure,
        Self::Side,
        Self::Latin,
        Self::Grammar,
    ];
}
