//! Just enough reading of HTML for tests.

/// The values of an attribute, in order.
pub fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    html.match_indices(&mark).filter_map(|(at, _)| html[at + mark.len()..].split('"').next()).collect()
}

/// The tokens of the forms on a page.
pub fn tokens(html: &str) -> Vec<String> {
    html.split("name=\"_csrf\" value=\"").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
}

/// Everything that can be read in an HTML text, attributes and scripts included, without its tags and escapes: what leaks
/// anywhere is found in it.
pub fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in html.split('<') {
        let (tag, after) = piece.split_once('>').unwrap_or(("", piece));
        // An attribute's value can leak as well as a text.
        for value in tag.split('"').skip(1).step_by(2) {
            text.push_str(value);
            text.push(' ');
        }
        text.push_str(after);
    }
    let plain = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
