//! Lines of a CSV file that a spreadsheet opens without running anything.

/// One line, ended as the format asks.
pub fn line<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes. A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_cell_is_a_text_and_never_a_formula() {
        assert_eq!(line(["a", "b,\"c\"", ""]), "\"a\",\"b,\"\"c\"\"\",\"\"\r\n");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1"] {
            assert!(line([formula]).starts_with("\"'"), "{formula}");
        }
    }
}
