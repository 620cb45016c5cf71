//! A QR code as SVG: dark modules of a row that touch are one rectangle.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The code for an address, with the quiet zone of four modules that readers need. `None` where the address is too long.
pub fn svg(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok()?;
    let size = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(size.max(1)).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    let whole = size + 8;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{whole}\" viewBox=\"-4 -4 {whole} {whole}\">\
         <path fill=\"#1e1b18\" d=\"{path}\"/></svg>"
    ))
}
