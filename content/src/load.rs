//! The files of a course, read one by one: text, front matter, events, anchors, images.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::codes;
use crate::competencies::Dictionary;
use crate::diagnostic::{Diagnostic, Findings};
use crate::front_matter::Fields;
use crate::header::{self, CourseHeader, ItemHeader, ItemKind};
use crate::link::{Page, Targets};
use crate::markdown::{self, Ev};
use crate::model::Image;
use crate::sanitise::GAP;
use crate::source::Files;
use crate::{anchor, image};

pub(crate) const COURSE_FILE: &str = "course.md";

/// A course in one language: the course itself, or a translation in a folder of it.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub course: &'a str,
    /// Of all files, translations too.
    pub hash: &'a str,
    /// See [`Targets::folder`].
    pub folder: &'a str,
    pub above: Option<&'a BTreeMap<String, Image>>,
}

/// A text with what its name and its front matter say.
pub(crate) struct Loaded<'t> {
    pub file: &'t str,
    pub slug: Option<&'t str>,
    pub header: Option<Header>,
    pub events: Vec<Ev<'t>>,
    pub anchors: BTreeMap<usize, String>,
    pub findings: Findings<'t>,
}

pub(crate) enum Header {
    Course(CourseHeader),
    Item(ItemHeader),
}

/// The texts of a course, by file. The character that stands for a gap is no text.
pub(crate) fn texts<'f>(files: &'f Files, list: &mut Vec<Diagnostic>) -> Vec<(&'f str, Cow<'f, str>)> {
    let mut texts = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        match std::str::from_utf8(bytes) {
            // Three bytes are replaced by three, so places stay what they are.
            Ok(text) if text.contains(GAP) => texts.push((path, Cow::Owned(text.replace(GAP, "\u{FFFD}")))),
            Ok(text) => texts.push((path, Cow::Borrowed(text))),
            Err(error) => {
                let mut findings = Findings::new(path, "");
                let message = format!("byte {} is not text in UTF-8", error.valid_up_to());
                findings.error(codes::ENCODING, 0..0, message, "Save the file as UTF-8.");
                list.append(&mut findings.list);
            }
        }
    }
    texts
}

pub(crate) fn page<'t>(file: &'t str, text: &'t str, course: &str, dictionary: &Dictionary) -> Loaded<'t> {
    let mut findings = Findings::new(file, text);
    let slug = item_slug(file);
    let mut header = None;
    let mut body = 0;
    if let Some((fields, start)) = Fields::read(&mut findings) {
        body = start;
        header = match slug {
            None => header::course(fields, course, dictionary).map(Header::Course),
            Some(slug) => header::item(fields, &format!("{course}/{slug}"), dictionary).map(Header::Item),
        };
    }
    let events = markdown::events(text, body);
    let anchors = if asks(&header) { BTreeMap::new() } else { markdown::anchors(&events) };
    Loaded { file, slug, header, events, anchors, findings }
}

/// Whether the headings of a file are questions.
fn asks(header: &Option<Header>) -> bool {
    matches!(header, Some(Header::Item(ItemHeader { kind: ItemKind::Quiz(_) | ItemKind::Bank, .. })))
}

/// The name in addresses of `01-name.md`.
pub(crate) fn item_slug(file: &str) -> Option<&str> {
    let (number, slug) = file.strip_suffix(".md")?.split_once('-')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (digits && anchor::is_id(slug)).then_some(slug)
}

/// Reports files that a course does not have, and items whose addresses would be the same.
pub(crate) fn check_names(files: &Files, list: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    let mut report = |path: &str, code, message: String, advice: &str| {
        let mut findings = Findings::new(path, "");
        findings.error(code, 0..0, message, advice);
        list.append(&mut findings.list);
    };
    for (path, _) in files.iter() {
        if let Some(other) = item_slug(path).and_then(|slug| seen.insert(slug, path)) {
            let message = format!("`{other}` and `{path}` have the same name after the number");
            report(path, codes::FILE, message, "The name is the address of the page. Rename one of them.");
        }
        let image = path.strip_prefix("img/").is_some_and(|name| !name.contains('/'));
        if path != COURSE_FILE && item_slug(path).is_none() && !image {
            let advice = "A course has `course.md`, `01-name.md`, `02-name.md`, ..., images in `img/`, and a translation in \
                          `en/`. Names are lower-case letters, digits and hyphens.";
            report(path, codes::FILE, format!("a course has no file `{path}`"), advice);
        }
    }
    if files.get(COURSE_FILE).is_none() {
        let advice = "Add `course.md` with the front matter of the course and its introduction.";
        report(COURSE_FILE, codes::NO_COURSE, "the course has no `course.md`".to_owned(), advice);
    }
}

/// Everything that texts of the course may refer to.
pub(crate) fn targets<'a>(
    text: &Text<'a>,
    files: &Files,
    pages: &[Loaded<'_>],
    list: &mut Vec<Diagnostic>,
) -> Targets<'a> {
    let page = |page: &Loaded<'_>| Page {
        slug: page.slug.map(str::to_owned),
        anchors: page.anchors.values().cloned().collect(),
        shown: !matches!(page.header, Some(Header::Item(ItemHeader { kind: ItemKind::Bank, .. }))),
    };
    let pages = pages.iter().map(|source| (source.file.to_owned(), page(source))).collect();
    let images = images(files);
    for (path, _) in image_files(files).filter(|(path, _)| !images.contains_key(*path)) {
        let mut findings = Findings::new(path, "");
        let advice = "Images are SVG with `width` and `height` or a `viewBox`, PNG or JPEG.";
        findings.error(codes::IMAGE, 0..0, format!("the size of `{path}` cannot be read"), advice);
        list.append(&mut findings.list);
    }
    let Text { course, hash, folder, above } = *text;
    Targets { course, hash, folder, pages, images, above }
}

/// The images that can be read.
pub(crate) fn images(files: &Files) -> BTreeMap<String, Image> {
    image_files(files).filter_map(|(path, bytes)| Some((path.to_owned(), image::read(path, bytes)?))).collect()
}

fn image_files(files: &Files) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
    files.iter().filter(|(path, _)| path.starts_with("img/"))
}

#[cfg(test)]
mod tests {
    use super::item_slug;

    #[test]
    fn items_have_a_number_and_a_name() {
        assert_eq!(item_slug("01-tiga-menit.md"), Some("tiga-menit"));
        for other in ["course.md", "tiga-menit.md", "01-.md", "01-Tiga.md", "img/01-a.md", "01-a.txt"] {
            assert_eq!(item_slug(other), None, "{other}");
        }
    }
}
