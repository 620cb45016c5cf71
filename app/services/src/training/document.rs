//! What may be handed in as proof: a PDF that does nothing, or a picture. The content decides, never the name.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

/// The largest document.
pub const LARGEST_DOCUMENT: usize = 5 << 20;
/// A side of a picture, in pixels, and all of it: more is not a scan of a certificate.
const LONGEST_SIDE: u32 = 20_000;
const MOST_PIXELS: u64 = 100_000_000;
/// What the packed objects of a PDF may unpack to, and how much may be read for it: objects may overlap.
const MOST_UNPACKED: u64 = 32 << 20;
const MOST_READ: u64 = 64 << 20;
/// More streams than this are no scan of a certificate, and each takes time.
const MOST_STREAMS: usize = 20_000;

/// Names in a PDF that make it do something, hide something, or lock it.
const ACTIVE: [&[u8]; 10] = [
    b"JavaScript",
    b"JS",
    b"Launch",
    b"OpenAction",
    b"AA",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"XFA",
    b"SubmitForm",
];

/// What is wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentProblem {
    TooLarge,
    /// Neither PDF nor PNG, JPEG or WebP.
    UnknownKind,
    /// It begins as one of them and is not whole.
    Broken,
    /// It would do something when it is opened.
    Active,
    /// It is locked with a password.
    Encrypted,
    /// More pixels than a scan has.
    TooManyPixels,
}

/// The media type of a document that may be kept.
///
/// # Errors
/// What is wrong with it.
pub fn inspect(bytes: &[u8]) -> Result<&'static str, DocumentProblem> {
    if bytes.len() > LARGEST_DOCUMENT {
        return Err(DocumentProblem::TooLarge);
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf(bytes).map(|()| "application/pdf");
    }
    let (media_type, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("image/png", png(bytes))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        ("image/jpeg", jpeg(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        ("image/webp", webp(bytes))
    } else {
        return Err(DocumentProblem::UnknownKind);
    };
    let (width, height) = size.ok_or(DocumentProblem::Broken)?;
    if width == 0 || height == 0 {
        return Err(DocumentProblem::Broken);
    }
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(DocumentProblem::TooManyPixels);
    }
    Ok(media_type)
}

fn pdf(bytes: &[u8]) -> Result<(), DocumentProblem> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if find(tail, b"%%EOF", 0).is_none() {
        return Err(DocumentProblem::Broken);
    }
    if memmem::find_iter(bytes, b"stream").take(2 * MOST_STREAMS + 1).count() > 2 * MOST_STREAMS {
        return Err(DocumentProblem::Broken);
    }
    quiet(bytes)?;
    // Objects may be packed into streams, where nobody sees their names from outside.
    let (mut at, mut left, mut left_to_read) = (0, MOST_UNPACKED, MOST_READ);
    while let Some(place) = find(bytes, b"stream", at) {
        at = place + b"stream".len();
        if bytes[..place].ends_with(b"end") {
            continue;
        }
        let head = &bytes[bytes[..place].len().saturating_sub(1024)..place];
        let head = memmem::rfind(head, b"obj").map_or(head, |from| &head[from..]);
        if !names(head).any(|name| name == b"ObjStm") {
            continue;
        }
        // Packed in a way that is not looked into: it cannot be told what is in it.
        let others = [&b"ASCIIHexDecode"[..], b"ASCII85Decode", b"LZWDecode", b"RunLengthDecode", b"Crypt"];
        if names(head).any(|name| others.contains(&name.as_slice())) {
            return Err(DocumentProblem::Active);
        }
        let content = &bytes[at..];
        let content = content.strip_prefix(b"\r\n").or_else(|| content.strip_prefix(b"\n")).unwrap_or(content);
        let mut unpacked = Vec::new();
        if names(head).any(|name| name == b"FlateDecode" || name == b"Fl") {
            // What is damaged ends early; what was read so far counts.
            let mut zlib = ZlibDecoder::new(content.take(left_to_read)).take(left);
            let _ = zlib.read_to_end(&mut unpacked);
            left = left.saturating_sub(unpacked.len() as u64);
            left_to_read = left_to_read.saturating_sub(zlib.into_inner().total_in());
            if left == 0 || left_to_read == 0 {
                return Err(DocumentProblem::Active);
            }
        }
        quiet(&unpacked)?;
    }
    Ok(())
}

/// Whether nothing in the text of a PDF acts or is locked. Packed streams are passed over but for the long names: in
/// compressed bytes a short one comes about by chance.
fn quiet(bytes: &[u8]) -> Result<(), DocumentProblem> {
    let (mut at, mut ends) = (0, true);
    while at < bytes.len() {
        let next = find(bytes, b"stream", at).unwrap_or(bytes.len());
        let next = (next + b"stream".len()).min(bytes.len());
        for name in names(&bytes[at..next]) {
            refuse(&name, 0)?;
        }
        // Where none was found there is none further on: it is not looked for again.
        let found = if ends { find(bytes, b"endstream", next) } else { None };
        ends = found.is_some();
        let end = found.unwrap_or(next);
        for name in names(&bytes[next..end]) {
            refuse(&name, 6)?;
        }
        at = end.max(next);
        if bytes[at..].starts_with(b"endstream") {
            at += b"endstream".len();
        }
    }
    Ok(())
}

fn refuse(name: &[u8], shortest: usize) -> Result<(), DocumentProblem> {
    if name.len() < shortest {
        return Ok(());
    }
    if name == b"Encrypt" {
        return Err(DocumentProblem::Encrypted);
    }
    if ACTIVE.contains(&name) { Err(DocumentProblem::Active) } else { Ok(()) }
}

/// The names in the text of a PDF, as they are meant: `/J#61vaScript` is `JavaScript`.
fn names(text: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    /// No name that matters is longer.
    const LONGEST: usize = 64;
    let starts = text.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(place, _)| place + 1);
    starts.map(|from| {
        let mut name = Vec::new();
        let mut rest = &text[from..];
        while let (Some(&byte), true) = (rest.first(), name.len() < LONGEST) {
            if byte.is_ascii_whitespace() || byte == 0 || b"/<>[](){}%".contains(&byte) {
                break;
            }
            let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
            match (byte, digit(1), digit(2)) {
                (b'#', Some(high), Some(low)) => {
                    name.push((high * 16 + low) as u8);
                    rest = &rest[3..];
                }
                _ => {
                    name.push(byte);
                    rest = &rest[1..];
                }
            }
        }
        name
    })
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    memmem::find(bytes.get(from..)?, wanted).map(|place| from + place)
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

/// Width and height, read chunk by chunk to the end mark.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let size = (big(bytes, 16, 4)?, big(bytes, 20, 4)?);
    let mut at = 8;
    loop {
        let length = usize::try_from(big(bytes, at, 4)?).ok()?;
        if bytes.get(at + 4..at + 8)? == b"IEND" {
            return Some(size);
        }
        at = at.checked_add(length)?.checked_add(12)?;
    }
}

fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    find(&bytes[bytes.len().saturating_sub(4096)..], b"\xff\xd9", 0)?;
    let mut at = 2;
    loop {
        while *bytes.get(at)? == 0xff && *bytes.get(at + 1)? == 0xff {
            at += 1;
        }
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff || kind == 0xda || kind == 0xd9 {
            return None;
        }
        if matches!(kind, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
        }
        at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?.max(2);
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    if usize::try_from(little(bytes, 4, 4)?).ok()? + 8 > bytes.len() {
        return None;
    }
    match bytes.get(12..16)? {
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn document(objects: &str) -> Vec<u8> {
        format!("%PDF-1.7\n{objects}\ntrailer << /Root 1 0 R >>\n%%EOF\n").into_bytes()
    }

    fn packed(content: &str) -> Vec<u8> {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(content.as_bytes()).unwrap();
        let zlib = zlib.finish().unwrap();
        let mut pdf = b"%PDF-1.7\n5 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\r\n".to_vec();
        pdf.extend(zlib);
        pdf.extend(b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF");
        pdf
    }

    #[test]
    fn a_plain_pdf_is_kept() {
        assert_eq!(inspect(&document("1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj")), Ok("application/pdf"));
        assert_eq!(inspect(&packed("1 0 2 30 << /Type /Catalog >>")), Ok("application/pdf"));
        // Compressed bytes hold short names by chance.
        assert_eq!(inspect(&document("4 0 obj << >> stream\nx/JS x\nendstream endobj")), Ok("application/pdf"));
    }

    #[test]
    fn a_pdf_that_acts_is_refused_however_it_is_written() {
        for action in ["/JavaScript (app.alert(1))", "/JS 4 0 R", "/OpenAction 4 0 R", "/S /Launch", "/AA << >>"] {
            let pdf = document(&format!("1 0 obj << /Type /Catalog {action} >> endobj"));
            assert_eq!(inspect(&pdf), Err(DocumentProblem::Active), "{action}");
        }
        assert_eq!(inspect(&document("1 0 obj << /J#61vaScript 4 0 R >>")), Err(DocumentProblem::Active));
        assert_eq!(inspect(&packed("<< /OpenAction << /S /JavaScript >> >>")), Err(DocumentProblem::Active));
        assert_eq!(inspect(&document("1 0 obj <</EmbeddedFiles 3 0 R>>")), Err(DocumentProblem::Active));
        // Hidden in what says that it is a stream.
        let hidden = "4 0 obj << >> stream\n5 0 obj << /OpenAction 1 0 R >>\nendstream endobj";
        assert_eq!(inspect(&document(hidden)), Err(DocumentProblem::Active));
        let odd = "5 0 obj << /Type /ObjStm /Filter /ASCII85Decode >> stream\nabc\nendstream endobj";
        assert_eq!(inspect(&document(odd)), Err(DocumentProblem::Active));
        assert_eq!(inspect(&document("<< /Encrypt 9 0 R >>")), Err(DocumentProblem::Encrypted));
        assert_eq!(inspect(b"%PDF-1.7 cut"), Err(DocumentProblem::Broken));
    }

    /// Each of these took an hour when what is not there was looked for again and again.
    #[test]
    fn a_pdf_that_is_made_to_be_slow_is_not() {
        let streams = document(&"stream ".repeat(LARGEST_DOCUMENT / 7 - 100));
        assert_eq!(inspect(&streams), Err(DocumentProblem::Broken));
        let streams = document(&format!("{}{}", "stream ".repeat(MOST_STREAMS), " ".repeat(LARGEST_DOCUMENT / 2)));
        assert_eq!(inspect(&streams), Ok("application/pdf"));
        // Many objects, all of whose packed content runs through the same empty blocks.
        let head = "1 0 obj/ObjStm/FlateDecode stream\n";
        let mut pdf = b"%PDF-1.7\n".to_vec();
        for _ in 0..20_000 {
            pdf.extend(head.as_bytes());
            // The head of the next and the two bytes that its packed content begins with.
            let length = (head.len() + 2) as u16;
            pdf.extend(b"\x78\x9c\0");
            pdf.extend(length.to_le_bytes());
            pdf.extend((!length).to_le_bytes());
        }
        while pdf.len() < LARGEST_DOCUMENT - 100 {
            pdf.extend(b"\0\0\0\xff\xff");
        }
        pdf.extend(b"\n%%EOF");
        assert_eq!(inspect(&pdf), Err(DocumentProblem::Active));
    }

    #[test]
    fn pictures_tell_their_size() {
        let png = |width: u32, height: u32| {
            let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
            bytes.extend(width.to_be_bytes());
            bytes.extend(height.to_be_bytes());
            bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
            bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
            bytes
        };
        assert_eq!(inspect(&png(800, 600)), Ok("image/png"));
        assert_eq!(inspect(&png(0, 600)), Err(DocumentProblem::Broken));
        assert_eq!(inspect(&png(19_000, 19_000)), Err(DocumentProblem::TooManyPixels));
        assert_eq!(inspect(&png(800, 600)[..30]), Err(DocumentProblem::Broken));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\x02\x58\x03\x20\x01\x01\x11\0\xff\xd9";
        assert_eq!(super::jpeg(jpeg), Some((800, 600)));
        assert_eq!(inspect(&jpeg[..20]), Err(DocumentProblem::Broken));
        let webp = b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x1f\xc3\x95\0\0\0\0\0\0";
        assert_eq!(inspect(webp), Ok("image/webp"));
    }

    #[test]
    fn anything_else_is_refused() {
        for bytes in
            [&b""[..], b"MZ\x90", b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"PK\x03\x04"]
        {
            assert_eq!(inspect(bytes), Err(DocumentProblem::UnknownKind));
        }
        assert_eq!(inspect(&vec![b'a'; LARGEST_DOCUMENT + 1]), Err(DocumentProblem::TooLarge));
    }
}
