//! Reading a PDF back.

use lopdf::{Dictionary, Document, Object};
use sheets::Sheet;

pub struct Read {
    document: Document,
    pub text: String,
    pub pages: usize,
}

/// Typesets a sheet and reads it back. With `AMPERA_SHEETS` it is also kept in that folder, to be looked at.
pub fn read(name: &str, sheet: &Sheet) -> Read {
    let bytes = sheet.pdf().unwrap();
    if let Ok(folder) = std::env::var("AMPERA_SHEETS") {
        std::fs::write(format!("{folder}/{name}-{}.pdf", sheet.lang), &bytes).unwrap();
    }
    let document = Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap().replace('\u{200b}', "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Read { pages: pages.len(), document, text }
}

impl Read {
    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    fn resolved<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    fn string(&self, object: &Object) -> String {
        lopdf::decode_text_string(self.resolved(object)).unwrap()
    }

    /// A sheet says whose it is to those who hear it: tagged, with a language, a title, and as PDF/UA-1.
    pub fn assert_accessible(&self, lang: &str, title: &str) {
        let catalog = self.catalog();
        assert!(catalog.has(b"StructTreeRoot"), "tagged");
        let marks = self.resolved(catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
        assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
        assert_eq!(self.string(catalog.get(b"Lang").unwrap()), lang);
        let shows = self.resolved(catalog.get(b"ViewerPreferences").unwrap()).as_dict().unwrap();
        assert!(shows.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let info = self.resolved(self.document.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        assert_eq!(self.string(info.get(b"Title").unwrap()).replace('\u{200b}', ""), title);
        let metadata = self.resolved(catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
        let metadata = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
        assert!(String::from_utf8_lossy(&metadata).contains("pdfuaid:part"), "PDF/UA");
    }

    /// Where the links lead.
    pub fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for page in self.document.get_pages().into_values() {
            for annotation in self.document.get_page_annotations(page).unwrap() {
                let Ok(action) = annotation.get(b"A") else { continue };
                let action = self.resolved(action).as_dict().unwrap();
                links.push(self.string(action.get(b"URI").unwrap()));
            }
        }
        links.dedup();
        links
    }

    /// The kinds of structure elements, as screen readers know them.
    pub fn has_element(&self, kind: &str) -> bool {
        self.document.objects.values().any(|object| {
            object.as_dict().is_ok_and(|element| {
                let name = element.get(b"S").and_then(Object::as_name);
                element.has(b"P") && name.is_ok_and(|name| name == kind.as_bytes())
            })
        })
    }

    /// Where a line ends is not asked.
    pub fn assert_says(&self, texts: &[&str]) {
        let said = squeezed(&self.text);
        for text in texts {
            assert!(said.contains(&squeezed(text)), "{text:?} is not in {}", self.text);
        }
    }
}

/// Without any space.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}
