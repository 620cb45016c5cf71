//! The size of an image from its first bytes, so that a page does not jump while it loads.

use std::sync::Arc;

use crate::model::Image;

/// Reads an SVG, PNG or JPEG. `None` if the ending is another or the size cannot be found.
pub(crate) fn read(path: &str, bytes: &Arc<[u8]>) -> Option<Image> {
    let (media_type, (width, height)) = match path.rsplit_once('.')?.1 {
        "svg" => ("image/svg+xml", svg_size(std::str::from_utf8(bytes).ok()?)?),
        "png" => ("image/png", png_size(bytes)?),
        "jpg" | "jpeg" => ("image/jpeg", jpeg_size(bytes)?),
        _ => return None,
    };
    let sensible = 1..=20_000;
    (sensible.contains(&width) && sensible.contains(&height)).then(|| Image {
        bytes: Arc::clone(bytes),
        media_type,
        width,
        height,
    })
}

/// `width` and `height`, or the last two numbers of `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let length = |name| attribute(tag, name)?.trim_end_matches("px").trim().parse::<f64>().ok();
    let view_box = || {
        let numbers: Vec<f64> = attribute(tag, "viewBox")?
            .split([' ', ',', '\n', '\t'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    };
    let (width, height) = length("width").zip(length("height")).or_else(view_box)?;
    Some((width.round() as u32, height.round() as u32))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        rest = &rest[at + name.len()..];
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        if let (true, Some(value)) = (before.is_some_and(char::is_whitespace), value) {
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
}

/// The IHDR chunk comes first and begins with width and height.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    Some((big_endian(bytes.get(16..20)?), big_endian(bytes.get(20..24)?)))
}

/// Height and width are in the frame header (SOF), behind other segments.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let marker = *rest.get(1).filter(|_| rest[0] == 0xff)?;
        if marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        // C4, C8 and CC are tables, not frames.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((big_endian(rest.get(7..9)?), big_endian(rest.get(5..7)?)));
        }
        rest = rest.get(2 + big_endian(rest.get(2..4)?) as usize..)?;
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
        read(path, &Arc::from(bytes)).map(|image| (image.width, image.height))
    }

    #[test]
    fn svg_sizes_come_from_the_attributes_or_the_view_box() {
        assert_eq!(size("a.svg", b"<?xml version='1.0'?><svg width=\"640\" height='360px'>"), Some((640, 360)));
        assert_eq!(size("a.svg", b"<svg xmlns=\"x\" viewBox=\"0 0 720.4 300\">"), Some((720, 300)));
        assert_eq!(size("a.svg", b"<svg stroke-width=\"2\" viewBox=\"0,0,72,30\">"), Some((72, 30)));
        assert_eq!(size("a.svg", b"<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 8 9\">"), Some((8, 9)));
        assert_eq!(size("a.svg", b"<svg>"), None);
        assert_eq!(size("a.svg", b"<svg viewBox=\"0 0 0 9\">"), None);
        assert_eq!(size("a.gif", b"GIF89a"), None);
    }

    #[test]
    fn png_and_jpeg_sizes_come_from_the_header() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\x68\x08\x02";
        assert_eq!(size("a.png", png), Some((640, 360)));
        assert_eq!(size("a.png", &png[..20]), None);
        let jpeg = b"\xff\xd8\xff\xe0\0\x04JF\xff\xc4\0\x02\xff\xc0\0\x11\x08\x01\x68\x02\x80\x03";
        assert_eq!(size("a.jpg", jpeg), Some((640, 360)));
        assert_eq!(size("a.jpeg", &jpeg[..15]), None);
        assert_eq!(size("a.jpg", b"\xff\xd8\xff\xe0\0\0\0"), None);
    }
}
