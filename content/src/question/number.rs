//! Numbers of a key: `72`, `72 ± 0.5`, `100 ± 2%`, `70..74`.

use domain::key::NumberKey;

/// Reads a number with its tolerance, or says why it cannot.
pub(crate) fn key(text: &str) -> Result<NumberKey, &'static str> {
    let text = text.trim();
    let sign = ["±", "+/-", "+-"].into_iter().find_map(|sign| text.split_once(sign));
    let (low, high) = if let Some((value, tolerance)) = sign {
        let value = number(value)?;
        let tolerance = match tolerance.trim().strip_suffix('%') {
            Some(percent) => value.abs() * number(percent)? / 100.0,
            None => number(tolerance)?,
        };
        if tolerance < 0.0 {
            return Err("a tolerance is not negative");
        }
        (value - tolerance, value + tolerance)
    } else if let Some((low, high)) = text.split_once("..") {
        (number(low)?, number(high)?)
    } else {
        let value = number(text)?;
        (value, value)
    };
    if low > high {
        return Err("the first number is greater than the second");
    }
    Ok(NumberKey { low, high })
}

/// A number with a decimal point or comma. A separator before exactly three digits could be either kind.
fn number(text: &str) -> Result<f64, &'static str> {
    let text = text.trim().replace('\u{2212}', "-");
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (whole, part) = digits.split_once([',', '.']).map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || part.is_some_and(|part| !all_digits(part)) {
        return Err("it is not a number");
    }
    if part.is_some_and(|part| part.len() == 3) && whole.len() <= 3 && !whole.starts_with('0') {
        return Err("its separator could mark thousands or decimals");
    }
    text.replace(',', ".").parse().map_err(|_| "it is not a number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        for (text, low, high) in [
            ("72", 72.0, 72.0),
            ("72 ± 0.5", 71.5, 72.5),
            ("72±0,5", 71.5, 72.5),
            ("72 +- 1", 71.0, 73.0),
            ("100 ± 2%", 98.0, 102.0),
            ("-100 ± 2%", -102.0, -98.0),
            ("70..74", 70.0, 74.0),
            ("-1,5 .. 2.5", -1.5, 2.5),
            ("5 ± 0", 5.0, 5.0),
            ("0.125", 0.125, 0.125),
            ("\u{2212}3", -3.0, -3.0),
            ("1500000", 1_500_000.0, 1_500_000.0),
        ] {
            let key = key(text).unwrap();
            assert!((key.low - low).abs() < 1e-9 && (key.high - high).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn anything_else_is_an_error() {
        for text in ["", "lima", "1.000", "1,500", "1.000.000", "74..70", "5 ± -1", "5 ±", "..", "1e5", "inf", "5 hari"]
        {
            assert!(key(text).is_err(), "{text}");
        }
    }
}
