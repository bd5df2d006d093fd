//! What pictures share: the sheet with its headline and legend, discs, lines, labels, and how wide a text is.

use std::collections::BTreeSet;
use std::io::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::export::style::hex;
use crate::export::xml::attribute;
use crate::export::{ExportError, Node, clean, decimal};

use super::Caption;

/// Fonts for Chinese on Linux, macOS and Windows.
pub(super) const FONTS: &str = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, Hiragino Sans GB, \
    WenQuanYi Zen Hei, sans-serif";

/// Columns that a label may have; two for a Chinese character.
const LABEL: usize = 40;

const MARGIN: f64 = 24.0;

/// Shapes in layers, and the box they fill. The origin is wherever the drawing puts it; y points down.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    lines: Vec<String>,
    discs: Vec<String>,
    labels: Vec<String>,
    kinds: BTreeSet<(String, [u8; 3])>,
    least: (f64, f64),
    most: (f64, f64),
}

/// Where a label stands to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A label: text, a smaller grey addition, size and weight of its letters.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) addition: String,
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl Label {
    /// A name, cut if it is very long.
    pub(super) fn of(name: &str, size: f64) -> Self {
        Self { text: shortened(name), addition: String::new(), size, bold: false }
    }

    /// Estimated width: half the size a column, a little more to be safe.
    pub(super) fn width(&self) -> f64 {
        let addition = if self.addition.is_empty() { 0.0 } else { self.addition.width() as f64 * 0.45 + 0.5 };
        self.size * (self.text.width() as f64 * 0.54 + addition)
    }
}

fn shortened(name: &str) -> String {
    if name.width() <= LABEL {
        return name.to_owned();
    }
    let (mut text, mut columns) = (String::new(), 0);
    for c in name.chars() {
        columns += c.width().unwrap_or(0);
        if columns > LABEL - 2 {
            break;
        }
        text.push(c);
    }
    text.push('…');
    text
}

impl Canvas {
    fn reach(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        self.least = (self.least.0.min(left), self.least.1.min(top));
        self.most = (self.most.0.max(right), self.most.1.max(bottom));
    }

    /// A line as the `d` of a path.
    pub(super) fn line(&mut self, path: &str, width: f64, colour: &str, title: &str) {
        let (width, title) = (short(width), attribute(&clean(title)));
        let style = format!("stroke=\"{colour}\" stroke-width=\"{width}\"");
        self.lines.push(format!("<path d=\"{path}\" {style}><title>{title}</title></path>"));
    }

    pub(super) fn disc(&mut self, (x, y): (f64, f64), radius: f64, node: &Node, title: &str) {
        self.reach(x - radius, y - radius, x + radius, y + radius);
        self.kinds.insert((node.kind.as_str().to_owned(), node.colour));
        let fill = hex(node.colour);
        let (x, y, radius) = (short(x), short(y), short(radius));
        let title = attribute(&clean(title));
        self.discs.push(format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\"><title>{title}</title></circle>"
        ));
    }

    /// A label whose line of writing stands in the middle of `y`.
    pub(super) fn label(&mut self, (x, y): (f64, f64), anchor: Anchor, label: &Label) {
        let width = label.width();
        let (name, left) = match anchor {
            Anchor::Start => ("start", x),
            Anchor::Middle => ("middle", x - width / 2.0),
            Anchor::End => ("end", x - width),
        };
        self.reach(left, y - label.size * 0.7, left + width, y + label.size * 0.7);
        let addition = if label.addition.is_empty() {
            String::new()
        } else {
            let size = short(label.size * 0.8);
            let text = attribute(&clean(&label.addition));
            let gap = if label.text.is_empty() { 0 } else { 5 };
            format!("<tspan dx=\"{gap}\" font-size=\"{size}\" fill=\"#6b7280\">{text}</tspan>")
        };
        let weight = if label.bold { " font-weight=\"600\"" } else { "" };
        let (x, y, size) = (short(x), short(y + label.size * 0.36), short(label.size));
        let text = attribute(&clean(&label.text));
        self.labels.push(format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{name}\"{weight}>{text}{addition}</text>"
        ));
    }

    /// Puts the headline above the drawing and the legend below it, and writes the sheet.
    pub(super) fn write(mut self, caption: &Caption, out: &mut dyn Write) -> Result<(), ExportError> {
        let legend = self.legend();
        self.headline(caption);
        let (left, top) = (self.least.0 - MARGIN, self.least.1 - MARGIN);
        let (width, height) = (self.most.0 + MARGIN - left, self.most.1 + MARGIN - top);
        let (wide, high) = (short(width), short(height));
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        write!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\"")?;
        writeln!(out, " viewBox=\"{} {} {wide} {high}\" font-family=\"{FONTS}\">", short(left), short(top))?;
        writeln!(out, "<title>{}</title>", attribute(&clean(&caption.title)))?;
        let (x, y) = (short(left), short(top));
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"#ffffff\"/>")?;
        group(out, "fill=\"none\" stroke-linecap=\"round\"", &self.lines)?;
        group(out, "stroke=\"#ffffff\" stroke-width=\"1.5\"", &self.discs)?;
        let halo = "stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
        group(out, &format!("fill=\"#1f2937\" {halo}"), &self.labels)?;
        group(out, "font-size=\"12\" fill=\"#4b5563\"", &legend)?;
        writeln!(out, "</svg>")?;
        Ok(())
    }

    fn headline(&mut self, caption: &Caption) {
        let (x, mut y) = (self.least.0, self.least.1 - 22.0);
        if !caption.note.is_empty() {
            self.label(
                (x, y),
                Anchor::Start,
                &Label { addition: caption.note.clone(), ..Label::of("", 15.0) },
            );
            y -= 26.0;
        }
        if !caption.title.is_empty() {
            let title = Label { text: caption.title.clone(), bold: true, ..Label::of("", 20.0) };
            self.label((x, y), Anchor::Start, &title);
        }
    }

    /// A dot and a word for each kind in the picture, in one row; nothing if colours do not stand for kinds.
    fn legend(&mut self) -> Vec<String> {
        let kinds = std::mem::take(&mut self.kinds);
        let names: BTreeSet<&str> = kinds.iter().map(|(kind, _)| kind.as_str()).collect();
        let colours: BTreeSet<[u8; 3]> = kinds.iter().map(|(_, colour)| *colour).collect();
        if names.len() < kinds.len() || colours.len() < kinds.len() {
            return Vec::new();
        }
        let widths: Vec<f64> = kinds.iter().map(|(kind, _)| kind.width() as f64 * 6.6 + 34.0).collect();
        let mut x = f64::midpoint(self.least.0, self.most.0) - widths.iter().sum::<f64>() / 2.0;
        let y = self.most.1 + 34.0;
        self.reach(x, y, x + widths.iter().sum::<f64>(), y + 8.0);
        let mut shapes = Vec::new();
        for ((kind, colour), width) in kinds.iter().zip(widths) {
            let (dot, text, base) = (short(x + 6.0), short(x + 16.0), short(y + 4.2));
            let y = short(y);
            shapes.push(format!("<circle cx=\"{dot}\" cy=\"{y}\" r=\"5\" fill=\"{}\"/>", hex(*colour)));
            shapes.push(format!("<text x=\"{text}\" y=\"{base}\">{}</text>", attribute(kind)));
            x += width;
        }
        shapes
    }
}

fn group(out: &mut dyn Write, style: &str, shapes: &[String]) -> Result<(), ExportError> {
    writeln!(out, "<g {style}>")?;
    for shape in shapes {
        writeln!(out, "{shape}")?;
    }
    writeln!(out, "</g>")?;
    Ok(())
}

/// A coordinate to a tenth: enough for the eye, and the same bytes everywhere.
pub(super) fn short(number: f64) -> String {
    decimal((number * 10.0).round() / 10.0)
}
