//! Tests of `page`.

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
fn a_full_line_goes_on_and_a_short_one_ends() {
    let page = "昨日，赤峰市总工会在市职工活动\n中心举办了职工运动会，来自各旗\n\n县的代表参加了开幕式，盛况空前。\n市领导到场。\n会后，代表们参观了职工书屋和展\n览馆，对活动表示满意。\n";
    assert_eq!(
        told(page),
        [
            ": 昨日，赤峰市总工会在市职工活动中心举办了职工运动会，来自各旗县的代表参加了开幕式，盛况空前。市领导到场。 / 会后，代表们参观了职工书屋和展览馆，对活动表示满意。"
        ]
    );
}

#[test]
fn the_lines_of_a_list_stay_apart() {
    for (page, expected) in [
        (
            "先进个人名单（共3名）\n\n丁  力    通辽市良种场育种工\n于海霞（女）  赤峰市水产站技师\n方健康  包头市农机中心研究员\n",
            "先进个人名单（共3名） / 丁 力　通辽市良种场育种工 / 于海霞（女）　赤峰市水产站技师 / 方健康　包头市农机中心研究员",
        ),
        (
            "**通辽市**\n通辽市蚕种场\n通辽市农业学校\n**赤峰市**\n赤峰市花木专业合作联社\n赤峰市现代农业产业园管理办公室\n",
            "通辽市 / 通辽市蚕种场 / 通辽市农业学校 / 赤峰市 / 赤峰市花木专业合作联社 / 赤峰市现代农业产业园管理办公室",
        ),
    ] {
        let articles = read(page);
        let paragraphs = articles.iter().flat_map(|one| {
            one.paragraphs.iter().map(|span| span.of(&one.text).to_owned()).collect::<Vec<_>>()
        });
        assert_eq!(paragraphs.collect::<Vec<_>>().join(" / "), expected);
    }
}

/// A paragraph set in lines of so many characters behind an indent of two, no mark at the head of a line.
fn set(paragraph: &str, width: usize) -> String {
    let (mut lines, mut room) = ("\u{3000}\u{3000}".to_owned(), width - 2);
    for letter in paragraph.chars() {
        if room == 0 && is_han(letter) {
            lines.push('\n');
            room = width;
        }
        lines.push(letter);
        room = room.saturating_sub(1);
    }
    lines + "\n"
}

#[test]
fn columns_of_two_widths_stand_on_one_page() {
    let wide = [
        "水库的闸门昨天打开了，下游三个镇的早稻田都等着这一渠水，镇里派了十二个人守在渠边，一块田一块田地放过去。",
        "守渠的人说，今年雨少，水要省着用。",
        "到了傍晚，最后一块田也灌上了水，守渠的人才坐下来吃饭，饭是各家送来的，有腊肉，有青菜，还有一壶自己家酿的米酒。",
    ];
    let narrow = [
        "镇上的图书室只有两间屋，书是大家捐的，从早上七点开到晚上九点，管书的老人退休前教了一辈子语文。",
        "来看书的多半是孩子，也有歇晌的瓦匠和卖菜的人。",
        "老人把每一本书都包了皮，写上书名，谁借了哪一本，他记在一个蓝皮本子里，十年没有丢过一本书，本子换了六个。",
        "明年这里要添一间屋，专门放孩子们的书。",
    ];
    for (first, second) in [(34, 20), (20, 34), (13, 24), (24, 16), (38, 13), (18, 21)] {
        let set_in =
            |paragraphs: &[&str], width| paragraphs.iter().map(|one| set(one, width)).collect::<String>();
        let page = format!("一渠水\n{}\n图书室\n{}", set_in(&wide, first), set_in(&narrow, second));
        let expected = [&["一渠水"][..], &wide, &["图书室"], &narrow].concat();
        for margin in ["", "      "] {
            let page = page.lines().map(|line| margin.to_owned() + line).collect::<Vec<_>>().join("\n");
            let articles = read(&page);
            let paragraphs =
                articles.iter().flat_map(|one| one.paragraphs.iter().map(|span| span.of(&one.text)));
            assert_eq!(paragraphs.collect::<Vec<_>>(), expected, "{first} and {second}, {}", margin.len());
        }
    }
}

#[test]
fn rows_of_winners_stay_apart() {
    let list = "获奖名单\n一等奖　《一棵枣树》　　丁小荷\n　　　　《河水涨了》　兰 天\n优秀奖　常如意 金玉成 石子昂\n　　　　张家宁 海燕 伏羲雯\n指导教师奖　安 云\n";
    let expected = "获奖名单: 获奖名单 / 一等奖　《一棵枣树》　丁小荷 / 《河水涨了》　兰 天 / 优秀奖　常如意 金玉成 石子昂 / 张家宁 海燕 伏羲雯 / 指导教师奖　安 云";
    assert_eq!(told(list), [expected]);
    let bodies = "丁小荷（女）泰和县万合镇卫生院护士长\n兰天（女，畲族）泰和县米粉厂检验员\n常如意　　泰和县笋竹合作联社技术员\n";
    assert_eq!(told(bodies)[0].matches(" / ").count(), 2);
}

#[test]
fn lines_of_a_roll_and_the_body_under_a_list_stay_apart() {
    let roll =
        "先进个人名单\n\n松岭市\n高　峰　马文英　　徐　亮\n白桦林自治旗\n李树林　周凤兰　　吴　刚\n甲良县\n";
    let lines = "松岭市 / 高 峰　马文英　徐 亮 / 白桦林自治旗 / 李树林　周凤兰　吴 刚 / 甲良县";
    assert!(told(roll).join(" / ").contains(lines));
    let list = "优秀组织奖：松岭县科学技术协会、甲良县红花镇中心小学\n松岭学院科学技术协会\n";
    assert_eq!(told(&format!("大赛结果\n\n{list}"))[0].matches(" / ").count(), 2);
    let fields = "证券代码：600000　证券简称：松岭重机　公告编号：2025-067\n松岭重型机械股份有限公司\n关于签订合同的公告\n";
    assert!(told(fields).join(" / ").contains("2025-067 / 松岭重型") || told(fields).len() > 1);
}

#[test]
fn clauses_of_a_heading_stay_apart() {
    let text = "昨日，松岭市中心医院门诊部前排起了长队，来看病的人说\n大夫讲得细致，药也对症，家里人放了心，下次还会来这里\n看病，路近，又省了钱。";
    let told = told(&format!("{text}\n\n门诊来了“省城大夫”\n市中心医院建专科联盟\n\n{text}\n")).join(" / ");
    assert!(told.contains("“省城大夫” 市中心医院"), "{told}");
}

#[test]
fn a_line_that_fills_the_page_goes_on_among_short_ones() {
    let full = "各单位要高度重视职工技能竞赛工作，加强组织领导，明确责任分工，抓好\n工作落实。\n";
    let list = "一、集体\n泰和县冷链公司\n泰和县马家寨小学\n赣江南岸公司\n二、清单\n责任单位：泰和县人民政府，责任人：王大山，技术支持：省水利厅，业主：赣\n江水投公司\n三、说明\n";
    let page = format!("{}{list}", full.repeat(6));
    let told = told(&page).join(" / ");
    assert!(told.contains("业主：赣江水投公司 / "), "{told}");
    assert!(told.contains("泰和县冷链公司 / 泰和县马家寨小学 / "), "{told}");
}

#[test]
fn a_sentence_goes_on_behind_a_page_break_but_not_into_a_heading() {
    for (page, expected) in [
        (
            "工业是城市经济的根基，加工企业大多集中在中心城区，受市场容\n\n量和能耗制约，转型并不容易。\n",
            vec![": 工业是城市经济的根基，加工企业大多集中在中心城区，受市场容量和能耗制约，转型并不容易。"],
        ),
        (
            "代表发言后，对大家说：“我\n\n## 另一篇的题目\n\n另一篇的内容。\n",
            vec![": 代表发言后，对大家说：“我", "另一篇的题目: 另一篇的题目 / 另一篇的内容。"],
        ),
        ("（二）完善制度约束\n\n严格落实制度。\n", vec![": （二）完善制度约束 / 严格落实制度。"]),
        ("1、做好登记；\n\n2、做好消毒，保持通\n风；\n", vec![": 1、做好登记； / 2、做好消毒，保持通风；"]),
    ] {
        assert_eq!(told(page), expected);
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
fn names_of_a_byline_stay_apart_at_a_line_end() {
    assert!(told("（记者 安明 谢希瑶\n姜红 刘\n红霞）\n")[0].contains("安明 谢希瑶 姜红 刘红霞"));
    assert!(parted("公孙雨 井 然 雷雨声", "覃世锦 向 往 柳叶青"));
    assert!(!parted("出政策 细举措 当好引航员", "为了我们共同的 家园"));
    assert!(told("（记者 安明 陈 璐\n姜 红）\n")[0].contains("陈 璐 姜 红"));
    let rows = "会议\n于海阔（女）  仓库保管员兼驾驶员\n周长江    车间里的老师傅\n诸 葛     农场里的新场长\n";
    assert_eq!(told(rows)[0].matches(" / ").count(), 3);
    assert_eq!(told("合计 | 20 | 3\n职工 | 4 | 5\n")[0].matches(" / ").count(), 1);
    assert!(told("他说：“Open the\ndoor of 赤峰\n2023。”\n")[0].contains("Open the door of赤峰2023。”"));
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
