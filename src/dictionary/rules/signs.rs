//! Words that tell something where a rule meets them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dictionary::normal;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Goes on behind a person at the start of a clause, as behind few everyday words: 方圆 + 和.
    GoesOn,
    /// Lies beside waters and mountains: 得胜湖 + 畔.
    Shore,
    /// Stands before a place: 落户 + 福鼎.
    Locates,
    /// Ends bodies that any country has: 政府.
    Vague,
    /// Says that a body comes into being: 设立 + “一湖清水巡回法庭”.
    Founds,
    /// Goes over or into waters and mountains: 跨过 + 霍童溪.
    Crosses,
    /// A park that is named after its place and what it is for: 荆门 + 化工循环 + 产业园.
    Park,
    /// Stands before the name of a storm: 台风 + “杜苏芮”.
    Storm,
    /// Says that something is done with what is quoted before it: “荐股软件” + 从事 + 咨询活动.
    Engages,
    /// Says behind a list that its members are bodies: 等 + 公司.
    Firms,
    /// Says behind a list that its members are places: 等 + 城市.
    Regions,
    /// A verb that tells in the name of a company what it does: 禾盛 + 投资 + 控股 + 有限公司.
    Trade,
    /// Gives somebody an honour: 获评 + “庭审标兵”.
    Awards,
    /// Ends bodies that a number tells from others of a row: 一 + 中心小学.
    InRow,
    /// Ends the name of a street.
    Street,
    /// Lies beside a street: 仁槐路 + 东侧.
    Roadside,
    /// Ends a body that is a band of people or where they help, and bears a name of its own: “启明星” + 科学社.
    Band,
    /// Ends a word for a sort: “一站式”服务站.
    Quality,
    /// Stands before where a way begins: 从 + 北京到上海高速公路跑了一夜.
    From,
    /// Heads a column of a table: 姓 名.
    Column,
    /// Stands behind the quoted name of a ship, a train, a sort of them: “南昌” + 号.
    Vessel,
    /// A figure of speech that names programmes: 拓荒 + 计划.
    Figure,
    /// A word of two characters that jieba lacks, between a quoted name and its head: 校地 + 合作计划.
    Fresh,
    /// Stands behind the name of a programme and says what becomes of it: 名单.
    Stage,
    /// Stands behind a quoted honour and tells of those who have it: 名单.
    Honours,
    /// Heads a column of persons: 领办人.
    PersonColumn,
    /// Begins with the level of the place before it: 珲春 + 市区.
    Town,
    /// Says of what stands behind it that it belongs to the body before it: 湖南师范大学 + 附属 + 怀化实验中学.
    Attached,
    /// Stands before the short form of a place that the article names in full: 从 + 日照.
    Toward,
    /// Stands behind one: 天门 + 的棉桃, 大冶 + 人.
    Local,
    /// A verb or a quality that streets and communities are named with: 阜新 + 解放 + 大街.
    Avenue,
    /// Names more than one behind a surname: 刘 + 夫妇.
    Several,
    /// Stands behind the letters of states that are languages: 英、法、俄等8种 + 文字.
    Language,
    /// Stands behind a direction: 西北 + 方向.
    Bearing,
    /// A verb that is no end of a name before some words: 刘奇 + 作 + 的说明.
    Renders,
    /// Such a word.
    Rendered,
    /// Ends the name of a party or an army, whose organs other states have by the same names.
    Power,
    /// Two letters of provinces that are another word side by side: 新晋.
    NoPair,
    /// Stands behind a direction and a number: 西北约25 + 公里.
    Distance,
    /// Stands between a state and its organ: 俄罗斯 + 战略 + 火箭军.
    LeadsToOrgan,
    /// A character that parts a state from the organ behind it: 冰岛绘画展 + 由 + 文化部.
    Unties,
    /// Ends an office that a state or a body has few of: 副总统, 外交部长.
    HighOffice,
    /// The bare name of a body that many states have: 国民议会.
    Bare,
    /// Says right before an organ that it is of the home state: 我, 我国, 在法国访问的.
    Ours,
    /// Tells another name of somebody: 笔名.
    Alias,
    /// Stands behind two streets that meet: 交叉口.
    Meets,
    /// A board with a name on it: 牌子.
    Board,
    /// Says behind a list that its members are villages: 等 + 村寨.
    Villages,
    /// The part of a place on one of its sides: 山西 + 南部.
    Side,
    /// Stands before a colon and persons: 联系人：高明.
    Label,
    /// Ends the name of a village: 拉扎 + 寨.
    Hamlet,
    /// A farm that people work for: 团结 + 农场.
    Farm,
    /// Ends a word for who works on a farm: 农机户.
    Worker,
    /// Ends a part of a university: 文学院.
    College,
    /// Ends a body that has colleges: 商洛学院.
    School,
    /// Begins what tells of those who study or teach in a college: 文学院 + 大四学生.
    Student,
    /// A side of a contract or a case, which stands before a firm: 承建方, 被告.
    Party,
    /// Says behind a quoted body that it begins its work: “石榴籽调解室” + 揭牌.
    Opens,
    /// Says right before an honour that somebody is called so: 当选 + 潍坊工匠.
    Styles,
    /// Ends what a firm has in many places: 南通 + 工厂.
    Branch,
    /// Ends the short forms of companies: 绿陆 + 新材.
    Industry,
    /// Says behind a project that it is part of a plan: “…”项目 + 列入.
    Enters,
    /// What one firm does with another: 诉, 收购.
    Deals,
    /// Tells in an article that its regiments are those of the corps that farms: 农垦.
    Corps,
    /// What a part of a university teaches: 继续教育 + 学院.
    Subject,
}

/// Words by what they tell (`signs.tsv`: word, signs).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Told>", into = "Vec<Told>")]
pub struct Signs(Box<[Told; Signs::NAMES.len()]>);

impl Default for Signs {
    fn default() -> Self {
        Self(Box::new(std::array::from_fn(|_| Told::default())))
    }
}

impl From<Vec<Told>> for Signs {
    fn from(told: Vec<Told>) -> Self {
        told.try_into().map(Self).unwrap_or_default()
    }
}

impl From<Signs> for Vec<Told> {
    fn from(Signs(told): Signs) -> Self {
        Vec::from(told as Box<[Told]>)
    }
}

/// The words that tell one thing: few begin, and few end, with the same character.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Told {
    by_first: Table,
    by_last: Table,
}

/// Words under the characters that they begin or end with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Table {
    words: BTreeMap<char, Vec<String>>,
    /// A bit for the last six bits of each of the characters: most that are asked for are none of them.
    seen: u64,
}

impl Table {
    fn bit(c: char) -> u64 {
        1 << (u32::from(c) % u64::BITS)
    }

    fn insert(&mut self, c: char, word: &str) {
        self.seen |= Self::bit(c);
        let alike = self.words.entry(c).or_default();
        if let Err(at) = alike.binary_search_by(|known| known.as_str().cmp(word)) {
            alike.insert(at, word.to_owned());
        }
    }

    /// Whether one of the words under a character is wanted.
    fn any(&self, c: Option<char>, wanted: impl FnMut(&String) -> bool) -> bool {
        let words = |c: char| if self.seen & Self::bit(c) == 0 { None } else { self.words.get(&c) };
        c.and_then(words).is_some_and(|words| words.iter().any(wanted))
    }
}

impl Told {
    fn insert(&mut self, word: &str) {
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return };
        self.by_first.insert(first, word);
        self.by_last.insert(last, word);
    }
}

impl Signs {
    /// The signs by their names in the list.
    pub(in crate::dictionary) const NAMES: &'static [&'static str] = &[
        "goes-on",
        "shore",
        "locates",
        "vague",
        "founds",
        "crosses",
        "park",
        "storm",
        "engages",
        "firms",
        "regions",
        "trade",
        "awards",
        "in-row",
        "street",
        "roadside",
        "band",
        "quality",
        "from",
        "column",
        "vessel",
        "figure",
        "fresh",
        "stage",
        "honours",
        "person-column",
        "town",
        "attached",
        "toward",
        "local",
        "avenue",
        "several",
        "language",
        "bearing",
        "renders",
        "rendered",
        "power",
        "no-pair",
        "distance",
        "leads-to-organ",
        "unties",
        "high-office",
        "bare",
        "ours",
        "alias",
        "meets",
        "board",
        "villages",
        "side",
        "label",
        "hamlet",
        "farm",
        "worker",
        "college",
        "school",
        "student",
        "party",
        "opens",
        "styles",
        "branch",
        "industry",
        "enters",
        "deals",
        "corps",
        "subject",
    ];

    /// Takes a word in; names of no sign are left out.
    pub(super) fn add<'a>(&mut self, word: &str, names: impl Iterator<Item = &'a str>) {
        for name in names {
            if let Some(sign) = Self::NAMES.iter().position(|known| *known == name) {
                self.0[sign].insert(&normal(word));
            }
        }
    }

    /// Whether a word tells that. O(words that begin with its first character), as the next.
    #[must_use]
    pub fn has(&self, sign: Sign, word: &str) -> bool {
        self.0[sign as usize].by_first.any(word.chars().next(), |known| known == word)
    }

    /// Whether a word that tells that stands anywhere in a normal text. O(words × text).
    #[must_use]
    pub fn inside(&self, sign: Sign, text: &str) -> bool {
        self.0[sign as usize].by_first.words.values().flatten().any(|known| text.contains(known.as_str()))
    }

    /// Whether a normal text begins with a word that tells that.
    #[must_use]
    pub fn begin(&self, sign: Sign, text: &str) -> bool {
        self.0[sign as usize].by_first.any(text.chars().next(), |known| text.starts_with(&**known))
    }

    /// The bytes of the longest word that tells that and stands at a byte of a normal text, up to another byte.
    #[must_use]
    pub fn beginning(&self, sign: Sign, text: &str, from: u32, to: u32) -> Option<u32> {
        let text = &text[from as usize..to as usize];
        let alike = self.0[sign as usize].by_first.words.get(&text.chars().next()?)?;
        alike.iter().filter(|known| text.starts_with(known.as_str())).map(|known| known.len() as u32).max()
    }

    /// The bytes of the longest word that tells that and ends a normal text.
    #[must_use]
    pub fn ending(&self, sign: Sign, text: &str) -> Option<u32> {
        let alike = self.0[sign as usize].by_last.words.get(&text.chars().next_back()?)?;
        alike.iter().filter(|known| text.ends_with(known.as_str())).map(|known| known.len() as u32).max()
    }

    /// Whether a normal text ends with a word that tells that. O(words that end with its last character).
    #[must_use]
    pub fn end(&self, sign: Sign, text: &str) -> bool {
        self.0[sign as usize].by_last.any(text.chars().next_back(), |known| text.ends_with(&**known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn a_word_tells_what_its_row_says() {
        let rows = "word\tsigns\n在\tgoes-on|locates\n畔\tshore\n";
        let signs = Dictionary::of_text("rules/signs.tsv", rows).rules.signs;
        assert!(signs.begin(Sign::GoesOn, "在家") && signs.end(Sign::Locates, "他在"));
        assert!(!signs.end(Sign::Shore, "湖畔人") && signs.has(Sign::Shore, "畔"));
        assert!(!signs.has(Sign::Vague, "在"));
    }

    #[test]
    fn every_sign_has_a_shipped_word() {
        let signs = Dictionary::builtin().rules.signs;
        assert!(signs.0.iter().all(|told| !told.by_first.words.is_empty()));
    }
}
