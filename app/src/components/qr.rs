//! A QR code as one SVG path: dark modules of a row that touch become one rectangle.

use std::fmt::Write;

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// The code for an address, with the quiet zone of four modules that readers need. `None` where the address is too long.
pub fn qr_code(class: &'static str, address: &str, label: String) -> Option<AnyView> {
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).ok()?;
    let size = code.width();
    let path = path(&code.to_colors(), size);
    let box_ = format!("-4 -4 {0} {0}", size + 8);
    let ground = format!("M-4-4h{0}v{0}h-{0}z", size + 8);
    Some(
        view! {
            <svg class=class viewBox=box_ role="img" aria-label=label shape-rendering="crispEdges">
                <path fill="#fff" d=ground></path>
                <path fill="#1e1b18" d=path></path>
            </svg>
        }
        .into_any(),
    )
}

fn path(modules: &[Color], size: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(size.max(1)).enumerate() {
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
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_that_touch_are_one_rectangle() {
        use Color::{Dark, Light};
        assert_eq!(
            path(&[Dark, Dark, Light, Light, Light, Light, Dark, Light, Dark], 3),
            "M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z"
        );
    }

    #[test]
    fn a_finder_pattern_stands_in_the_corner() {
        let code = QrCode::new(b"https://ampera.example/verifikasi/AMP-2026-7K4Q-M2XD").unwrap();
        assert!(path(&code.to_colors(), code.width()).starts_with("M0 0h7v1h-7z"));
    }
}
