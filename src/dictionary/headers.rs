//! Names of columns: ours, and those that tables of other programs have for them.

use super::misspelt::nearest;

/// Names of columns in tables of other programs, for each of ours.
pub(super) const COLUMNS: [(&str, &[&str]); 6] = [
    ("name", &["label", "itemlabel", "名称", "名字", "名稱"]),
    ("kind", &["type", "类别", "类型", "類別", "類型"]),
    ("aliases", &["alias", "altlabel", "itemaltlabel", "别名", "简称", "別名", "簡稱"]),
    ("within", &["parent", "所属", "上级", "所屬", "上級"]),
    ("id", &["item", "qid", "编号", "編號"]),
    ("note", &["description", "itemdescription", "备注", "備註"]),
];

/// Whether a line is the header of a table: a cell of it is a column of names.
pub(super) fn is_header(line: &str) -> bool {
    let mut cells = line.split(['\t', ',', '，']).map(|cell| cell.trim().trim_matches('"').to_lowercase());
    cells.any(|cell| cell == "name" || COLUMNS[0].1.contains(&cell.as_str()))
}

/// Whether a column holds aliases, whose cells may be lines.
pub(super) fn holds_aliases(column: &str) -> bool {
    COLUMNS.iter().any(|(name, others)| *name == "aliases" && (*name == column || others.contains(&column)))
}

/// Whether a column is one that dictionaries have.
pub(super) fn is_known_column(column: &str) -> bool {
    column == "change" || COLUMNS.iter().any(|(name, others)| *name == column || others.contains(&column))
}

/// The column that an unknown one is a slip of.
pub(super) fn meant_column(column: &str) -> Option<&'static str> {
    let ours = COLUMNS.iter().map(|(name, _)| *name).chain(["change"]);
    nearest(column, ours.chain(COLUMNS.iter().flat_map(|(_, others)| others.iter().copied())))
}
