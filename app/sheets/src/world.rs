//! The world of the typesetter: the templates and fonts in this crate, the data of one sheet, and its QR code.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Error;

const TEMPLATES: [(&str, &str); 5] = [
    ("/parts.typ", include_str!("../templates/parts.typ")),
    ("/competencies.typ", include_str!("../templates/competencies.typ")),
    ("/certificate.typ", include_str!("../templates/certificate.typ")),
    ("/transcript.typ", include_str!("../templates/transcript.typ")),
    ("/evidence.typ", include_str!("../templates/evidence.typ")),
];
const FONTS: [&[u8]; 2] =
    [include_bytes!("../fonts/plus-jakarta-sans.ttf"), include_bytes!("../fonts/plus-jakarta-sans-more.ttf")];

/// What every sheet shares.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<_> = FONTS.iter().filter_map(|data| Font::new(Bytes::new(*data), 0)).collect();
    let source = |(name, text): &(&str, &str)| Some(Source::new(file(name)?, (*text).to_owned()));
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        templates: TEMPLATES.iter().filter_map(source).collect(),
    }
});

/// A file of this world.
fn file(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// Whether one of the fonts has a letter.
pub fn has_letter(letter: char) -> bool {
    SHARED.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// One sheet.
struct Sheet {
    main: FileId,
    data: Bytes,
    qr: Bytes,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SHARED.templates.iter().find(|source| source.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id.get().vpath().get_with_slash() {
            "/data.json" => Ok(self.data.clone()),
            "/qr.svg" => Ok(self.qr.clone()),
            _ => Err(missing(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    /// No sheet depends on the day on which it is typeset: its days are data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

/// Typesets a template with its data, as PDF/UA-1.
pub fn pdf(template: &str, data: String, qr: String, ident: &str) -> Result<Vec<u8>, Error> {
    let main = file(template).ok_or_else(|| Error::Typeset(format!("no template {template}")))?;
    let world = Sheet { main, data: Bytes::from_string(data), qr: Bytes::from_string(qr) };
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Error::Typeset(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("Ampera".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))
}

fn refused(errors: &[SourceDiagnostic]) -> Error {
    let texts: Vec<_> = errors.iter().map(|error| error.message.to_string()).collect();
    Error::Typeset(texts.join("; "))
}
