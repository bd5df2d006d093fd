//! throw-away
use guanxi::corpus::{CharOffsets, ReadOptions, Reader, inputs};
use guanxi::dictionary::{Dictionary, DictionaryOptions};
use guanxi::evaluate::{Found, Score, read_gold, score};
use guanxi::recognise::{Recogniser, RecogniseOptions, Scratch};
use std::path::Path;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let no_rules = args.iter().any(|a| a == "--no-rules");
    let quiet = args.iter().any(|a| a == "-q");
    let inline = args.iter().any(|a| a == "--inline");
    let dict = Dictionary::load(&DictionaryOptions { builtin: true, paths: vec![] }).unwrap();
    let rec = Recogniser::new(dict, RecogniseOptions { no_rules, nested: false, home: None }).unwrap();
    let mut scratch = Scratch::default();
    let mut total = Score::default();
    for gold_path in args[1..].iter().filter(|a| a.ends_with(".jsonl")) {
        let gold = read_gold(Path::new(gold_path)).unwrap();
        let dir = Path::new(gold_path).parent().unwrap();
        let mut src = dir.join(format!("{}.txt", gold.stem));
        if !src.exists() { src = dir.parent().unwrap().join("seeds").join(format!("{}.txt", gold.stem)); }
        let (ins, _) = inputs(&[src.to_string_lossy().into_owned()]);
        let mut problems = vec![];
        let mut found = vec![];
        for item in Reader::new(ins, ReadOptions::default()) {
            for source in item.prepare(&ReadOptions::default(), &mut problems) {
                let mut chars = CharOffsets::new(&source.text);
                for article in &source.articles {
                    let r = rec.recognise(article, &mut scratch);
                    if inline {
                        println!("=== {} | {:?} | {:?}", article.title, article.date, article.dateline);
                        let mut out = String::new(); let mut at = 0usize;
                        for m in &r.mentions { out.push_str(&article.text[at..m.span.start as usize]); let n = m.entity.as_ref().map_or("?".into(), |e| e.name.clone()); let s = m.span.of(&article.text); out.push_str(&format!("【{}|{}{}{}】", s, &m.kind.as_str()[..2], if n==s {String::new()} else {format!("={n}")}, m.rule.map_or(String::new(), |r| format!(" {r}")))); at = m.span.end as usize; }
                        out.push_str(&article.text[at..]); println!("{out}");
                    }
                    for m in &r.mentions {
                        let s = article.map.to_source(m.span);
                        let surface: String = source.text[s.start as usize..s.end as usize].chars().filter(|c| !c.is_whitespace()).collect();
                        let name = m.entity.as_ref().map_or(surface.clone(), |e| e.name.clone());
                        let by = m.rule.map_or(format!("{:?}", m.origin), str::to_owned);
                        found.push(Found { start: chars.at(s.start) as usize, end: chars.at(s.end) as usize, kind: m.kind.clone(), name, surface, by });
                    }
                }
            }
        }
        let s = score(&gold.mentions, &found);
        let m = s.micro();
        println!("{:32} P {:.3} R {:.3} F {:.3}  canon {:.3}", gold.stem, m.precision(), m.recall(), m.f1(), s.canonical());
        if !quiet { for f in &s.faults { println!("  {:6} {:6}  gold[{}] found[{}]", f.sort, f.start, f.gold, f.found); } }
        total.merge(s);
    }
    for (k, c) in &total.kinds { println!("{:14} P {:.3} R {:.3} F {:.3} ({} {} {})", k.to_string(), c.precision(), c.recall(), c.f1(), c.right, c.wrong, c.missed); }
    let m = total.micro();
    println!("MICRO P {:.3} R {:.3} F {:.3}  macro {:.3} span F {:.3} canon {:.3}", m.precision(), m.recall(), m.f1(), total.macro_f1(), total.spans.f1(), total.canonical());
}
