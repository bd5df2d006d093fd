//! Prints how the reader reads files: `cargo run --example read_page FILE…`; one paragraph a line.

use guanxi::corpus::{ReadOptions, Reader, inputs};

fn main() {
    let (inputs, mut problems) = inputs(&std::env::args().skip(1).collect::<Vec<_>>());
    let options = ReadOptions::default();
    for item in Reader::new(inputs, options.clone()) {
        for source in item.prepare(&options, &mut problems) {
            println!("######## {} ({})", source.name, source.encoding);
            for article in &source.articles {
                let date = article.date.map_or("–".to_owned(), |date| date.to_string());
                let place = article.dateline.as_deref().unwrap_or("–");
                println!(
                    "==== {} [{}] {date} {place} bytes {:?}",
                    article.number, article.title, article.extent
                );
                for (number, paragraph) in article.paragraphs.iter().enumerate() {
                    let within = |sentence: &&_| paragraph.contains(**sentence);
                    let cut: Vec<&str> =
                        article.sentences.iter().filter(within).map(|s| s.of(&article.text)).collect();
                    let line = article
                        .sentences
                        .iter()
                        .position(|s| s.start == paragraph.start)
                        .map_or(0, |at| article.lines[at]);
                    let again = if article.repeats.contains(&(number as u32)) { " (again)" } else { "" };
                    println!("{line:>4}{again} {}", cut.join("|"));
                }
            }
        }
    }
    for problem in problems {
        eprintln!("{problem}");
    }
}
