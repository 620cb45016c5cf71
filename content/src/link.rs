//! From the addresses that authors write to those of the site.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Image;

/// What a text may refer to.
#[derive(Default)]
pub(crate) struct Targets<'a> {
    /// The course's name and the hash of its files; empty for a text that belongs to no course.
    pub course: &'a str,
    pub hash: &'a str,
    /// The folder of a translation, with `/` at its end; empty for the course as it was written.
    pub folder: &'a str,
    pub pages: BTreeMap<String, Page>,
    pub images: BTreeMap<String, Image>,
    /// What a translation finds in the folder above: the images of the original.
    pub above: Option<&'a BTreeMap<String, Image>>,
}

/// A file that is a page of the site.
pub(crate) struct Page {
    /// The last part of its address; `None` for `course.md`, whose page is that of the course.
    pub slug: Option<String>,
    pub anchors: BTreeSet<String>,
    /// Banks are not pages.
    pub shown: bool,
}

impl Targets<'_> {
    /// The address of the site for one in a file, or why there is none.
    pub fn link(&self, file: &str, written: &str) -> Result<String, &'static str> {
        if self.course.is_empty() || has_scheme(written) {
            return Ok(written.to_owned());
        }
        if written.is_empty() {
            return Err("it has no address");
        }
        let (path, anchor) = written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.strip_prefix("./").unwrap_or(path);
        let name = if path.is_empty() { file } else { path };
        let page = self.pages.get(name).ok_or("the course has no such file")?;
        if !page.shown {
            return Err("a bank is not a page that one can open");
        }
        if anchor.is_some_and(|anchor| !page.anchors.contains(anchor)) {
            return Err("that page has no such heading");
        }
        let mut address = String::new();
        if !path.is_empty() {
            address = format!("/kursus/{}", self.course);
            if let Some(slug) = &page.slug {
                address = format!("{address}/{slug}");
            }
        }
        if let Some(anchor) = anchor {
            address = format!("{address}#{anchor}");
        }
        Ok(address)
    }

    /// The address of an image and the image itself. A translation writes `../img/a.svg` for one of the original.
    pub fn image(&self, written: &str) -> Option<(String, &Image)> {
        let path = written.strip_prefix("./").unwrap_or(written);
        if let Some(path) = path.strip_prefix("../") {
            return Some((format!("/isi/{}/{path}", self.hash), self.above?.get(path)?));
        }
        Some((format!("/isi/{}/{}{path}", self.hash, self.folder), self.images.get(path)?))
    }
}

/// Whether an address leads away from the course. `javascript:` and the like do not count.
fn has_scheme(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Whether an address is that of another site.
pub(crate) fn is_foreign(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_of_the_site() {
        let page = |slug: Option<&str>, shown| Page {
            slug: slug.map(str::to_owned),
            anchors: BTreeSet::from(["catat".to_owned()]),
            shown,
        };
        let pages = BTreeMap::from([
            ("course.md".to_owned(), page(None, true)),
            ("01-satu.md".to_owned(), page(Some("satu"), true)),
            ("02-bank.md".to_owned(), page(Some("bank"), false)),
        ]);
        let targets = Targets { course: "k", hash: "abc", pages, ..Targets::default() };
        assert_eq!(targets.link("course.md", "01-satu.md#catat").unwrap(), "/kursus/k/satu#catat");
        assert_eq!(targets.link("01-satu.md", "./course.md").unwrap(), "/kursus/k");
        assert_eq!(targets.link("01-satu.md", "#catat").unwrap(), "#catat");
        assert_eq!(targets.link("01-satu.md", "https://example.com/#a").unwrap(), "https://example.com/#a");
        for dead in ["03-tiga.md", "01-satu.md#lain", "#lain", "/katalog", "02-bank.md", "javascript:alert(1)", ""] {
            assert!(targets.link("01-satu.md", dead).is_err(), "{dead}");
        }
        assert!(targets.image("img/a.svg").is_none());
    }
}
