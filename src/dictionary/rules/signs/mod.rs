//! Words that tell something where a rule meets them: what they may tell, and by what names the list says so.
//!
//! The words themselves are in `told.rs`.

mod told;

pub use told::Signs;

use super::listed::words;

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
    /// Says who came along with a guest: 陪同塞西 + 访华的有.
    Retinue,
    /// Says behind a person what he or she lost: 丁如意 + 遗失.
    Lost,
    /// Begins what a court or an office tells somebody by a notice: 丁如意：+ 本院.
    Summons,
    /// Says behind the head of a programme that it is of something else: “高加索”战略 + 演习.
    Outgrows,
    /// A word that the end of a body or a place only seems to begin: 政府 + 所为.
    Unends,
    /// Follows a person and only looks like the end of the name: 会见 + 通伦 + 时.
    Trails,
    /// Says that a place stands before it: 索列达尔 + 等地.
    Extends,
    /// Says that a place stands behind it: 收复 + 索列达尔.
    Seated,
    /// Is of the body before it: 国务院 + 令.
    Belongs,
    /// Says that somebody has left a school: 大学毕业.
    Graduates,
    /// Ends bodies that bear the name of a township: 安场 + 派出所.
    Stationed,
    /// Makes the title of a law of the body before it: 居民委员会 + 组织法.
    Law,
    /// Stands between what is wrong and what is right: “鲁泾” + 应为 + “鲁经”.
    Corrects,
}

/// The signs with their names in the list, in the order of [`Sign`]: a new one goes to the end of both.
const ALL: &[(Sign, &str)] = &[
    (Sign::GoesOn, "goes-on"),
    (Sign::Shore, "shore"),
    (Sign::Locates, "locates"),
    (Sign::Vague, "vague"),
    (Sign::Founds, "founds"),
    (Sign::Crosses, "crosses"),
    (Sign::Park, "park"),
    (Sign::Storm, "storm"),
    (Sign::Engages, "engages"),
    (Sign::Firms, "firms"),
    (Sign::Regions, "regions"),
    (Sign::Trade, "trade"),
    (Sign::Awards, "awards"),
    (Sign::InRow, "in-row"),
    (Sign::Street, "street"),
    (Sign::Roadside, "roadside"),
    (Sign::Band, "band"),
    (Sign::Quality, "quality"),
    (Sign::From, "from"),
    (Sign::Column, "column"),
    (Sign::Vessel, "vessel"),
    (Sign::Figure, "figure"),
    (Sign::Fresh, "fresh"),
    (Sign::Stage, "stage"),
    (Sign::Honours, "honours"),
    (Sign::PersonColumn, "person-column"),
    (Sign::Town, "town"),
    (Sign::Attached, "attached"),
    (Sign::Toward, "toward"),
    (Sign::Local, "local"),
    (Sign::Avenue, "avenue"),
    (Sign::Several, "several"),
    (Sign::Language, "language"),
    (Sign::Bearing, "bearing"),
    (Sign::Renders, "renders"),
    (Sign::Rendered, "rendered"),
    (Sign::Power, "power"),
    (Sign::NoPair, "no-pair"),
    (Sign::Distance, "distance"),
    (Sign::LeadsToOrgan, "leads-to-organ"),
    (Sign::Unties, "unties"),
    (Sign::HighOffice, "high-office"),
    (Sign::Bare, "bare"),
    (Sign::Ours, "ours"),
    (Sign::Alias, "alias"),
    (Sign::Meets, "meets"),
    (Sign::Board, "board"),
    (Sign::Villages, "villages"),
    (Sign::Side, "side"),
    (Sign::Label, "label"),
    (Sign::Hamlet, "hamlet"),
    (Sign::Farm, "farm"),
    (Sign::Worker, "worker"),
    (Sign::College, "college"),
    (Sign::School, "school"),
    (Sign::Student, "student"),
    (Sign::Party, "party"),
    (Sign::Opens, "opens"),
    (Sign::Styles, "styles"),
    (Sign::Branch, "branch"),
    (Sign::Industry, "industry"),
    (Sign::Enters, "enters"),
    (Sign::Deals, "deals"),
    (Sign::Corps, "corps"),
    (Sign::Subject, "subject"),
    (Sign::Retinue, "retinue"),
    (Sign::Lost, "lost"),
    (Sign::Summons, "summons"),
    (Sign::Outgrows, "outgrows"),
    (Sign::Unends, "unends"),
    (Sign::Trails, "trails"),
    (Sign::Extends, "extends"),
    (Sign::Seated, "seated"),
    (Sign::Belongs, "belongs"),
    (Sign::Graduates, "graduates"),
    (Sign::Stationed, "stationed"),
    (Sign::Law, "law"),
    (Sign::Corrects, "corrects"),
];

const _: () = {
    let mut n = 0;
    while n < ALL.len() {
        assert!(ALL[n].0 as usize == n, "`ALL` names the signs in the order of `Sign`");
        n += 1;
    }
};

/// The names of the signs, in their order.
const NAMES: [&str; ALL.len()] = words(ALL);
