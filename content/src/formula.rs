//! Formulas as MathML, made on the server.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use crate::escape;

/// A LaTeX formula as MathML, or what is wrong with it.
pub(crate) fn mathml(formula: &str, block: bool) -> Result<String, String> {
    let storage = Storage::new();
    // An error inside becomes part of the output otherwise, where only the reader would see it.
    if let Some(error) = Parser::new(formula, &storage).find_map(Result::err) {
        let message = error.to_string();
        return Err(message.lines().next().unwrap_or_default().trim_start_matches("parsing error:").trim().to_owned());
    }
    let storage = Storage::new();
    let display_mode = if block { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, Parser::new(formula, &storage), config).map_err(|error| error.to_string())?;
    Ok(out)
}

/// What a reader sees of a formula that cannot be read.
pub(crate) fn raw(formula: &str) -> String {
    format!("<code>{}</code>", escape::text(formula))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sanitise::Html;

    #[test]
    fn formulas_pass_the_sanitiser() {
        let html = mathml("\\frac{k + 1}{n + 2}", false).unwrap();
        assert_eq!(Html::sanitise(&html).as_str(), html);
        let html = mathml("x_1^2 = \\sqrt{2} \\quad \\text{bila } a < b", true).unwrap();
        assert!(Html::sanitise(&html).as_str().contains("<msqrt>"));
    }

    #[test]
    fn a_wrong_formula_is_an_error() {
        assert!(mathml("\\frac{1", false).is_err());
        assert!(mathml("\\nirgendwo", false).is_err());
    }
}
