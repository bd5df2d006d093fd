//! Lists of bodies, one a line: 陕西丹水化工集团有限公司 / 商洛市中心医院 / 洛南县音河镇中心小学. No sentence goes on there, however wide the lines
//! are.

use super::cues::width;
use super::lines::{Lines, Mark};
use super::words::{Use, words};

/// Fewest lines of a list.
const LEAST: usize = 3;
/// Fewest and most half cells of a line.
const WIDTH: std::ops::RangeInclusive<u32> = 8..=70;

/// For each line whether it is an item of such a list. O(n).
pub(super) fn items(page: &Lines) -> Vec<bool> {
    let mut items = vec![false; page.lines.len()];
    let mut start = 0;
    for end in 0..=page.lines.len() {
        let plain = end < page.lines.len() && is_plain(page, end);
        if plain && (end == start || !page.lines[end].gap) {
            continue;
        }
        let bodies = (start..end).filter(|&line| ends_as_body(page.text(line))).count();
        // What begins a page is its title.
        if start > 0 && end - start >= LEAST && bodies * 3 >= (end - start) * 2 {
            (start..end).for_each(|line| items[line] = ends_as_body(page.text(line)));
        }
        start = if plain { end } else { end + 1 };
    }
    items
}

/// Whether a line holds no mark of a sentence, and nothing that stands in none of a body's names.
fn is_plain(page: &Lines, line: usize) -> bool {
    let marks = |c: char| "，。；：！？、…的了".contains(c);
    let text = page.text(line);
    let goes_on = text.starts_with(['和', '及', '以', '等', '共', '并', '在']);
    page.lines[line].mark == Mark::None && WIDTH.contains(&width(text)) && !goes_on && !text.contains(marks)
}

/// Whether a line is nothing but a body.
pub(super) fn is_body(page: &Lines, line: usize) -> bool {
    is_plain(page, line) && ends_as_body(page.text(line))
}

/// Whether a line ends a list of bodies: 优秀组织奖：商南县科学技术协会、丹凤县棣花镇中心小学.
pub(super) fn ends_list(text: &str) -> bool {
    text.contains(['：', '、']) && !text.contains(['，', '。', '；']) && ends_as_body(text)
}

/// Whether a line ends as bodies do, an aside behind it left out: 北京正衡会计师事务所（特殊普通合伙）.
fn ends_as_body(text: &str) -> bool {
    let text = text.strip_suffix('）').and_then(|text| text.rsplit_once('（')).map_or(text, |(text, _)| text);
    words(Use::Body).iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::lines::lines_of;
    use crate::corpus::weave::Weave;

    #[test]
    fn bodies_in_lines_are_items() {
        let told = |page: &str| items(&lines_of(&Weave::identity(page.to_owned())));
        let list = "先进集体（3个）\n赤峰市松塔化工有限公司\n青柏县中心医院\n红山区松塔镇第一小学\n";
        assert_eq!(told(list), [false; 4]);
        assert_eq!(told(&format!("关于表彰的决定\n\n{list}")), [false, false, true, true, true]);
        assert_eq!(told("松塔市总工会与松塔学院\n携手共建职工教育中心\n助力打造百年红色小学\n"), [false; 3]);
        assert_eq!(told("青柏县中心医院\n\n红山区第一小学\n\n松塔化工有限公司\n"), [false; 3]);
        assert_eq!(told("公司与医院\n一起，来到小学\n在中心\n开会。\n"), [false; 4]);
        assert_eq!(told("牢记嘱托 感恩奋进\n奋力谱写\n发展新篇章\n"), [false; 3]);
    }

    #[test]
    fn a_line_is_a_body_or_ends_a_list_of_bodies() {
        for (line, body, list) in [
            ("松岭县中心医院", true, false),
            ("松岭会计师事务所（特殊普通合伙）", true, false),
            ("优秀组织奖：松岭县科学技术协会、甲良县红花镇中心小学", false, true),
            ("优秀组织奖：松岭县科学技术协会、甲良县红花镇中心小学。", false, false),
            ("会后，来到松岭县科学技术协会、红花镇中心小学", false, false),
            ("参加的有：教师、学生", false, false),
            ("和松岭县中心医院", false, false),
            ("他进了松岭县中心医院", false, false),
            ("协会", false, false),
            ("大家携手共建美好家园", false, false),
        ] {
            let page = lines_of(&Weave::identity(line.to_owned()));
            assert_eq!((is_body(&page, 0), ends_list(page.text(0))), (body, list), "{line}");
        }
    }
}
