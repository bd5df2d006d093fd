//! Which lines of a page are joined, and which stay apart.

use super::{read, told};
use crate::corpus::page::parted;
use crate::text::is_han;

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
    let expected = "丁小荷（女）泰和县万合镇卫生院护士长 / 兰天（女，畲族）泰和县米粉厂检验员 / 常如意　泰和县笋竹合作联社技术员";
    assert_eq!(told(bodies), [format!(": {expected}")]);
}

#[test]
fn lines_of_a_roll_and_the_body_under_a_list_stay_apart() {
    for (page, expected) in [
        (
            "先进个人名单\n\n松岭市\n高　峰　马文英　　徐　亮\n白桦林自治旗\n李树林　周凤兰　　吴　刚\n甲良县\n",
            vec![
                "先进个人名单: 先进个人名单 / 松岭市 / 高 峰　马文英　徐 亮 / 白桦林自治旗 / 李树林　周凤兰　吴 刚 / 甲良县",
            ],
        ),
        (
            "大赛结果\n\n优秀组织奖：松岭县科学技术协会、甲良县红花镇中心小学\n松岭学院科学技术协会\n",
            vec![
                "大赛结果: 大赛结果 / 优秀组织奖：松岭县科学技术协会、甲良县红花镇中心小学 / 松岭学院科学技术协会",
            ],
        ),
        (
            "证券代码：600000　证券简称：松岭重机　公告编号：2025-067\n松岭重型机械股份有限公司\n关于签订合同的公告\n",
            vec![
                "证券代码：600000　证券简称：松岭重机　公告编号：2025-067: 证券代码：600000　证券简称：松岭重机　公告编号：2025-067 / 松岭重型机械股份有限公司关于签订合同的公告",
            ],
        ),
    ] {
        assert_eq!(told(page), expected);
    }
}

#[test]
fn clauses_of_a_heading_stay_apart() {
    let text = "昨日，松岭市中心医院门诊部前排起了长队，来看病的人说\n大夫讲得细致，药也对症，家里人放了心，下次还会来这里\n看病，路近，又省了钱。";
    let page = format!("{text}\n\n门诊来了“省城大夫”\n市中心医院建专科联盟\n\n{text}\n");
    let (text, title) = (text.replace('\n', ""), "门诊来了“省城大夫” 市中心医院建专科联盟");
    assert_eq!(told(&page), [format!(": {text} / {title} / {text}")]);
}

#[test]
fn a_line_that_fills_the_page_goes_on_among_short_ones() {
    let full = "各单位要高度重视职工技能竞赛工作，加强组织领导，明确责任分工，抓好\n工作落实。\n";
    let list = "一、集体\n泰和县冷链公司\n泰和县马家寨小学\n赣江南岸公司\n二、清单\n责任单位：泰和县人民政府，责任人：王大山，技术支持：省水利厅，业主：赣\n江水投公司\n三、说明\n";
    let page = format!("{}{list}", full.repeat(6));
    let full = vec![full.replace('\n', ""); 6].join(" / ");
    let list = "一、集体 / 泰和县冷链公司 / 泰和县马家寨小学 / 赣江南岸公司 / 二、清单 / 责任单位：泰和县人民政府，责任人：王大山，技术支持：省水利厅，业主：赣江水投公司 / 三、说明";
    assert_eq!(told(&page), [format!(": {full} / {list}")]);
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
fn names_of_a_byline_stay_apart_at_a_line_end() {
    for (page, expected) in [
        ("（记者 安明 谢希瑶\n姜红 刘\n红霞）\n", ": （记者 安明 谢希瑶 姜红 刘红霞）"),
        ("（记者 安明 陈 璐\n姜 红）\n", ": （记者 安明 陈 璐 姜 红）"),
        (
            "会议\n于海阔（女）  仓库保管员兼驾驶员\n周长江    车间里的老师傅\n诸 葛     农场里的新场长\n",
            "会议: 会议 / 于海阔（女）　仓库保管员兼驾驶员 / 周长江　车间里的老师傅 / 诸 葛　农场里的新场长",
        ),
        ("合计 | 20 | 3\n职工 | 4 | 5\n", ": 合计 | 20 | 3 / 职工 | 4 | 5"),
        ("他说：“Open the\ndoor of 赤峰\n2023。”\n", ": 他说：“Open the door of赤峰2023。”"),
    ] {
        assert_eq!(told(page), [expected]);
    }
    assert!(parted("公孙雨 井 然 雷雨声", "覃世锦 向 往 柳叶青"));
    assert!(!parted("出政策 细举措 当好引航员", "为了我们共同的 家园"));
}
