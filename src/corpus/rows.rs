//! How a line is set: letter by letter, as a row of cells, as a roll of names. Pure predicates on the text of one line.

use crate::text::is_han;

/// What stands between the letters of a line that is set letter by letter.
const BETWEEN: [char; 5] = [' ', '\u{3000}', '/', '／', '\u{a0}'];

/// Whether a word, up to what parts it from the next, has one letter: 福 of 福 利.
pub(super) fn is_single(word: impl Iterator<Item = char>) -> bool {
    let mut letters = word.take_while(|c| *c != '\n' && !BETWEEN.contains(c)).filter(|c| c.is_alphanumeric());
    letters.next().is_some_and(is_han) && letters.next().is_none()
}

/// Whether a line is set with a space (or stroke) between its letters: 福 利 彩 票, 全 / 媒 / 体.
pub(super) fn is_letterspaced(text: &str) -> bool {
    let (mut words, mut single) = (0, 0);
    // A mark alone is no word: what the page's reader takes out of a line (`) decides nothing.
    for word in text.split(BETWEEN).filter(|word| word.contains(char::is_alphanumeric)) {
        words += 1;
        single += usize::from(is_single(word.chars()));
    }
    words >= 4 && single * 5 >= words * 4 && !is_roll(text) && !is_signed(text)
}

/// Whether a line says who wrote: □ 海 燕 苏 晨, （贾 石 司徒岚）.
fn is_signed(text: &str) -> bool {
    text.starts_with('□') || text.starts_with('（') && text.ends_with('）')
}

/// Whether wide gaps part the cells of a line, and narrow ones the letters of short names in them: 舒 畅　游 泳　闻人杰. A label may
/// stand before them, and the two letters of some name wide apart: 委　员：梁 安 河　黄　山　石 磊.
fn is_roll(text: &str) -> bool {
    let names = text.rsplit_once('：').map_or(text, |(_, names)| names);
    let cells = names.split('\u{3000}').map(str::trim).filter(|cell| !cell.is_empty());
    let (mut all, mut spread, mut lone, mut full) = (0, 0, 0, 0);
    for cell in cells {
        let letters = cell.chars().filter(|c| is_han(*c)).count();
        full += usize::from(letters == FULL && cell.chars().all(is_han));
        if letters < 2 {
            lone += 1;
            continue;
        }
        if lone % 2 > 0 || cell.contains(' ') && letters > 3 {
            return false;
        }
        all += 1;
        spread += usize::from(cell.contains(' '));
    }
    // 高　峰　马文英　　徐　亮: a name of three letters among those of two.
    lone % 2 == 0 && (all >= 2 && spread > 0 || lone > 0 && full > 0 && full == all)
}

/// Whether a cleaned line is nothing but names with wide gaps between, as in a roll: 高 峰　马文英　徐 亮. Phrases of four letters each are
/// a headline.
pub(super) fn is_line_of_names(text: &str) -> bool {
    let letters = |cell: &str| cell.chars().filter(|c| *c != ' ').count();
    let name = |cell: &str| (2..=4).contains(&letters(cell)) && cell.chars().all(|c| c == ' ' || is_han(c));
    if text.len() > LINE || !text.contains('\u{3000}') {
        return false;
    }
    let (mut names, mut spread, mut short) = (0, false, false);
    for cell in text.split('\u{3000}') {
        if !name(cell) {
            return false;
        }
        names += 1;
        spread |= is_lone_pair(cell);
        short |= letters(cell) < 4;
    }
    names >= CELLS && short || names > 1 && spread
}

/// Whether each of two cells or more has its label: 证券简称：松岭重机　公告编号：2025-067.
pub(super) fn is_labelled(text: &str) -> bool {
    let label = |cell: &str| {
        cell.split_once('：').is_some_and(|(label, told)| label.chars().all(is_han) && !told.is_empty())
    };
    text.len() <= LINE
        && text.contains('\u{3000}')
        && text.split('\u{3000}').all(label)
        && !text.contains(['，', '。', '；', '、'])
}

/// Most bytes of a line of names.
const LINE: usize = 240;

/// Letters of most names.
const FULL: usize = 3;

/// Whether a line is nothing but short words with spaces between them, as names stand in a roll of honour.
pub(super) fn is_row_of_names(line: &str) -> bool {
    let short = |word: &str| word.chars().count() <= 4 || word.contains('·');
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '·' | '（' | '）');
    !line.contains(mark)
        && line.split(' ').filter(|word| !word.is_empty()).count() >= 3
        && line.split(' ').all(short)
}

/// Fewest cells of a line that is a row whatever is in them; one more where a colon stands.
const CELLS: usize = 3;

/// Parts the cells of a table that is drawn.
pub(super) const BAR: char = '│';

/// Whether bars part the cells of a line, or wide gaps at least three, or one a short first cell from a longer one, and no sentence is
/// in any: 方 舟（女）  青山镇农机站站长.
pub(super) fn is_row(text: &str) -> bool {
    if text.matches(" | ").count() >= 2 || text.matches(BAR).count() >= 2 {
        return true;
    }
    let wide = text.split("  ").flat_map(|cell| cell.split(['\u{3000}', '\t'])).map(str::trim);
    let cells = wide.filter(|cell| !cell.is_empty());
    // （女，蒙古族）.
    let asides =
        text.split('（').skip(1).filter(|aside| aside.split('）').next().is_some_and(|it| it.contains('，')));
    let commas = text.matches('，').count() > asides.count();
    if text.contains(['。', '；', '！', '？']) || commas || is_couplet(cells.clone()) {
        return false;
    }
    // 覃　勇、黄　金 is a list.
    if text.contains('、') && !["\u{3000}\u{3000}", "   "].iter().any(|gap| text.contains(gap)) {
        return false;
    }
    // 证券代码：600000　证券简称：松岭重机　公告编号：2025-067.
    let labelled = cells.clone().all(|cell| cell.contains('：'));
    let (count, colon) = (cells.clone().count(), text.contains('：') && !labelled);
    if count >= CELLS + usize::from(colon) && cells.clone().any(|cell| cell.chars().count() > 1) {
        return true;
    }
    if count > 1 && cells.clone().any(is_title) || is_portrayed(text) {
        return true;
    }
    if !text.starts_with(is_han) || text.contains(['：', '·']) {
        return false;
    }
    let letters = |cell: &str| cell.chars().count();
    let mut cells = cells;
    let first = match cells.next().map(letters) {
        // The two letters of a short name stand apart too.
        Some(1) => 1 + cells.next().map_or(0, letters),
        first => first.unwrap_or_default(),
    };
    (2..=8).contains(&first) && cells.next().is_some_and(|cell| letters(cell) > 4 || is_lone_pair(cell))
}

/// Whether a line begins with a name and tells the sex or people of who bears it: 丁小荷（女）泰和县卫生院护士长.
fn is_portrayed(text: &str) -> bool {
    let Some((name, (aside, rest))) =
        text.split_once('（').and_then(|(name, rest)| Some((name, rest.split_once('）')?)))
    else {
        return false;
    };
    let told = aside.split('，').any(|it| matches!(it, "女" | "男") || it.ends_with('族'));
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_han) && told && rest.starts_with(is_han)
}

/// Whether a cell is the title of a work: 《我家的小河》.
fn is_title(cell: &str) -> bool {
    cell.starts_with('《') && cell.find('》') == Some(cell.len() - '》'.len_utf8())
}

/// Whether a cell is a name of three letters, or of two that stand apart: 兰 天.
fn is_lone_pair(cell: &str) -> bool {
    cell.chars().count() == 3 && cell.split(' ').all(|letter| letter.starts_with(is_han))
}

/// Whether all cells are phrases of one length without digits: 牢记嘱托　感恩奋进　谱写新篇 is a headline.
fn is_couplet<'t>(mut cells: impl Iterator<Item = &'t str>) -> bool {
    let phrase = |cell: &str| cell.chars().all(is_han).then(|| cell.chars().count()).filter(|&n| n >= PHRASE);
    let first = cells.next().and_then(phrase);
    first.is_some() && cells.all(|cell| phrase(cell) == first)
}

/// Fewest characters of a phrase of a headline.
const PHRASE: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_how_it_is_set() {
        let row = |line| [is_roll(line), is_line_of_names(line), is_labelled(line), is_row(line)];
        for (line, roll, names, labelled, cells) in [
            // As a page has them, then as they are cleaned.
            ("高　峰　马文英　　徐　亮", true, false, false, true),
            ("高 峰　马文英　徐 亮", true, true, false, true),
            ("马文英　李树林　周凤兰", false, true, false, true),
            ("马文英　李树林", false, true, false, true),
            ("兰 天　李树林", true, true, false, true),
            ("委　员：梁 安 河　黄　山　石 磊", true, false, false, true),
            ("方 舟（女）　青山镇农机站站长", true, false, false, true),
            // Headlines and verses.
            ("牢记嘱托　感恩奋进", false, false, false, false),
            ("牢记嘱托　感恩奋进　谱写新篇", false, false, false, false),
            ("床前明月光　疑是地上霜", false, false, false, false),
            ("床前明月光，疑是地上霜。", false, false, false, false),
            ("福 利 彩 票 站 点", false, false, false, false),
            // Fields.
            ("证券代码：600000　证券简称：松岭重机　公告编号：2025-067", false, false, true, true),
            ("时间：上午　地点：会议室", false, false, true, false),
            ("时间：上午", false, false, false, false),
            ("时间：上午，雨停后　地点：会议室", false, false, false, false),
            ("时间：　地点：会议室", false, false, false, false),
            ("第1组：马文英　第2组：李树林", false, false, false, false),
        ] {
            assert_eq!(row(line), [roll, names, labelled, cells], "{line}");
        }
    }
}
