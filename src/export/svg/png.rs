//! The same pictures as PNG, for pages and programs that take no SVG. Letters come from the fonts of the machine.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Node, Tree};

use crate::export::ExportError;

use super::canvas::FONTS;

/// The fonts that a PNG is set in.
#[derive(Clone, Debug)]
pub struct Fonts(Arc<usvg::fontdb::Database>);

/// Pixels of a picture at most: 400 MB while it is drawn.
const PIXELS: f32 = 1e8;

impl Fonts {
    /// The fonts installed on this machine. Reads the folders in which systems keep them: some 50 ms.
    #[must_use]
    pub fn of_system() -> Self {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_system_fonts();
        Self(Arc::new(fonts))
    }

    /// No fonts but these, each the bytes of a TTF, OTF or TTC file.
    #[must_use]
    pub fn of_files(files: Vec<Vec<u8>>) -> Self {
        let mut fonts = usvg::fontdb::Database::new();
        for file in files {
            fonts.load_font_data(file);
        }
        Self(Arc::new(fonts))
    }

    /// Whether Chinese can be set in them: whether 关 and 係 have a shape in one that pictures name or fall back on.
    #[must_use]
    pub fn have_chinese(&self) -> bool {
        let probe = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\" font-family=\"{FONTS}\"><text>关係</text></svg>"
        );
        self.tree(probe.as_bytes()).is_ok_and(|tree| shapes(tree.root()) == 2)
    }

    fn tree(&self, svg: &[u8]) -> Result<Tree, usvg::Error> {
        let options = usvg::Options { fontdb: Arc::clone(&self.0), ..usvg::Options::default() };
        Tree::from_data(svg, &options)
    }
}

/// How many letters have a shape; those without are set as an empty box, which is shape 0.
fn shapes(group: &usvg::Group) -> usize {
    let of = |node: &Node| match node {
        Node::Group(group) => shapes(group),
        Node::Text(text) => {
            let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
            glyphs.filter(|glyph| glyph.id.0 != 0).count()
        }
        _ => 0,
    };
    group.children().iter().map(of).sum()
}

/// Draws a picture of [`super::write_ego`] or [`super::write_map`] as PNG, `scale` pixels to its unit; less where it would
/// have more than a hundred million of them. The same picture and fonts give the same bytes.
///
/// # Errors
/// [`ExportError::NoFont`] if no font has Chinese, [`ExportError::Model`] if it is no picture.
pub fn rasterise(svg: &[u8], scale: f32, fonts: &Fonts) -> Result<Vec<u8>, ExportError> {
    if !fonts.have_chinese() {
        return Err(ExportError::NoFont);
    }
    let broken = |reason: String| ExportError::Model(format!("the picture cannot be drawn: {reason}"));
    let tree = fonts.tree(svg).map_err(|error| broken(error.to_string()))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = scale.min((PIXELS / (width * height)).sqrt());
    let size = tree.size().to_int_size().scale_by(scale);
    let sheet = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut sheet = sheet.ok_or_else(|| broken(format!("{width} × {height} is no size")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut sheet.as_mut());
    sheet.encode_png().map_err(|error| broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_font_for_chinese_nothing_is_drawn_and_the_cure_is_named() {
        let none = Fonts::of_files(vec![b"no font".to_vec()]);
        assert!(!none.have_chinese());
        let error = rasterise(b"<svg/>", 2.0, &none).unwrap_err().to_string();
        assert!(error.contains("install one such as Noto Sans CJK"), "{error}");
    }
}
