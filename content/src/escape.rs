//! Escaping for HTML and for addresses.

/// For text between tags.
pub(crate) fn text(raw: &str) -> String {
    escape(raw, false)
}

/// For a value between double quotes.
pub(crate) fn attribute(raw: &str) -> String {
    escape(raw, true)
}

fn escape(raw: &str, quotes: bool) -> String {
    let mut out = String::with_capacity(raw.len());
    for character in raw.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// An address as an attribute's value: what an address cannot hold becomes `%XX`.
pub(crate) fn address(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for byte in raw.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' | b'%' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for nibble in [byte >> 4, byte & 15] {
                    out.push(char::from(if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 }));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_escape() {
        assert_eq!(text("a < b & \"c\""), "a &lt; b &amp; \"c\"");
        assert_eq!(attribute("a \"b\""), "a &quot;b&quot;");
        assert_eq!(address("/a b?c=ä&d[1]"), "/a%20b?c=%C3%A4&amp;d%5B1%5D");
    }
}
