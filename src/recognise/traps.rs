//! Traps at the borders of words, as a table: every row a sentence and all the mentions it has.

use std::collections::BTreeSet;

use super::{RecogniseOptions, Recogniser, Scratch};
use crate::corpus::Article;
use crate::dictionary::{Dictionary, DictionaryOptions, Kind};
use crate::text::{Span, sentences};

fn recogniser(no_rules: bool) -> Recogniser {
    Recogniser::new(Dictionary::builtin(), RecogniseOptions { no_rules, ..RecogniseOptions::default() })
        .unwrap()
}

fn article(text: &str, dateline: Option<&str>) -> Article {
    let whole = Span::from_usize(0, text.len());
    Article {
        text: text.to_owned(),
        sentences: sentences(text, whole).collect(),
        paragraphs: vec![whole],
        dateline: dateline.map(str::to_owned),
        ..Article::default()
    }
}

/// `surface=canonical name`, or `surface` where they are equal, for each mention.
fn found(recogniser: &Recogniser, text: &str, dateline: Option<&str>) -> Vec<String> {
    let recognised = recogniser.recognise(&article(text, dateline), &mut Scratch::default());
    let told = recognised.mentions.iter().map(|mention| {
        let surface: String = mention.span.of(text).split_whitespace().collect();
        let name = mention.entity.as_ref().map_or("?", |entity| entity.name.as_str());
        if name == surface { surface } else { format!("{surface}={name}") }
    });
    told.collect()
}

/// Listed names alone.
const LISTED: &[(&str, &[&str])] = &[
    ("市长春节前慰问职工。", &[]),
    ("中方愿同广大发展中国家一道努力。", &["中=中国"]),
    ("南京市长江大桥通车。", &["南京市长江大桥=南京长江大桥"]),
    ("他在和田地区工作。", &["和田地区"]),
    ("首都北京秋高气爽。", &["北京=北京市"]),
    ("中共中央印发通知。", &["中共中央=中国共产党中央委员会"]),
    ("赤峰市总工会开展活动。", &["赤峰市总工会"]),
    ("中共敖汉旗委作出部署。", &["中共敖汉旗委=中国共产党敖汉旗委员会"]),
    ("南京市鼓楼区和福州市鼓楼区结对。", &["南京市鼓楼区=鼓楼区", "福州市鼓楼区=鼓楼区"]),
    (
        "南京、福州都有鼓楼。他去福州工作，住在鼓楼区。",
        &["南京=南京市", "福州=福州市", "福州=福州市", "鼓楼区"],
    ),
    ("南京和福州都有鼓楼区。", &["南京=南京市", "福州=福州市", "鼓楼区=?"]),
    ("徐州市召开会议。鼓楼区领导参加。", &["徐州市", "鼓楼区"]),
    ("长春市朝阳区启动。朝阳区总工会参加。", &["长春市朝阳区=朝阳区", "朝阳区总工会=长春市朝阳区总工会"]),
    ("赤峰通辽呼和浩特三地。", &["赤峰=赤峰市", "通辽=通辽市", "呼和浩特=呼和浩特市"]),
    ("新华社2023年报道。", &["新华社=新华通讯社"]),
    ("推进“天骏计划”。", &["天骏计划"]),
    ("“安康杯”竞赛覆盖职工。", &["“安康杯”竞赛"]),
    ("中国式现代化。", &["中国"]),
    ("工信部门和交通运输部门会同交通运输部研究。", &["交通运输部=中华人民共和国交通运输部"]),
    ("日本国内市场和北京市民。", &["日本", "北京=北京市"]),
    ("开放型亚太经济。", &["亚太=亚太地区"]),
    ("各省、自治区、直辖市参加。", &[]),
];

/// Names that no list has.
const RULES: &[(&str, &[&str])] = &[
    ("江苏省农垦集团有限公司白马湖分公司。", &["江苏省农垦集团有限公司白马湖分公司"]),
    ("中国工会第十八次全国代表大会。", &["中国工会=中华全国总工会"]),
    ("衡阳市总工会联合衡阳技师学院开展活动。", &["衡阳市总工会", "衡阳技师学院=衡阳市技师学院"]),
    ("白沙镇镇长温瑞生说。", &["白沙镇", "温瑞生"]),
    ("忠诚镇的梯田和加榜乡党委。", &["忠诚镇", "加榜乡党委"]),
    ("他在郎德镇和平村教书，镇农村信用社在镇中心村。", &["郎德镇和平村"]),
    ("衡阳市总工会联合衡阳市人社局。", &["衡阳市总工会", "衡阳市人社局=衡阳市人力资源和社会保障局"]),
    ("赤峰市总工会劳动和经济工作部反映。", &["赤峰市总工会劳动和经济工作部"]),
    ("全国和自治区五一劳动奖章。", &["五一劳动奖章"]),
    ("“万企兴万村”行动落地项目58个。", &["“万企兴万村”行动=万企兴万村"]),
    ("赤峰市委市政府开会。", &["赤峰市委=中国共产党赤峰市委员会", "市政府=赤峰市人民政府"]),
    ("他带领方圆、童心、郑重等9名青工，高校、企业等20人到会。", &["方圆", "童心", "郑重"]),
    (
        "宁波甬山精密轴承股份有限公司搬迁，甬山轴承停产。",
        &["宁波甬山精密轴承股份有限公司", "甬山轴承=宁波甬山精密轴承股份有限公司"],
    ),
    (
        "他当选“北山工匠”，高远山劳模创新工作室挂牌，高远山笑了。",
        &["北山工匠", "高远山劳模创新工作室", "高远山"],
    ),
    ("赤峰供电公司养护班班长到了。", &["赤峰供电公司=赤峰市供电公司"]),
    ("北部湾港至东盟国家。", &["北部湾港", "东盟=东南亚国家联盟"]),
    ("农业强、农村美、农民富。", &[]),
    ("她是三峡大学毕业的。", &["三峡大学"]),
    ("■兰州市公安局七里河分局民警破案。", &["兰州市公安局七里河分局"]),
    ("眼下，沙溪镇石龙村的水稻熟了。", &["沙溪镇石龙村"]),
    ("在鄂尔多斯市达拉特旗旗布其基地开会。", &["鄂尔多斯市达拉特旗=达拉特旗"]),
    ("在政和县石屯镇开会。", &["政和县石屯镇"]),
    ("在北京大兴的厂房。", &["北京大兴=大兴区"]),
    ("北京大兴土木。", &["北京=北京市"]),
    ("与会宁、通渭、互助等县结对。", &["会宁=会宁县", "通渭=通渭县"]),
    ("福建的县和福建的市，福鼎在福建。", &["福建=福建省", "福建=福建省", "福鼎=福鼎市", "福建=福建省"]),
    ("中共敖汉旗委书记王永军表示。", &["中共敖汉旗委=中国共产党敖汉旗委员会", "王永军"]),
    ("阿尔·帕西诺出演。", &["阿尔·帕西诺"]),
    ("阿尔•帕西诺出演。", &["阿尔•帕西诺=阿尔·帕西诺"]),
    ("阿尔・帕西诺出演。", &["阿尔・帕西诺=阿尔·帕西诺"]),
    ("阿尔‧帕西诺出演。", &["阿尔‧帕西诺=阿尔·帕西诺"]),
    ("贵州省召开会议，省、市发改委参加。", &["贵州省", "省=贵州省发展和改革委员会"]),
    ("贵州省电 省、市发改委参加。", &["贵州省", "省=贵州省发展和改革委员会"]),
    (
        "贵州省贵阳市：由省、市总工会主办，各省、市总工会参加。",
        &["贵州省贵阳市=贵阳市", "省=贵州省总工会", "市总工会=贵阳市总工会", "市总工会=贵阳市总工会"],
    ),
    ("护士安 静说，病人要安静。", &["安静"]),
    (
        "先进个人：于 是　高 兴　解 放　白云飞　海 洋　包容天",
        &["于是", "高兴", "解放", "白云飞", "海洋", "包容天"],
    ),
    ("本报敦煌3月2日讯（安 静）春来早。", &["敦煌=敦煌市", "安静"]),
    ("在敦煌市月牙泉镇，养路工高建设说。", &["敦煌市月牙泉镇", "高建设"]),
    ("名单：王建国、觉木措、李秀英、赵子明。", &["王建国", "觉木措", "李秀英", "赵子明"]),
    ("到高台、民乐、山丹三县调研。", &["高台=高台县", "民乐=民乐县", "山丹=山丹县"]),
    ("见到买买提依布热依木·买买提明时，他笑了。", &["买买提依布热依木·买买提明"]),
    ("内蒙古自治区进一步提高上市公司质量。", &["内蒙古自治区"]),
    ("赤峰市部署推进工作。", &["赤峰市"]),
    ("要充分发挥工会职能，会同省级党委部门，为国家开好局。", &[]),
    ("引进京津冀优质学校。", &["京津冀"]),
    ("伊朗多家航空公司复航。", &["伊朗"]),
    ("永康市文化和广电旅游体育局发文。", &["永康市文化和广电旅游体育局"]),
    ("兰州农村商业银行股份有限公司七里河支行起诉。", &["兰州农村商业银行股份有限公司七里河支行"]),
    ("实施“银发扫盲计划”，推进“五大工程”。", &["银发扫盲计划"]),
    ("阿方表示赞成。", &[]),
    ("杭州城市建设投资有限公司成立，城市建设加快。", &["杭州城市建设投资有限公司"]),
    ("陕西延安旅游集团有限公司说，延安旅游持续升温。", &["陕西延安旅游集团有限公司", "延安=延安市"]),
    (
        "宁波甬山精密轴承股份有限公司和宁波甬山轴承销售有限公司签约，甬山轴承停产。",
        &["宁波甬山精密轴承股份有限公司", "宁波甬山轴承销售有限公司"],
    ),
    ("他获得省五一劳动奖章。", &["五一劳动奖章"]),
    (
        "周口市委市政府到郑州市考察。郑州市、郑州市总工会接待。",
        &["周口市委=中国共产党周口市委员会", "市政府=周口市人民政府", "郑州市", "郑州市", "郑州市总工会"],
    ),
    ("大均乡派人到李家村。", &["大均乡", "李家村"]),
    ("时装、家具等8位设计师。", &[]),
    ("成立技能大师工作室。", &[]),
    ("王芳、李娜、慕容雪参会。", &["王芳", "李娜", "慕容雪"]),
    ("牧民乌兰图雅·巴雅尔说。", &["乌兰图雅·巴雅尔"]),
    ("记者采访娜仁花·苏和。", &["娜仁花·苏和"]),
    ("宝音德力格尔·苏雅拉图表示赞成。", &["宝音德力格尔·苏雅拉图"]),
    ("约翰·F·肯尼迪的书。", &["约翰·F·肯尼迪"]),
    ("巴图、宝音、斯琴、高娃等参加。", &["巴图", "宝音", "斯琴", "高娃"]),
    ("车间聚集了石磊、白银花、李海燕等工匠。", &["石磊", "白银花", "李海燕"]),
    ("卢仁峰、戎鹏强、解放等获奖。", &["卢仁峰", "戎鹏强"]),
    ("李先生说，他很好。王女士和张先生来了。", &[]),
    ("我们推动省、市、县三级总工会联动。", &[]),
    (
        "内蒙古蓝原牧业有限公司（以下简称“蓝原公司”）成立。蓝原公司发电。",
        &["内蒙古蓝原牧业有限公司", "蓝原公司=内蒙古蓝原牧业有限公司", "蓝原公司=内蒙古蓝原牧业有限公司"],
    ),
    (
        "通辽市云帆新材料有限公司与奈曼旗签约。云帆新材料有限公司董事长孙立群说。",
        &["通辽市云帆新材料有限公司", "奈曼旗", "云帆新材料有限公司=通辽市云帆新材料有限公司", "孙立群"],
    ),
    (
        "赤峰市红山区文学艺术界联合会召开会议。区文联要求各地落实。",
        &["赤峰市红山区文学艺术界联合会=红山区文学艺术界联合会", "区文联=红山区文学艺术界联合会"],
    ),
    ("骑马进玛曲县阿万仓镇。", &["玛曲县阿万仓镇"]),
    ("在灵武市梧桐树乡和沙坡头区迎水桥镇治沙。", &["灵武市梧桐树乡", "沙坡头区迎水桥镇"]),
    ("在兴和县店子镇开会。", &["兴和县店子镇=店子镇"]),
    ("沙坝村通往乐红村的路修好了，阜城县召开镇村会议。", &["沙坝村", "乐红村", "阜城县"]),
    ("检修宜昌东站的钢轨。", &["宜昌东站"]),
    ("平凉市六盘热力有限公司供暖。", &["平凉市六盘热力有限公司"]),
    ("平凉市引进的六盘热力有限公司供暖。", &["平凉市"]),
    ("意大利共和国总理伦齐和欧盟委员会主席。", &["意大利共和国=意大利", "伦齐", "欧盟委员会"]),
    (
        "（记者 阿依努尔·买买提 冯瑾）班主任热依汗古丽·吾斯曼说。",
        &["阿依努尔·买买提", "冯瑾", "热依汗古丽·吾斯曼"],
    ),
    ("本报记者 韦 春 燕\n货运中心副主任江 一 帆介绍，王 文 摄。", &["韦春燕", "江一帆", "王文"]),
    ("湖北中烟工业有限责任公司恩施卷烟厂投产。", &["湖北中烟工业有限责任公司恩施卷烟厂"]),
    (
        "阿拉善盟总工会权益保障部副部长和赤峰海关查验科科长到场。",
        &["阿拉善盟总工会权益保障部", "赤峰海关查验科"],
    ),
    (
        "见最高人民法院网站，湖南省人大机关干部学习。",
        &["最高人民法院=中华人民共和国最高人民法院", "湖南省人大=湖南省人民代表大会"],
    ),
    ("住在昆明市五华区翠湖北路。", &["昆明市五华区翠湖北路"]),
    ("（字 强　摄影报道）", &["字强"]),
    ("经理巩固说，公司要巩固成果。", &["巩固"]),
    ("于海阔（女） 仓库保管员\n周长江 老师傅\n诸葛云 农场场长", &["于海阔", "周长江", "诸葛云"]),
    ("江西省第三届职工技能大赛在赣州市闭幕。", &["江西省第三届职工技能大赛", "赣州市"]),
    ("他获江西省五一劳动奖章和江西省科学技术进步奖二等奖。", &["江西省五一劳动奖章", "江西省科学技术进步奖"]),
    ("全国五一劳动奖章和自治区五一劳动奖章。", &["全国五一劳动奖章=五一劳动奖章", "五一劳动奖章"]),
    ("在全国职工焊接技能大赛中获奖。", &["全国职工焊接技能大赛"]),
    (
        "这里实施水产强省战略和航空园区提升工程，实施综合治理工程，推进发展战略对接。",
        &["水产强省战略", "航空园区提升工程"],
    ),
    (
        "各地开展夏季燃气整治“再回头”行动，实施“候鸟式”健康帮扶工程。",
        &["夏季燃气整治“再回头”行动=夏季燃气整治再回头行动", "“候鸟式”健康帮扶工程=候鸟式健康帮扶工程"],
    ),
    ("获得“先进个人”称号和“优秀党员”荣誉称号。", &[]),
    ("赣州市举办焊接技能大赛。", &["赣州市"]),
    ("列车长沙马阿依说，长沙到了。", &["沙马阿依", "长沙=长沙市"]),
    ("67岁的段雨禾现场示范，12岁的高中生说。", &["段雨禾"]),
    ("沈跃跃、王建国和傈僳族妇女余阿香参加。", &["沈跃跃", "王建国", "余阿香"]),
    ("法官旦正才骑马进牧场。", &["旦正才"]),
    ("□本报记者 林晓禾 泽仁拉姆 发自凉山", &["林晓禾", "泽仁拉姆", "凉山=凉山彝族自治州"]),
    ("民警骆亚禾走村串户。", &["骆亚禾"]),
    ("副部长高明受委托作报告。", &["高明"]),
    ("锦旗交到法官慕容敏手上。", &["慕容敏"]),
    ("民警何勇反复叮嘱。", &["何勇"]),
    ("女工程师说，工程按期完成。", &[]),
    (
        "中日关系和中波两国友好，中西部也好，社会美德和竞争法中没有。",
        &["中=中国", "日=日本", "中=中国", "波=波兰"],
    ),
    ("他来福建办理涉台案件，会议在京举行。", &["福建=福建省", "台=台湾省", "京=北京市"]),
    ("泰国财政部长已接受，赤峰市公安局长王军和公安局副局长到会。", &["泰国财政部", "赤峰市公安局", "王军"]),
    (
        "法国学者让-皮埃尔·莫兰获上海市“白玉兰纪念奖”和“优秀组织奖”。",
        &["法国", "让-皮埃尔·莫兰", "上海市“白玉兰纪念奖”=上海市白玉兰纪念奖"],
    ),
    ("“新县海员”“新县农技师”走出大山。", &["新县", "新县"]),
    ("联合京津冀三地工会举办活动。", &["京津冀三地=京津冀"]),
    ("辽宁舰下水，企业发展好。", &[]),
    ("吕钦对许银川，李元是科学家。", &["吕钦", "许银川", "李元"]),
    ("到会的有王建国、李秀英、赵子明、", &["王建国", "李秀英", "赵子明"]),
    ("骑手车英成了常客，博士后单晓笑了。", &["车英", "单晓"]),
    ("法定代表人：郗明远；主要股东两家。", &["郗明远"]),
    ("芜湖鸠兹港务有限责任公司中标。", &["芜湖鸠兹港务有限责任公司"]),
    ("雷山县西江千户苗寨文化旅游发展有限公司整治市场。", &["雷山县西江千户苗寨文化旅游发展有限公司"]),
    ("（四）国元证券股份有限公司核查意见。", &["国元证券股份有限公司"]),
    (
        "安徽皖江环能科技股份有限公司（以下简称“公司”或“皖江环能”）公告，皖江环能中标。",
        &[
            "安徽皖江环能科技股份有限公司",
            "皖江环能=安徽皖江环能科技股份有限公司",
            "皖江环能=安徽皖江环能科技股份有限公司",
        ],
    ),
    ("住在芜湖市鸠江区二坝镇，县里有三个镇。", &["芜湖市鸠江区二坝镇"]),
    ("京昆、京台、京秦等9条高速公路通车。", &["京昆=京昆高速公路", "京台=京台高速公路", "京秦=京秦高速公路"]),
    ("构筑北疆绿色长城，登上长城。", &["长城"]),
    ("赛场在全力打造“中国冷极马拉松”赛事品牌。", &["中国冷极马拉松"]),
    ("入选安徽省“特支计划”创新人才。", &["安徽省“特支计划”=安徽省特支计划"]),
    ("复旦大学附属中山医院心内科副主任说。", &["复旦大学附属中山医院心内科"]),
    ("总经理高峰表示，用电高峰已过。", &["高峰"]),
    ("“三班倒不算苦。”方圆说。方圆和徒弟每天六点到车间。", &["方圆", "方圆"]),
    ("主席会谈后说，部长明确表示，会员单位介绍情况。", &[]),
    (
        "优秀集体：泰和县红都药业冷链有限公司、泰和县人民法院立案庭、吉安市人民医院急诊科",
        &["泰和县红都药业冷链有限公司", "泰和县人民法院立案庭", "吉安市人民医院急诊科"],
    ),
    (
        "布隆迪军人解散政府、公安部和工商总局、北京市政府联合台北世贸中心",
        &[
            "布隆迪",
            "公安部=中华人民共和国公安部",
            "工商总局=国家工商行政管理总局",
            "北京市政府=北京市人民政府",
            "台北世贸中心",
        ],
    ),
    ("在得胜湖畔、女峰山脚下和运河边、大河两岸植树。", &["得胜湖", "女峰山"]),
    ("货物经泰州港出口，北京港资企业参加。", &["泰州港", "北京=北京市"]),
    (
        "在兴化市千垛镇荷塘村，荷塘村的藕熟了，荷塘村党总支开会。",
        &["兴化市千垛镇荷塘村", "荷塘村", "荷塘村党总支"],
    ),
    (
        "本溪鸿砺重型铸造有限公司和大连鸿砺国际贸易有限公司开会，鸿砺重铸和鸿砺国贸发言。",
        &[
            "本溪鸿砺重型铸造有限公司",
            "大连鸿砺国际贸易有限公司",
            "鸿砺重铸=本溪鸿砺重型铸造有限公司",
            "鸿砺国贸=大连鸿砺国际贸易有限公司",
        ],
    ),
    ("四川省和内江市的记者来到内江市，住在资中。", &["四川省", "内江市", "内江市", "资中=资中县"]),
    (
        "启动“甜水滴”科普进校园活动和“山海亲”文化交流活动，围绕“四强”行动部署。",
        &[
            "“甜水滴”科普进校园活动=甜水滴科普进校园活动",
            "“山海亲”文化交流活动=山海亲文化交流活动",
            "“四强”行动=四强行动",
        ],
    ),
    ("国网福建省电力有限公司泉州供电公司检修线路。", &["国网福建省电力有限公司泉州供电公司"]),
    ("全国劳模创新工作室和高质量劳模创新工作室成立。", &[]),
    ("铁西区总工会主席艾 国强说，主任白 桦推门进来。", &["铁西区总工会=?", "艾国强", "白桦"]),
    ("渠道工赵得水背上工具包。", &["赵得水"]),
    (
        "在吴忠站建成，于都工业园扩建，跳水系列赛北京站开赛，在金积工业园区投产。",
        &["吴忠站", "于都工业园", "北京站", "金积工业园区"],
    ),
    (
        "岱海生态应急补水工程开工，宁夏引黄灌区现代化改造工程完工，这里实施老旧小区改造工程。",
        &["岱海生态应急补水工程", "宁夏引黄灌区现代化改造工程"],
    ),
    (
        "宁夏磐石建筑劳务有限公司（下称磐石公司）承建，磐石公司发言。",
        &[
            "宁夏磐石建筑劳务有限公司",
            "磐石公司=宁夏磐石建筑劳务有限公司",
            "磐石公司=宁夏磐石建筑劳务有限公司",
        ],
    ),
    ("江苏省兴化市的人回到兴化办厂。", &["江苏省兴化市=兴化市", "兴化=兴化市"]),
];

fn holds(no_rules: bool, rows: &[(&str, &[&str])]) {
    holds_by(&recogniser(no_rules), rows);
}

fn holds_by(recogniser: &Recogniser, rows: &[(&str, &[&str])]) {
    let told: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| found(recogniser, text, None) != *expected)
        .map(|(text, expected)| {
            format!("{text}\n  expected {expected:?}\n  found    {:?}", found(recogniser, text, None))
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn listed_names_keep_to_their_borders() {
    holds(true, LISTED);
}

#[test]
fn names_that_no_list_has_are_found_whole() {
    holds(false, RULES);
}

/// A listed person overlaps no less than one found by rule.
const PERSONS: &[(&str, &[&str])] = &[
    ("局长赵衡向大会报告工作。", &["赵衡"]),
    ("赵衡作报告。", &["赵衡"]),
    ("局长赵衡和县长孙沛出席。", &["赵衡", "孙沛"]),
    ("局长赵衡从北京来。", &["赵衡", "北京=北京市"]),
    ("书记赵衡还表示，要努力。", &["赵衡"]),
    ("王毅祝贺北京大学建校。", &["王毅", "北京大学"]),
    ("栗战书委员长代表常委会讲话。", &["栗战书"]),
];

/// A recogniser that knows these persons too.
fn with_persons(names: &BTreeSet<String>) -> Recogniser {
    let mut rows = String::from("name\tkind\n");
    for name in names {
        rows.push_str(&format!("{name}\tperson\n"));
    }
    let listed = tempfile::NamedTempFile::with_suffix(".tsv").unwrap();
    std::fs::write(listed.path(), rows).unwrap();
    let options = DictionaryOptions { paths: vec![listed.path().into()], ..DictionaryOptions::default() };
    Recogniser::new(Dictionary::load(&options).unwrap(), RecogniseOptions::default()).unwrap()
}

#[test]
fn a_person_who_is_listed_keeps_every_mention() {
    holds_by(&with_persons(&["赵衡", "孙沛"].map(str::to_owned).into()), PERSONS);
}

#[test]
fn what_was_found_can_be_listed() {
    let recogniser = recogniser(false);
    let persons = |text: &str| {
        let recognised = recogniser.recognise(&article(text, None), &mut Scratch::default());
        let persons = recognised.mentions.into_iter().filter(|mention| mention.kind == Kind::PERSON);
        persons.filter_map(|mention| Some(mention.entity?.name.clone())).collect::<Vec<_>>()
    };
    // Who lists 安静 has 安静 wherever it stands between marks or as a word.
    let rows = RULES.iter().filter(|(text, _)| !text.contains("病人要安静"));
    let rows: Vec<(&str, &[&str])> = rows.copied().collect();
    holds_by(&with_persons(&rows.iter().flat_map(|(text, _)| persons(text)).collect()), &rows);
}

#[test]
fn full_width_letters_are_the_same_letters() {
    let rows = "name\tkind\nA股市场\tplace\n";
    let options = RecogniseOptions { no_rules: true, ..RecogniseOptions::default() };
    let recogniser = Recogniser::new(Dictionary::of_text("x.tsv", rows), options).unwrap();
    assert_eq!(found(&recogniser, "Ａ股市场回暖。", None), ["Ａ股市场=A股市场"]);
}

#[test]
fn an_agency_files_from_its_office_and_a_paper_from_home() {
    let recogniser = recogniser(true);
    let body = |filed: &str| {
        let text =
            format!("{filed}西安4月28日电 宝鸡工人说好，宝鸡市职工说好，得到市总工会资助的宝鸡企业也说好。");
        found(&recogniser, &text, Some("西安")).into_iter().find(|mention| mention.starts_with("市总工会"))
    };
    assert_eq!(body("新华社").as_deref(), Some("市总工会=宝鸡市总工会"));
    assert_eq!(body("本报").as_deref(), Some("市总工会=西安市总工会"));
}

#[test]
fn a_bare_level_word_means_the_place_its_paragraph_names() {
    let recogniser = recogniser(true);
    let bodies = |text: &str| {
        let all = found(&recogniser, text, None);
        all.into_iter().filter(|mention| mention.contains("公安局=")).collect::<Vec<_>>()
    };
    let text = "赤峰市、赤峰市、赤峰市。\n通辽市科尔沁区的市公安局说好。\n市公安局又说好。";
    assert_eq!(bodies(text), ["市公安局=通辽市公安局"; 2]);
    assert_eq!(bodies("赤峰市、通辽市、赤峰市的市公安局说好。"), ["市公安局=赤峰市公安局"]);
}

#[test]
fn an_article_is_judged_alone() {
    let recogniser = recogniser(false);
    let mut scratch = Scratch::default();
    let texts = ["内蒙古自治区总工会主席李明调研。", "自治区总工会召开会议。"];
    let article = |text: &str| {
        let whole = Span::from_usize(0, text.len());
        let text = text.to_owned();
        Article { text, sentences: vec![whole], paragraphs: vec![whole], ..Article::default() }
    };
    let together: Vec<_> =
        texts.iter().map(|text| recogniser.recognise(&article(text), &mut scratch)).collect();
    for (text, recognised) in texts.iter().zip(together) {
        assert_eq!(recogniser.recognise(&article(text), &mut Scratch::default()), recognised);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
    /// Mentions never overlap, come in order, and slice the text at characters; whatever the text.
    #[test]
    fn mentions_are_flat_and_in_order(text in "[赤峰市长春节中国王永军、·“”（） 自治区总工会a1\n]{0,40}") {
        let whole = Span::from_usize(0, text.len());
        let article = Article { text: text.clone(), sentences: vec![whole], paragraphs: vec![whole], ..Article::default() };
        thread_local!(static RECOGNISER: Recogniser = recogniser(false));
        let mentions = RECOGNISER.with(|recogniser| recogniser.recognise(&article, &mut Scratch::default()).mentions);
        let mut end = 0;
        for mention in mentions {
            proptest::prop_assert!(mention.span.start >= end, "{:?}", mention);
            proptest::prop_assert!(text.get(mention.span.start as usize..mention.span.end as usize).is_some());
            end = mention.span.end;
        }
    }
}
