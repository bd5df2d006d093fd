//! Reports.

use guanxi::export::{About, ReportFormat, measure_nodes, write_report};

use crate::{graphml, graphs};

#[test]
fn a_report_says_the_same_in_both_formats_and_runs_no_markup() {
    let mut graph = graphs::sample();
    let measures = measure_nodes(&mut graph, 1);
    let day = |month, count| (jiff::civil::date(2024, month, 1), count);
    let about = About {
        title: "<b>关系</b>".to_owned(),
        articles: 7,
        days: [day(1, 2), day(4, 5)].into_iter().collect(),
    };
    let page = |format| {
        let mut out = Vec::new();
        write_report(&graph, (&about, &measures), &mut graphs::quotes, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let (html, markdown) = (page(ReportFormat::Html), page(ReportFormat::Markdown));
    graphml::lint_characters(&html);
    assert!(html.contains("<h1>&lt;b&gt;关系&lt;/b&gt;</h1>"));
    // By the first line a build leaves a report out that lies among its sources.
    assert!(markdown.starts_with("<!-- guanxi report -->\n\n# \\<b\\>关系\\</b\\>\n"));
    assert!(!html.contains("<&>") && html.contains("&lt;&amp;&gt;&quot;"));
    assert!(!html.contains("http") && !html.contains("<script"), "nothing is fetched or run");
    for text in
        ["2024-01-01 – 2024-04-01", "40 times in 12 articles, 2022-10-13", "内蒙古自治区总工会", "天骏计划"]
    {
        assert!(html.contains(text) && markdown.contains(text), "{text}");
    }
    assert!(
        markdown.contains("2024-02      0 \n") && html.contains("<title>2024-04: 5</title>"),
        "{markdown}"
    );
}
