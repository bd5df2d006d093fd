//! Tests of `page`: articles, dates, and properties of any page. Which lines are joined is tested in `tests/lines.rs`.

mod lines;

use proptest::prelude::*;

use super::*;
use crate::text::{WIDE, is_han};

fn read(text: &str) -> Vec<Article> {
    articles_of(
        &Weave::identity(text.to_owned()),
        text,
        &Origin { name: "p.txt", options: &ReadOptions::default(), date: None },
    )
}

/// The articles of a page as `title: paragraph / paragraph`.
fn told(text: &str) -> Vec<String> {
    let tell = |article: &Article| {
        let paragraphs: Vec<&str> = article.paragraphs.iter().map(|span| span.of(&article.text)).collect();
        format!("{}: {}", article.title, paragraphs.join(" / "))
    };
    read(text).iter().map(tell).collect()
}

fn check(text: &str, article: &Article) -> Result<(), TestCaseError> {
    for (at, letter) in article.text.char_indices() {
        let source = article.map.to_source(Span::from_usize(at, at + letter.len_utf8()));
        prop_assert!(
            source.of(text) == letter.to_string() || matches!(letter, ' ' | WIDE | '\n'),
            "{letter} from {source:?}"
        );
        prop_assert!(article.extent.contains(source));
    }
    let mut sentences = article.sentences.iter();
    for paragraph in &article.paragraphs {
        let mut at = paragraph.start;
        while at < paragraph.end {
            let sentence = sentences.next().unwrap();
            prop_assert_eq!(sentence.start, at);
            at = sentence.end;
        }
        prop_assert_eq!(at, paragraph.end);
    }
    prop_assert!(sentences.next().is_none());
    prop_assert!(article.paragraphs.windows(2).all(|pair| pair[0].end < pair[1].start));
    prop_assert!(article.lines.len() == article.sentences.len() && article.lines.is_sorted());
    prop_assert!(article.title.is_empty() || article.text.contains(&article.title));
    Ok(())
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[赤峰市总工会昨日在，]{18,20}",
        "[赤峰市总工会昨日在，]{2,12}。?",
        "[#]{1,3} [通辽建设 ]{2,12}",
        "(■|（)上接第[0-9] ?版）?[赤峰]{0,9}",
        "[□●一二1（][一二、）]{0,2}[记者 李明]{1,6}",
        "(新华社|本报)[北京]{2}1?[0-9]月1?[0-9]日电 ?[近日会议]{0,9}",
        "（(新华社北京1月2日电|记者 李 明|据新华社电)）",
        "[“”《》（）\\*|\\[\\]_#> \u{3000}\t\r0-9aA%/赤峰，。…！—]{0,20}",
        Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn every_letter_leads_back_and_spans_are_in_order(lines in proptest::collection::vec(line(), 0..30)) {
        let text = lines.join("\n");
        let articles = read(&text);
        for article in &articles {
            check(&text, article)?;
        }
        prop_assert!(articles.windows(2).all(|pair| pair[0].extent.end <= pair[1].extent.start));
    }

    #[test]
    fn no_text_is_lost(lines in proptest::collection::vec("[#]{0,2} ?[赤峰总工会，。1、“” （）]{0,24}", 0..30)) {
        let text = lines.join("\n");
        let han = |text: &str| text.chars().filter(|c| is_han(*c)).collect::<String>();
        let kept: String = read(&text).iter().map(|article| han(&article.text)).collect();
        prop_assert_eq!(kept, han(&text));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|[\\s\\PC]{0,200}") {
        for article in read(&text) {
            check(&text, &article)?;
        }
    }
}
#[test]
fn articles_begin_at_marks_datelines_credits_and_headlines() {
    for (page, expected) in [
        // Headlines behind their articles, as text extracted from print has them.
        (
            "■上接第3版\n草原上的牧民种树，赤峰的沙地变绿了。\n\n沙地变绿记\n\n■上接第1版 运动会上，选手们冒雪开跑。\n\n冰雪运动会开跑\n",
            vec![
                "沙地变绿记: 草原上的牧民种树，赤峰的沙地变绿了。 / 沙地变绿记",
                "冰雪运动会开跑: 运动会上，选手们冒雪开跑。 / 冰雪运动会开跑",
            ],
        ),
        // Headlines before them.
        (
            "春耕贷款送到村\n本报通辽3月4日电（记者 李明）春耕开始。\n\n夜校开课了\n本报讯（记者 王芳）夜校开课。\n",
            vec![
                "春耕贷款送到村: 春耕贷款送到村 / 本报通辽3月4日电（记者 李明）春耕开始。",
                "夜校开课了: 夜校开课了 / 本报讯（记者 王芳）夜校开课。",
            ],
        ),
        (
            "## 大地起宏图\n\n（上接第1版）\n\n北京疏解，天津承接。\n\n（据新华社电）\n\n公安机关将依法严打制假。\n",
            vec![
                "大地起宏图: 大地起宏图 / 北京疏解，天津承接。 / （据新华社电）",
                ": 公安机关将依法严打制假。",
            ],
        ),
        // Markdown: the page's top level parts articles, lower levels do not; sections that start again do.
        (
            "# 赤峰的定位\n\n## 一、理念\n\n赤峰要强化理念。\n\n## 二、合作\n\n赤峰与通辽合作。\n\n敖汉旗走绿色道路。\n\n## 一、落实\n\n敖汉旗抓落实。\n\n# 敖汉旗绿色篇章\n\n旗委书记 王明\n",
            vec![
                "赤峰的定位: 赤峰的定位 / 一、理念 / 赤峰要强化理念。 / 二、合作 / 赤峰与通辽合作。",
                "敖汉旗绿色篇章: 敖汉旗走绿色道路。 / 一、落实 / 敖汉旗抓落实。 / 敖汉旗绿色篇章 / 旗委书记 王明",
            ],
        ),
        (
            "第一段说完了。\n\n小标题\n\n第二段也说完了。\n",
            vec![": 第一段说完了。 / 小标题 / 第二段也说完了。"],
        ),
        (
            "会议结束。\n\n天气预报\n\n赤峰市多云。\n",
            vec![": 会议结束。", "天气预报: 天气预报 / 赤峰市多云。"],
        ),
    ] {
        assert_eq!(told(page), expected);
    }
}

#[test]
fn dates_come_from_the_dateline_and_the_file_name() {
    let page = "本报赤峰12月31日电 开幕。\n\n（新华社北京1月2日电）\n";
    let date = |name: &str, year: Option<i16>| {
        let options = ReadOptions { year, ..ReadOptions::default() };
        let article = articles_of(
            &Weave::identity(page.to_owned()),
            page,
            &Origin { name, options: &options, date: None },
        )
        .remove(0);
        (article.date.map(|date| date.to_string()), article.dateline)
    };
    let place = || Some("赤峰".to_owned());
    assert_eq!(date("2023/2024-01-01_03.txt", None), (Some("2023-12-31".to_owned()), place()));
    assert_eq!(date("20231231.txt", None), (Some("2023-12-31".to_owned()), place()));
    assert_eq!(date("page3.txt", Some(2022)), (Some("2022-12-31".to_owned()), place()));
    assert_eq!(date("page3.txt", None), (None, place()));
}

#[test]
fn repeats_and_lines_are_numbered() {
    let article = read("题目\n\n同一段。\n\n同一段。\n另一句，长一\n些。又一句。\n").remove(0);
    assert_eq!((article.repeats.clone(), article.lines.clone()), (vec![2], vec![1, 3, 5, 6, 7]));
    let lines: Vec<Vec<u32>> = read("（上接第1版）\n甲地开会。\n\n（上接第2版）\n乙地开会。散会。\n")
        .into_iter()
        .map(|article| article.lines)
        .collect();
    assert_eq!(lines, [vec![2], vec![5, 5]]);
}

#[test]
fn the_day_of_publication_stands_in_a_line_of_its_own() {
    let date = |text: &str| {
        read(text).iter().map(|a| (a.title.clone(), a.date.map(|d| d.to_string()))).collect::<Vec<_>>()
    };
    let one = |title: &str, date: &str| (title.to_owned(), Some(date.to_owned()));
    let web = "赤峰市召开会议\n2024-05-06 10:22:33 来源：赤峰日报\n\n赤峰市总工会昨日召开会议，部署工作。\n";
    assert_eq!(date(web), [one("赤峰市召开会议", "2024-05-06")]);
    let paper = "内蒙古日报  2024年1月2日  星期二  第3版\n\n赤峰市总工会开展活动\n本报赤峰12月31日电（记者 李明）赤峰市总工会昨日开展活动。\n";
    assert_eq!(date(paper), [one("赤峰市总工会开展活动", "2023-12-31")]);
    let notice = "关于召开职工代表大会的通知\n\n各旗县区总工会：\n经研究，定于近期召开职工代表大会，请各旗县区总工会准时参加，并于会前报送名单。\n会议期间食宿自理，请自觉遵守会场纪律，未尽事宜另行通知，请各单位高度重视，认真组织。\n\n赤峰市总工会\n二〇二四年五月八日\n";
    assert_eq!(date(notice), [one("关于召开职工代表大会的通知", "2024-05-08")]);
}
