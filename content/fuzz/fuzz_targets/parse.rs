//! Any bytes as the files of a course: nothing panics, findings point into the files, `fmt` settles at once.
#![no_main]

use content::{Dictionary, Files, fmt, parse_course};
use libfuzzer_sys::fuzz_target;

/// The bytes are cut at zero bytes: `course.md`, two items, an image, and a translation.
const NAMES: &[&str] = &["course.md", "01-satu.md", "02-dua.md", "img/a.svg", "en/course.md", "en/01-satu.md", "en/02-dua.md"];

fuzz_target!(|bytes: &[u8]| {
    let mut files = Files::new();
    for (name, part) in NAMES.iter().zip(bytes.split(|byte| *byte == 0)) {
        files.insert(*name, part);
    }
    let parsed = parse_course("uji", &files, &Dictionary::default());
    for finding in &parsed.diagnostics {
        let length = files.get(&finding.file).map_or(0, |bytes| bytes.len());
        assert!(finding.span.start <= finding.span.end && finding.span.end <= length);
        finding.render(&files);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let once = fmt(text);
        assert_eq!(fmt(&once), once);
    }
});
